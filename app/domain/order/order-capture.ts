import type { HoldId } from "../ids.ts";
import type { Minor } from "../money.ts";
import type { Points } from "../points.ts";
import type { DiscountedLine } from "./order.ts";

/** What an order took of its hold: as it was when it was captured, for good. */
export interface CapturedHold {
  readonly holdId: HoldId;
  readonly points: Points;
  /** What the points took off the order, in shop money. */
  readonly minor: Minor;
  /** The same, line by line. */
  readonly lines: readonly DiscountedLine[];
}

/** What came of the hold that an order names. */
export type OrderCapture =
  /** Even by the Admin API's word no discount is that hold's, or it is not the buyer's hold. */
  | { readonly kind: "unmatched"; readonly holdId: HoldId }
  | (CapturedHold & {
      /** `late`: the hold was over, or another order had taken it. */
      readonly kind: "captured" | "late";
      /** How many of the points have come back. */
      readonly restored: Points;
    });
