import type { CurrencyCode } from "../money.ts";
import type { Campaign } from "./campaigns.ts";
import type { Earning } from "./earning.ts";
import type { Expiry } from "./expiry.ts";
import type { TimeZone } from "./local-time.ts";
import type { Redemption } from "./redemption.ts";
import type { StampCard } from "./stamp-cards.ts";
import type { Tiers } from "./tiers.ts";
import type { Wholesale } from "./wholesale.ts";

/** The merchant's rules, one immutable version of them. */
export interface Program {
  readonly currency: CurrencyCode;
  /** The shop's; a version says by itself when its campaigns begin and its years end. */
  readonly timeZone: TimeZone;
  readonly enrolment: { readonly mode: "automatic" | "opt_in" };
  readonly earning: Earning;
  readonly campaigns: readonly Campaign[];
  /** Of several at once the one that gives the order most, or all of them. */
  readonly campaignsCombine: "best" | "sum";
  readonly tiers: Tiers | null;
  readonly wholesale: Wholesale | null;
  readonly stampCards: readonly StampCard[];
  readonly redemption: Redemption;
  readonly expiry: Expiry;
  readonly clawback: {
    /** What becomes of points to be taken back that are no longer there. */
    readonly beyondBalance: "owe" | "stop_at_zero";
  };
}
