import { compareIds, holdId, lineId } from "../domain/ids.ts";
import type { HoldId } from "../domain/ids.ts";
import { minor } from "../domain/money.ts";
import type { AutomaticDiscount } from "../domain/order/order.ts";

/** The order's metafield, copied from the cart's, and the cart attribute: each may name a hold. */
export const HOLD_METAFIELD = { namespace: "$app", key: "hold" } as const;
export const HOLD_ATTRIBUTE = "_kopilka_hold";

const HOLD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The hold that an order names: the first of the texts that is the id of one.
 * Anybody can write an attribute; what is no id names nothing.
 * @param texts the metafield before the attribute
 */
export function namedHold(texts: readonly unknown[]): HoldId | null {
  const named = texts.find((text) => typeof text === "string" && HOLD_ID.test(text));
  return typeof named === "string" ? holdId(named.toLowerCase()) : null;
}

/** What one automatic discount took off one line. */
export interface DiscountPart {
  /** Of the discount among all of the order's. */
  readonly index: number;
  readonly title: string;
  readonly lineId: string;
  readonly minor: bigint;
}

/** Parts put together to discounts, in order of index; what took nothing off is left out. */
export function automaticDiscountsOf(parts: readonly DiscountPart[]): AutomaticDiscount[] {
  const byIndex = Map.groupBy(
    parts.filter((part) => part.minor > 0n),
    (part) => part.index,
  );
  return [...byIndex]
    .sort(([a], [b]) => a - b)
    .map(([, ofOne]) => ({ title: ofOne[0]?.title ?? "", allocations: allocationsOf(ofOne) }));
}

function allocationsOf(parts: readonly DiscountPart[]): AutomaticDiscount["allocations"] {
  const byLine = new Map<string, bigint>();
  for (const part of parts) {
    byLine.set(part.lineId, (byLine.get(part.lineId) ?? 0n) + part.minor);
  }
  return [...byLine]
    .sort(([a], [b]) => compareIds(a, b))
    .map(([line, sum]) => ({ lineId: lineId(line), minor: minor(sum) }));
}
