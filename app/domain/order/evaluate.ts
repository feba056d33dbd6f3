import type Fraction from "fraction.js";

import { minor } from "../money.ts";
import type { Minor } from "../money.ts";
import { MOST_POINTS, NO_POINTS, points } from "../points.ts";
import { readyProgram } from "../program/compile.ts";
import type { Program } from "../program/program.ts";
import { roundExact } from "../rounding.ts";
import { SHIPPING_LINE } from "./award.ts";
import type { Award, AwardLine, NoAward } from "./award.ts";
import { campaignGains } from "./campaign-gains.ts";
import type { PlacedGain } from "./campaign-gains.ts";
import type { OrderContext } from "./context.ts";
import { eligibleLines } from "./eligible.ts";
import type { EligibleLine, JudgedOrder } from "./eligible.ts";
import { sumOf, ZERO } from "./exact.ts";
import type { OrderFacts } from "./order.ts";
import { lineLook, orderLook } from "./look.ts";
import { rateLine, ratesOf } from "./rated-lines.ts";
import type { RatedLine } from "./rated-lines.ts";
import { volumeGain } from "./volume.ts";

export type { Award, AwardLine, Ineligible } from "./award.ts";
export { ONE, ZERO } from "./exact.ts";

/**
 * The award of an order as it stands after edits, under a program version: each line earns at its
 * rate, times the member's tier, with what campaigns add to it; order-wide bonuses and wholesale
 * volume go on the sum, the order's maximum cuts it, and only then it is rounded, once. Refunds play
 * no part: they never re-evaluate the rules (see `orderTarget`).
 * @param context as of the order; `NO_CONTEXT` where the program asks for none (see `needsOf`)
 * @throws RangeError for negative or fractional quantities and for negative
 *   money, which the edge should have refused; and beyond 2^53 - 1 points,
 *   which no order earns
 */
export function evaluateOrder(order: JudgedOrder, context: OrderContext, program: Program): Award {
  const { facts } = order;
  const ready = readyProgram(program);
  const eligible = eligibleLines(order, program.earning.base);
  const goodsMinor = sumOf(eligible.map((one) => (one.line === null ? ZERO : one.minor)));
  const look = orderLook(facts, context, goodsMinor, program, ready);
  const foreign =
    facts.currency === program.currency ? null : (ready.byCurrency.get(facts.currency) ?? "none");
  const seen = { eligible, goodsMinor, shippingGrossMinor: shippingGross(order, eligible) };
  if (!context.member.enrolled) return nothingFor(facts, seen, "not_enrolled");
  if (look.isWholesale && program.wholesale?.earns === false) {
    return nothingFor(facts, seen, "wholesale");
  }
  if (foreign === "none") return nothingFor(facts, seen, "currency");

  const rates = ratesOf(look, program, ready, foreign);
  const lines = eligible.map((one) => {
    const isLooked = ready.asksLines && one.line !== null;
    return rateLine(one, isLooked ? lineLook(one.line, context, ready) : null, rates);
  });
  const gains = campaignGains(lines, look, facts.processedAt, program, ready);
  const linePoints = lines.map(({ own }, index) => withGains(own, index, gains.counted));
  const sum = sumOf(linePoints);
  const before = withBonuses(sum, gains.counted);
  const volume = volumeGain(program.wholesale, look, context.member.periodMinor, before);
  const exact = volume === null ? before : before.add(volume.points);
  return {
    ...wholePoints(exact, program),
    lines: withShares(lines, linePoints, sum),
    sum,
    exact,
    reason: "rate",
    currency: facts.currency,
    goodsMinor,
    tier:
      rates.tier !== null && rates.tier.multiplier.n !== rates.tier.multiplier.d
        ? rates.tier
        : null,
    campaigns: gains.counted,
    passedOver: gains.passedOver,
    volume,
    shippingGrossMinor: seen.shippingGrossMinor,
  };
}

interface Seen {
  readonly eligible: readonly EligibleLine[];
  readonly goodsMinor: Fraction;
  readonly shippingGrossMinor: Minor;
}

function nothingFor({ currency }: OrderFacts, seen: Seen, reason: NoAward): Award {
  const lines = seen.eligible.map((eligible) => ({ eligible, base: ZERO, rate: null }));
  return {
    points: NO_POINTS,
    lines: withShares(
      lines,
      lines.map(() => ZERO),
      ZERO,
    ),
    sum: ZERO,
    exact: ZERO,
    capped: false,
    reason,
    currency,
    goodsMinor: seen.goodsMinor,
    tier: null,
    campaigns: [],
    passedOver: [],
    volume: null,
    shippingGrossMinor: seen.shippingGrossMinor,
  };
}

/** The one place where an order's points are cut and rounded. */
function wholePoints(exact: Fraction, { earning }: Program): Pick<Award, "points" | "capped"> {
  const { rounding, maximumPointsPerOrder: cap } = earning;
  if (cap !== null && exact.n > cap * exact.d) return { points: cap, capped: true };
  const rounded = roundExact(exact, rounding);
  if (rounded > MOST_POINTS) throw new RangeError(`an order cannot earn ${rounded} points`);
  return { points: points(rounded), capped: false };
}

/** What a line earns by itself, with what campaigns add to it. */
function withGains(own: Fraction, index: number, gains: readonly PlacedGain[]): Fraction {
  let total = own;
  for (const { byLine } of gains) {
    const part = byLine?.[index];
    if (part !== undefined && part.n !== 0n) total = total.add(part);
  }
  return total;
}

/** What the lines earn, with what campaigns give for the order as a whole. */
function withBonuses(sum: Fraction, gains: readonly PlacedGain[]): Fraction {
  let total = sum;
  for (const { byLine, points: bonus } of gains) if (byLine === null) total = total.add(bonus);
  return total;
}

/** Where no line earns, eligible money tells the shares of what the order earns as a whole. */
function withShares(
  lines: readonly Pick<RatedLine, "eligible" | "base" | "rate">[],
  linePoints: readonly Fraction[],
  sum: Fraction,
): AwardLine[] {
  const byPoints = sum.n !== 0n;
  const whole = byPoints ? sum : sumOf(lines.map(({ eligible }) => eligible.minor));
  return lines.map(({ eligible, base, rate }, index) => {
    const { id, units, minor, why } = eligible;
    const own = linePoints[index] ?? ZERO;
    const part = byPoints ? own : minor;
    return {
      lineId: id,
      quantity: units,
      eligibleMinor: minor,
      base,
      points: own,
      share: part.n === 0n ? ZERO : part.div(whole),
      ineligible: why,
      rate,
    };
  });
}

/** Of shipping that earns, what its refunds are measured against: Shopify tells them with tax. */
function shippingGross({ facts }: JudgedOrder, eligible: readonly EligibleLine[]): Minor {
  if (!eligible.some(({ id }) => id === SHIPPING_LINE)) return minor(0n);
  const { taxesIncluded, shippingMinor, shippingTaxMinor } = facts;
  return taxesIncluded ? shippingMinor : minor(shippingMinor + shippingTaxMinor);
}
