import type Fraction from "fraction.js";

import type { LineId } from "../ids.ts";
import type { CurrencyCode, Minor } from "../money.ts";
import type { Points } from "../points.ts";
import type { Campaign } from "../program/campaigns.ts";
import type { LineRule } from "../program/earning.ts";
import type { CurrencyRate, Rate } from "../program/rate.ts";
import type { Tier } from "../program/tiers.ts";
import type { VolumeStep } from "../program/wholesale.ts";

/** Shipping where it earns: a line of the award that the order does not have. */
export const SHIPPING_LINE = "shipping" as LineId;

/** Why a line has no eligible money. */
export type Ineligible = "gift_card" | "tip" | "removed";

/** Whose rate a line earns by. */
export type RateSource =
  | { readonly kind: "program" }
  /** That of the order's own currency. */
  | { readonly kind: "currency"; readonly currency: CurrencyCode }
  | { readonly kind: "tier"; readonly tier: Tier }
  | { readonly kind: "wholesale" }
  | { readonly kind: "rule"; readonly rule: LineRule };

/** A rate with where it stands in the program. */
export interface AppliedRate {
  readonly source: RateSource;
  /** Null: the rule lets its lines earn nothing. */
  readonly rate: Rate | CurrencyRate | null;
}

/** What one line earns, before rounding and before refunds. */
export interface AwardLine {
  readonly lineId: LineId;
  /** Of the order as edited; of shipping 1. */
  readonly quantity: number;
  /** Eligible money E in minor units of the order's currency; >= 0. */
  readonly eligibleMinor: Fraction;
  /** By its rate alone, before the tier's multiplier and campaigns. */
  readonly base: Fraction;
  /** Points a, exact, with the tier's multiplier and campaigns; >= 0. */
  readonly points: Fraction;
  /** Share s of the award; all of them sum to 1, or to 0 where nothing is eligible. */
  readonly share: Fraction;
  readonly ineligible: Ineligible | null;
  /** Null where there is nothing to apply a rate to. */
  readonly rate: AppliedRate | null;
}

/** What a campaign adds to an order. */
export interface CampaignGain {
  readonly campaign: Campaign;
  /** Exact, at most the campaign's maximum. */
  readonly points: Fraction;
  /** Whether that maximum cut it. */
  readonly capped: boolean;
}

/** The volume thresholds that a wholesale order has reached, and what they add. */
export interface VolumeGain {
  readonly orderStep: VolumeStep | null;
  readonly periodStep: VolumeStep | null;
  /** What was bought in the period, with the order; eligible money of goods. */
  readonly periodMinor: Fraction;
  readonly percent: Fraction;
  readonly points: Fraction;
}

/** Why an order earns nothing whatever it holds. */
export type NoAward =
  /** It is in other money than the program, which has no rate for it. */
  | "currency"
  /** Its member was not part of the programme. */
  | "not_enrolled"
  /** Wholesale earns nothing. */
  | "wholesale";

/** What an order earns when nothing of it is refunded. */
export interface Award {
  /** Rounded, after the cap: A. */
  readonly points: Points;
  readonly lines: readonly AwardLine[];
  /** The lines' points together, exactly. */
  readonly sum: Fraction;
  /** The order's points before the cap and rounding: lines, order-wide bonuses, volume. */
  readonly exact: Fraction;
  /** Whether the most that one order may earn cut it. */
  readonly capped: boolean;
  readonly reason: "rate" | NoAward;
  /** The order's currency, in which `eligibleMinor` is. */
  readonly currency: CurrencyCode;
  /** Eligible money of all goods, without shipping. */
  readonly goodsMinor: Fraction;
  /** The tier as of the order, where it changes what the order earns. */
  readonly tier: Tier | null;
  /** The campaigns that count, in the program's order. */
  readonly campaigns: readonly CampaignGain[];
  /** Those that would have counted, had another not given more. */
  readonly passedOver: readonly CampaignGain[];
  readonly volume: VolumeGain | null;
  /** What shipping came to with its tax, against which its refunds are measured; 0 where it does not earn. */
  readonly shippingGrossMinor: Minor;
}
