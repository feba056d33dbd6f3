import type { CustomerId, HoldId, LineId, OrderId, RefundId } from "../ids.ts";
import type { CurrencyCode, Minor } from "../money.ts";

/** One line of an order, in shop money. */
export interface OrderLine {
  readonly id: LineId;
  /** As ordered, with what an edit added to the line; >= 0. */
  readonly quantity: number;
  /**
   * Taken out again by order edits, less what any refund lists, of which some may
   * be those edits: see `linesAsEdited`. At most `quantity`; below 0 where an edit
   * has put back what it lists.
   */
  readonly removed: number;
  /** Price times `quantity`, less all discount allocations; >= 0. */
  readonly totalMinor: Minor;
  /** Tax on the line, whether or not it is included in `totalMinor`; >= 0. */
  readonly taxMinor: Minor;
  readonly kind: "goods" | "gift_card" | "tip";
  readonly productId: string | null;
  /** As the order was placed, whatever its product says by now. */
  readonly vendor: string | null;
  /** What discount codes took off the line, which `totalMinor` is without; >= 0. */
  readonly codeMinor: Minor;
  /** Units that a stamp card has made free, at most `quantity`; left out where there are none. */
  readonly freeUnits?: number;
}

/** Part of a line that was paid back. */
export interface RefundedLine {
  readonly lineId: LineId;
  readonly quantity: number;
  /** What Shopify calculates for it, with tax; >= 0. */
  readonly valueMinor: Minor;
}

/** One refund, in shop money. */
export interface OrderRefund {
  readonly id: RefundId;
  readonly at: Date;
  readonly lines: readonly RefundedLine[];
  /** Shipping paid back in this refund, with tax; >= 0. */
  readonly shippingMinor: Minor;
  /**
   * Sum of the order adjustments of kind `refund_discrepancy`. Positive: less
   * was paid back than the lines and the shipping come to. Negative: more.
   */
  readonly discrepancyMinor: Minor;
  /**
   * The part of a positive discrepancy that was paid back in other goods, by an exchange;
   * `discrepancyMinor` is without it. Null where goods may have been given: a webhook cannot tell.
   */
  readonly exchangedMinor: Minor | null;
  /** Money really paid back: the refund transactions that have not failed; >= 0. */
  readonly paidMinor: Minor;
  /**
   * An order edit's removal that Shopify lists as a refund; it is no refund. A
   * webhook can only guess: an even exchange moves no money either.
   */
  readonly isEdit: boolean;
}

/** What a discount took off one line, in shop money. */
export interface DiscountedLine {
  readonly lineId: LineId;
  /** > 0 */
  readonly minor: Minor;
}

/**
 * An automatic discount as it was applied to an order. Its title is the one that
 * the merchant sees on the order: the Function's message, or the discount's own.
 */
export interface AutomaticDiscount {
  readonly title: string;
  /** Of the lines as ordered, in order of id; a line stands here once. */
  readonly allocations: readonly DiscountedLine[];
}

/** What one delivery, or one answer of the Admin API, says about an order. */
export interface OrderFacts {
  readonly orderId: OrderId;
  /** Shopify's name for it, such as `#1001`. */
  readonly name: string | null;
  /** The Admin API decides where a webhook cannot. */
  readonly source: "webhook" | "admin";
  readonly updatedAt: Date;
  readonly processedAt: Date;
  readonly customerId: CustomerId | null;
  /** Keyed hash of the e-mail of an order without a customer. */
  readonly guestHash: string | null;
  readonly currency: CurrencyCode;
  readonly test: boolean;
  /** When the order was seen paid in full; null while it is not. */
  readonly paidAt: Date | null;
  readonly cancelledAt: Date | null;
  /** When the last of its goods was sent, as far as all of them are; null while they are not. */
  readonly fulfilledAt: Date | null;
  /** The company (B2B) that buys; its customer is who buys for it. */
  readonly companyId: string | null;
  /** Shopify's `source_name`: web, pos, shopify_draft_order, subscription_contract, ... */
  readonly channel: string;
  readonly lines: readonly OrderLine[];
  /** Whether the amounts of lines and shipping hold their tax already. */
  readonly taxesIncluded: boolean;
  /** Shipping after discounts; >= 0. */
  readonly shippingMinor: Minor;
  /** Tax on the shipping, whether or not it is included in `shippingMinor`; >= 0. */
  readonly shippingTaxMinor: Minor;
  readonly refunds: readonly OrderRefund[];
  /** The hold of points that the order names; whether it is that buyer's is not known here. */
  readonly hold: HoldId | null;
  /** The automatic discounts of an order that names a hold; nothing asks for those of others. */
  readonly automaticDiscounts: readonly AutomaticDiscount[];
}

/**
 * What a delivery may say of an order. `refund` is `refunds/create`, `edited` is
 * `orders/edited`, whose payload carries only additions and removals. `deleted`
 * is `orders/delete`, which is final, or from the Admin API: asked at `at`, it did
 * not know the order, which holds until it shows the order again.
 */
export type OrderEvent =
  | { readonly kind: "state"; readonly facts: OrderFacts }
  | { readonly kind: "refund"; readonly orderId: OrderId; readonly refund: OrderRefund }
  | { readonly kind: "edited"; readonly orderId: OrderId }
  | {
      readonly kind: "deleted";
      readonly orderId: OrderId;
      readonly at: Date;
      readonly source: "webhook" | "admin";
    };

/** Why an order must be read again from the Admin API, which then decides. */
export type RefetchReason =
  | "edited"
  | "unknown_order"
  | "conflicting_state"
  | "conflicting_refund"
  /**
   * The Admin API was asked for many orders and did not know this one, or it did
   * not know this one and a webhook has told of it since.
   */
  | "missing"
  /** It names a hold of points and shows no discount that is the hold's. */
  | "unmatched_hold"
  /** What the Admin API says of it makes no sense; it ends among the dead jobs for a person to see. */
  | "unreadable";

/**
 * The newest facts of an order. What is united over all deliveries stands in the
 * state: `paidAt`, `cancelledAt` and `fulfilledAt` repeat it, and `refunds` is empty. Lines are
 * in order of id.
 */
export interface HeldFacts extends OrderFacts {
  /** Another webhook of the same `updatedAt` says otherwise; the Admin API must decide. */
  readonly contested: boolean;
}

/** What only the Admin API can tell of a refund. */
export interface RefundRuling {
  readonly isEdit: boolean;
  readonly exchangedMinor: Minor;
  readonly asOf: Date;
}

/** A refund as it was last told, and by whom. */
export interface HeldRefund extends OrderRefund {
  /** The `updatedAt` of the facts that told it, or its own time where it came alone. */
  readonly asOf: Date;
  readonly source: "webhook" | "admin";
  /** What the Admin API alone can tell, as it last did, and as of when: it stands against any webhook. */
  readonly ruling: RefundRuling | null;
  /**
   * Another webhook of the same `asOf` says otherwise, or one has guessed at `isEdit`, or could
   * not tell `exchangedMinor`; the Admin API must decide.
   */
  readonly contested: boolean;
}

/**
 * What is held of an order: the newest facts, with what once seen stays seen.
 * The same deliveries end in the same state, whatever the order they come in.
 */
export interface OrderState {
  readonly orderId: OrderId;
  /** Null while only a refund, an edit or a deletion has been heard of. */
  readonly facts: HeldFacts | null;
  /** The earliest of all payment times seen. */
  readonly paidAt: Date | null;
  readonly cancelledAt: Date | null;
  /** The earliest time told at which all of it was sent. */
  readonly fulfilledAt: Date | null;
  readonly deletedAt: Date | null;
  /** Who said so; null with `deletedAt`. What the Admin API alone has said, it may take back. */
  readonly deletedBy: "webhook" | "admin" | null;
  /** United by id over all deliveries, in order of time and id. */
  readonly refunds: readonly HeldRefund[];
  readonly refetch: RefetchReason | null;
}
