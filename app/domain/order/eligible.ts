import Fraction from "fraction.js";

import type { LineId } from "../ids.ts";
import type { Minor } from "../money.ts";
import type { EarningBase } from "../program/earning.ts";
import { SHIPPING_LINE } from "./award.ts";
import type { Ineligible } from "./award.ts";
import { linesAsEdited } from "./edited-lines.ts";
import { ZERO } from "./exact.ts";
import type { OrderFacts, OrderLine, OrderState } from "./order.ts";

/** An order as it is judged. */
export type JudgedOrder = OrderState & {
  readonly facts: OrderFacts;
  /** What points have taken off its lines, as it was captured; in shop money. */
  readonly pointsLines?: ReadonlyMap<LineId, Minor>;
};

/** A line with the money of it that earns. */
export interface EligibleLine {
  readonly id: LineId;
  /** Null: shipping, which is no goods. */
  readonly line: OrderLine | null;
  /** That edits have left. */
  readonly units: number;
  /** E; >= 0 */
  readonly minor: Fraction;
  readonly why: Ineligible | null;
}

/**
 * The money of each line that earns: what its units that edits have left came to, after discounts,
 * by the program's base. Gift-card purchases and tips have none; paying with a gift card or store
 * credit lowers nothing. Shipping comes last, where it earns.
 * @throws RangeError for negative or fractional quantities and for negative money, which the edge
 *   should have refused
 */
export function eligibleLines(order: JudgedOrder, base: EarningBase): EligibleLine[] {
  const { facts } = order;
  const taxSign = signOfTax(base, facts.taxesIncluded);
  const isPlain = taxSign === 0n && !base.paidWithPoints && !base.discountCodes;
  const lines = linesAsEdited(order).map((line): EligibleLine => {
    const units = assertCount(line);
    const why = line.kind !== "goods" ? line.kind : units === 0 ? "removed" : null;
    if (why !== null) return { id: line.id, line, units, minor: ZERO, why };
    if (isPlain) {
      return { id: line.id, line, units, minor: partOf(line, line.totalMinor, 1n, units), why };
    }
    let addedMinor: bigint = base.discountCodes ? line.codeMinor : 0n;
    if (base.paidWithPoints) addedMinor += order.pointsLines?.get(line.id) ?? 0n;
    const { amount, over } = withBase(line.totalMinor, addedMinor, taxSign * line.taxMinor);
    return { id: line.id, line, units, minor: partOf(line, amount, over, units), why };
  });
  const shipping = base.shipping ? eligibleShipping(facts, taxSign) : null;
  return shipping === null ? lines : [...lines, shipping];
}

function eligibleShipping(facts: OrderFacts, taxSign: bigint): EligibleLine | null {
  const { shippingMinor, shippingTaxMinor } = facts;
  if (shippingMinor < 0n) throw new RangeError("the order's shipping is negative");
  if (shippingMinor === 0n) return null;
  const { amount, over } = withBase(shippingMinor, 0n, taxSign * shippingTaxMinor);
  return { id: SHIPPING_LINE, line: null, units: 1, minor: new Fraction(amount, over), why: null };
}

/** What is done with tax: put on prices without it, taken off prices with it, or neither. */
function signOfTax({ tax }: EarningBase, isIncluded: boolean): -1n | 0n | 1n {
  if (tax === "included" && !isIncluded) return 1n;
  return tax === "excluded" && isIncluded ? -1n : 0n;
}

/**
 * A total with what counts beside it, and with or without tax. What is added bears the line's own
 * tax rate, which a line that came to nothing does not tell.
 */
function withBase(totalMinor: bigint, addedMinor: bigint, signedTaxMinor: bigint) {
  const taxed = totalMinor + signedTaxMinor;
  const amount = taxed < 0n ? 0n : taxed;
  if (addedMinor === 0n) return { amount, over: 1n };
  if (totalMinor === 0n) return { amount: addedMinor, over: 1n };
  return { amount: (totalMinor + addedMinor) * amount, over: totalMinor };
}

function partOf({ quantity }: OrderLine, amount: bigint, over: bigint, units: number): Fraction {
  if (units === quantity) return over === 1n ? new Fraction(amount) : new Fraction(amount, over);
  return new Fraction(amount * BigInt(units), over * BigInt(quantity));
}

/** @returns how many units edits have left */
function assertCount({ id, quantity, removed, totalMinor }: OrderLine): number {
  if (!Number.isSafeInteger(quantity) || quantity < 0) {
    throw new RangeError(
      `quantity of line ${id} must be a whole number of at least 0, not ${quantity}`,
    );
  }
  if (totalMinor < 0n) throw new RangeError(`total of line ${id} is negative`);
  return quantity - removed;
}
