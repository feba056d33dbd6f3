/**
 * A plain model of what an order earns: loyalty-rules in whole-number arithmetic
 * over the order's final state. It shares no code with the engine, and is built
 * otherwise: it follows the money that is left on each line, as whole numbers
 * over one common denominator, instead of shares of an award.
 *
 * It holds as long as a program has one rate, because then the points of lines
 * stand to each other as their money does.
 */
export interface PlainLine {
  readonly id: string;
  readonly quantity: number;
  /** Taken out by edits, not by refunds. */
  readonly removed: number;
  /** Price times `quantity`, less discounts. */
  readonly totalMinor: bigint;
  /** False for gift cards bought and for tips. */
  readonly earns: boolean;
}

export interface PlainRefund {
  readonly lines: readonly {
    readonly lineId: string;
    readonly quantity: number;
    readonly valueMinor: bigint;
  }[];
  readonly shippingMinor: bigint;
  /** Positive: less was paid than lines and shipping come to; negative: more. */
  readonly discrepancyMinor: bigint;
  readonly paidMinor: bigint;
  /** An edit's removal that is listed as a refund. */
  readonly isEdit: boolean;
}

export interface PlainOrder {
  readonly currency: string;
  readonly lines: readonly PlainLine[];
  /** In order of time, then of id. */
  readonly refunds: readonly PlainRefund[];
  readonly paid: boolean;
  readonly cancelled: boolean;
  readonly deleted: boolean;
  readonly test: boolean;
}

export interface PlainProgram {
  readonly currency: string;
  readonly points: bigint;
  readonly perAmountMinor: bigint;
  readonly rounding: "down" | "nearest" | "up";
  readonly maximum: bigint | null;
}

export interface ExpectedPoints {
  /** What the order earns when nothing is refunded. */
  readonly award: bigint;
  /** What it has earned as it stands. */
  readonly target: bigint;
}

/** What the order should have earned under the program. */
export function expectedPoints(order: PlainOrder, program: PlainProgram): ExpectedPoints {
  const purse = openPurse(order.lines);
  const award = awardFor(purse, order, program);
  for (const refund of order.refunds) {
    if (!refund.isEdit) payBack(purse, order.lines, refund);
  }
  const counts = order.paid && !order.cancelled && !order.deleted && !order.test;
  if (!counts || purse.earning === 0n) return { award, target: 0n };
  return { award, target: divide(award * total(purse.left), purse.earning, program.rounding) };
}

/** A line's eligible money before refunds, and what they have left of it, as numerators over `over`. */
export interface MoneyOfLines {
  readonly whole: readonly bigint[];
  readonly left: readonly bigint[];
  readonly over: bigint;
}

/** The eligible money of each line, and what the refunds leave of it. */
export function moneyOfLines(
  lines: readonly PlainLine[],
  refunds: readonly PlainRefund[],
): MoneyOfLines {
  const purse = openPurse(lines);
  for (const refund of refunds) if (!refund.isEdit) payBack(purse, lines, refund);
  return purse;
}

/** Money over one denominator: `left[i] / over` minor units are left of line i. */
interface Purse {
  left: bigint[];
  /** Of each line, what it came to before refunds. */
  whole: bigint[];
  /** All of `whole` together. */
  earning: bigint;
  over: bigint;
}

const total = (numbers: readonly bigint[]) => numbers.reduce((sum, number) => sum + number, 0n);

function openPurse(lines: readonly PlainLine[]): Purse {
  const over = lines.reduce((product, line) => product * BigInt(line.quantity || 1), 1n);
  const whole = lines.map((line) => {
    const counted = line.earns && line.quantity > 0 ? line.quantity - line.removed : 0;
    return (line.totalMinor * BigInt(counted) * over) / BigInt(line.quantity || 1);
  });
  return { left: [...whole], whole, earning: total(whole), over };
}

function awardFor({ earning, over }: Purse, order: PlainOrder, program: PlainProgram): bigint {
  if (order.currency !== program.currency) return 0n;
  const { points, perAmountMinor, rounding, maximum } = program;
  const rounded = divide(earning * points, over * perAmountMinor, rounding);
  return maximum !== null && rounded > maximum ? maximum : rounded;
}

function payBack(purse: Purse, lines: readonly PlainLine[], refund: PlainRefund) {
  const calculated = total(refund.lines.map((line) => line.valueMinor));
  const less = refund.discrepancyMinor - refund.shippingMinor;
  // Of every `of` that the lines come to, `part` was paid.
  let [part, of] = [1n, 1n];
  if (refund.discrepancyMinor > 0n && less > 0n) {
    [part, of] = less < calculated ? [calculated - less, calculated] : [0n, 1n];
  }
  for (const { lineId, quantity } of refund.lines) {
    const index = lines.findIndex(({ id }) => id === lineId);
    const line = lines[index];
    if (line === undefined || line.quantity === line.removed) continue;
    const units = BigInt(line.quantity - line.removed);
    refine(purse, units * of);
    const back = ((purse.whole[index] ?? 0n) * BigInt(quantity) * part) / (units * of);
    const left = (purse.left[index] ?? 0n) - back;
    purse.left[index] = left < 0n ? 0n : left;
  }

  let beside = 0n;
  if (refund.discrepancyMinor < 0n) beside = -refund.discrepancyMinor;
  else if (refund.discrepancyMinor === 0n && refund.lines.length === 0) {
    beside = refund.paidMinor - refund.shippingMinor;
  }
  const left = total(purse.left);
  if (beside <= 0n || left === 0n) return;
  const taken = beside * purse.over > left ? left : beside * purse.over;
  refine(purse, left);
  purse.left = purse.left.map((money) => (money * (left - taken)) / left);
}

/** Makes the denominator finer by a factor, so that the next division has no rest. */
function refine(purse: Purse, factor: bigint) {
  purse.left = purse.left.map((money) => money * factor);
  purse.whole = purse.whole.map((money) => money * factor);
  purse.earning *= factor;
  purse.over *= factor;
}

function divide(amount: bigint, by: bigint, rounding: PlainProgram["rounding"]): bigint {
  const whole = amount / by;
  const rest = amount - whole * by;
  if (rest === 0n || rounding === "down") return whole;
  if (rounding === "up") return whole + 1n;
  return rest * 2n >= by ? whole + 1n : whole;
}
