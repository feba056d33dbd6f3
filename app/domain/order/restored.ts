import Fraction from "fraction.js";

import type { LineId } from "../ids.ts";
import { points, type Points } from "../points.ts";
import { linesAsEdited } from "./edited-lines.ts";
import { ONE, ZERO } from "./evaluate.ts";
import type { CapturedHold } from "./order-capture.ts";
import type { DiscountedLine, OrderFacts, OrderState } from "./order.ts";

/** What must have come back of the points that an order was paid with. */
export interface Restoration {
  readonly points: Points;
  /** Discount d on what has come back, exactly; 0 to the whole discount D. */
  readonly returnedMinor: Fraction;
  readonly reason: "returned" | "cancelled" | "deleted";
  /** How much of each discounted line has come back, 0 to 1. */
  readonly lines: readonly (DiscountedLine & { readonly returned: Fraction })[];
}

/**
 * The second target of an order: of C points captured for D of discount, after
 * returning units to which d of D was allocated, floor(C x d / D) have come back,
 * and all of them once the order is cancelled or deleted. Units that an edit has
 * taken out count as returned; money paid back beside lines returns nothing.
 */
export function restoration(
  captured: Pick<CapturedHold, "points" | "minor" | "lines">,
  order: OrderState & { readonly facts: OrderFacts },
): Restoration {
  const shares = returnedShares(order);
  const isOver = order.deletedAt !== null || order.cancelledAt !== null;
  const lines = captured.lines.map((line) => ({
    ...line,
    // A line that the order no longer has was taken out of it.
    returned: isOver ? ONE : (shares.get(line.lineId) ?? ONE),
  }));
  const returnedMinor = lines.reduce((sum, line) => sum.add(line.returned.mul(line.minor)), ZERO);
  const { n, d } = returnedMinor;
  return {
    points: points(captured.minor === 0n ? 0n : (captured.points * n) / (captured.minor * d)),
    returnedMinor,
    reason: order.deletedAt ? "deleted" : order.cancelledAt ? "cancelled" : "returned",
    lines,
  };
}

/** The part of each line's units that refunds and edits have brought back, 0 to 1. */
function returnedShares(
  order: OrderState & { readonly facts: OrderFacts },
): ReadonlyMap<LineId, Fraction> {
  const refunded = new Map<LineId, number>();
  for (const { isEdit, lines } of order.refunds) {
    if (isEdit) continue;
    for (const { lineId, quantity } of lines) {
      refunded.set(lineId, (refunded.get(lineId) ?? 0) + quantity);
    }
  }
  return new Map(
    linesAsEdited(order).map(({ id, quantity, removed }) => {
      const back = Math.min(quantity, removed + (refunded.get(id) ?? 0));
      return [id, quantity === 0 ? ONE : new Fraction(back, quantity)];
    }),
  );
}
