import type { Minor } from "./money.ts";

/** What a member has done, or what has come about, that earn rules for actions look at. */
export type EarnFact =
  /** The member came into the programme. */
  | { readonly on: "enrolled"; readonly at: Date }
  /** Midnight of the member's birthday, by the clock of the shop. */
  | { readonly on: "birthday"; readonly at: Date; readonly year: number; readonly setAt: Date }
  /** Midnight of the day on which the member has belonged to the programme for so many years. */
  | { readonly on: "anniversary"; readonly at: Date; readonly years: number }
  /** The member agreed to receive e-mails. */
  | { readonly on: "newsletter"; readonly at: Date }
  /** A review was published. */
  | {
      readonly on: "review";
      readonly at: Date;
      /** The review app; with the id, what names the review. */
      readonly source: string;
      readonly reviewId: string;
      readonly productId: string | null;
      readonly hasPhoto: boolean;
      /** An order of the member's has the product. */
      readonly isPurchaseVerified: boolean;
    }
  | { readonly on: "social_follow"; readonly at: Date; readonly network: string }
  | { readonly on: "social_share"; readonly at: Date; readonly network: string }
  /** The member's n-th order that stands. */
  | {
      readonly on: "order_count";
      readonly at: Date;
      readonly count: number;
      readonly orderId: string;
    }
  /** What the member's orders come to was below `to` before an order, and is that after it. */
  | {
      readonly on: "total_spent";
      readonly at: Date;
      readonly fromMinor: Minor;
      readonly toMinor: Minor;
      readonly orderId: string;
    }
  /** What an integration of the merchant's own reports by a name of its own. */
  | {
      readonly on: "action";
      readonly at: Date;
      readonly action: string;
      /** The caller's idempotency key. */
      readonly key: string;
    };

export type EarnTrigger = EarnFact["on"];

export type FactOn<On extends EarnTrigger> = Extract<EarnFact, { readonly on: On }>;
