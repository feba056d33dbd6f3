import type { HoldId, LineId } from "../ids.ts";
import { minor } from "../money.ts";
import type { AutomaticDiscount, OrderFacts } from "./order.ts";

/* How an order's hold and discounts are written into JSON columns; see codec.ts. */

/** title, then line id and amount of each line */
type EncodedDiscount = readonly [string, readonly (readonly [string, string])[]];

/** Both absent for an order that names no hold. */
export interface EncodedSpent {
  readonly hold?: string;
  readonly discounts?: readonly EncodedDiscount[];
}

type Spent = Pick<OrderFacts, "hold" | "automaticDiscounts">;

export function encodeSpent({ hold, automaticDiscounts }: Spent): EncodedSpent {
  if (hold === null) return {};
  return {
    hold,
    discounts: automaticDiscounts.map(({ title, allocations }) => [
      title,
      allocations.map(({ lineId, minor }) => [lineId, String(minor)]),
    ]),
  };
}

/** @param encoded what `encodeSpent` made */
export function decodeSpent({ hold, discounts }: EncodedSpent): Spent {
  return {
    hold: (hold ?? null) as HoldId | null,
    automaticDiscounts: discounts?.map(decodeDiscount) ?? [],
  };
}

const decodeDiscount = ([title, allocations]: EncodedDiscount): AutomaticDiscount => ({
  title,
  allocations: allocations.map(([id, amount]) => ({
    lineId: id as LineId,
    minor: minor(BigInt(amount)),
  })),
});
