import type { WrittenText } from "../program/texts.ts";
import type { Rounding } from "../rounding.ts";
import type { Ineligible, NoAward } from "./award.ts";
import type { TargetReason } from "./target.ts";

/*
 * The explanation is stored with every transfer of an order and hashed into the
 * ledger's chain. So it holds strings, integers, null, arrays and objects only,
 * nothing personal, and no more than a reader needs to follow the arithmetic.
 */

/** A rate as the program's document writes it; percentages with the worth that they go by. */
export type RateExplanation =
  | { readonly points: number; readonly per_amount: string }
  | {
      readonly percent: string;
      readonly worth: { readonly points: number; readonly amount: string };
    }
  | { readonly points_per_item: number };

/** A rate that is not the one of all orders, and whose it is. */
export type OwnRateExplanation = {
  readonly from: "rule" | "tier" | "wholesale" | "currency";
  /** Of the rule or the tier. */
  readonly id?: string;
  readonly name?: WrittenText;
  /** Null: its lines earn nothing. */
  readonly rate: RateExplanation | null;
};

/** One line of the order: `eligible` money earns `points`. */
export type LineExplanation = {
  /** Shopify's line item id, or "shipping". */
  readonly line: string;
  /** Decimal amount, or a fraction such as "100/3" where it has no end. */
  readonly eligible: string;
  /** Exact points, such as "12" or "37/2". */
  readonly points: string;
  /** Place in `rates` of the rate that it earns by; absent where that is the rule. */
  readonly rate?: number;
  /** How many units earn, where the rate is by the item. */
  readonly units?: number;
  /** Exact points by the rate alone, where a tier or a campaign changes them. */
  readonly base?: string;
  /** Eligible money that refunds have paid back; absent where they have not. */
  readonly refunded?: string;
  /** Why the line earns nothing, where that is not for want of money. */
  readonly ineligible?: Ineligible;
};

/** What a campaign adds, exactly; `maximum` where that cut it. */
export type CampaignExplanation = {
  readonly id: string;
  readonly name?: WrittenText;
  readonly multiplier?: string;
  readonly bonus_points?: number;
  readonly bonus_points_per_item?: number;
  readonly points: string;
  readonly maximum?: number;
};

/** What the volume of a wholesale order adds: `percent` of what it earns without it. */
export type VolumeExplanation = {
  readonly order?: { readonly from: string; readonly percent: string };
  /** `bought`: in the period, with the order; exact money. */
  readonly period?: { readonly from: string; readonly percent: string; readonly bought: string };
  readonly percent: string;
  readonly points: string;
};

/** What of a line's money earns, where that is not its price after discounts. */
export type BaseExplanation = {
  readonly tax?: "included" | "excluded";
  readonly shipping?: true;
  readonly paid_with_points?: true;
  readonly discount_codes?: true;
};

/**
 * Why an order has its points: each line earns eligible / per_amount x points, or by its own rate,
 * times the tier's multiplier, with what campaigns add to it; `sum` with order-wide bonuses and
 * volume is `total`; cut to `maximum` and rounded it is `award`; award x `kept` is `exact`;
 * rounded, it is `target`, if `reason` is `paid`. What a program does not have is absent, as it is
 * from explanations of before there was any of it.
 */
export type OrderExplanation = {
  readonly kind: "order";
  readonly program_version: number;
  /** The order's currency. */
  readonly currency: string;
  readonly rule: RateExplanation & {
    /** The program's currency. */
    readonly currency: string;
    readonly rounding: Rounding;
    readonly maximum: number | null;
  };
  readonly rates?: readonly OwnRateExplanation[];
  readonly base?: BaseExplanation;
  readonly tier?: { readonly id: string; readonly name: WrittenText; readonly multiplier: string };
  readonly campaigns?: readonly CampaignExplanation[];
  /** Campaigns that would have counted, had another not given more. */
  readonly passed_over?: readonly CampaignExplanation[];
  readonly volume?: VolumeExplanation;
  readonly lines: readonly LineExplanation[];
  /** Exact points of all lines. */
  readonly sum: string;
  /** Exact points before the maximum, where they are not the lines' alone. */
  readonly total?: string;
  readonly award: number;
  /** The share of the award that refunds leave, exactly. */
  readonly kept: string;
  /** Exact points after refunds. */
  readonly exact: string;
  readonly target: number;
  /** Why nothing is earned, or why the target is what it is. */
  readonly reason: TargetReason | NoAward;
};
