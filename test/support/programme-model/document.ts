/**
 * What the model takes of a programme: the document as merchants write it, of which
 * it knows what the random histories use. It reads it itself.
 */
export type PlainRate =
  | { readonly points: number; readonly per_amount: string }
  | { readonly percent: string }
  | { readonly points_per_item: number };

export interface PlainOrderFilter {
  readonly channels?: readonly string[];
  readonly minimum_total?: string;
  readonly order_number?:
    { readonly first: true } | { readonly number: number } | { readonly every: number };
  readonly tiers?: readonly string[];
}

export interface PlainLineFilter {
  readonly vendors?: readonly string[];
  readonly except?: { readonly vendors?: readonly string[] };
}

export interface PlainRule {
  readonly id: string;
  readonly lines?: PlainLineFilter;
  readonly orders?: PlainOrderFilter;
  readonly rate: PlainRate | null;
}

export interface PlainCampaign {
  readonly id: string;
  readonly starts_at: string;
  readonly ends_at: string;
  readonly lines?: PlainLineFilter;
  readonly orders?: PlainOrderFilter;
  readonly effect:
    | { readonly multiplier: string }
    | { readonly bonus_points: number }
    | { readonly bonus_points_per_item: number };
  readonly maximum_points_per_order: number | null;
}

export interface PlainLevel {
  readonly id: string;
  readonly name: { readonly en: string };
  readonly threshold: string | number;
  readonly rate: PlainRate | null;
  readonly multiplier: string;
  readonly entry_bonus: number;
}

export interface PlainTiers {
  readonly basis: "spend" | "points" | "orders";
  readonly window: "rolling_12_months" | "calendar_year" | "lifetime";
  readonly grace_days: number;
  readonly levels: readonly PlainLevel[];
}

export interface PlainDocument {
  readonly schema: 1;
  readonly currency: "RUB";
  /** One without summer time, three hours ahead of UTC, or UTC itself. */
  readonly time_zone: "UTC" | "Europe/Moscow";
  readonly earning: {
    readonly rate: PlainRate;
    readonly rounding: "down" | "nearest" | "up";
    readonly pending_days: number;
    readonly maximum_points_per_order: number | null;
    readonly rules: readonly PlainRule[];
  };
  readonly campaigns: readonly PlainCampaign[];
  readonly campaigns_combine: "best" | "sum";
  readonly tiers: PlainTiers | null;
  readonly redemption: {
    readonly worth: { readonly points: number; readonly amount: string };
    readonly step_points: number;
    readonly minimum_points: number;
    readonly maximum_share_percent: number;
  };
  readonly expiry:
    { readonly kind: "never" } | { readonly kind: "after_days"; readonly days: number };
  readonly clawback: { readonly beyond_balance: "owe" | "stop_at_zero" };
}

/** A document, and since when it is in force (milliseconds). */
export interface PlainVersion {
  readonly from: number;
  readonly document: PlainDocument;
}

const HOUR_MS = 3_600_000;
const ahead = { UTC: 0, "Europe/Moscow": 3 * HOUR_MS } as const;

/** Milliseconds of a local time of the document. */
export const momentIn = (zone: PlainDocument["time_zone"], local: string): number =>
  Date.parse(`${local}:00Z`) - ahead[zone];

export const yearOf = (zone: PlainDocument["time_zone"], at: number): number =>
  new Date(at + ahead[zone]).getUTCFullYear();

export const startOf = (zone: PlainDocument["time_zone"], year: number): number =>
  Date.UTC(year, 0, 1) - ahead[zone];

/** The last of them that is in force. */
export const inForce = (versions: readonly PlainVersion[], at: number): PlainDocument | null =>
  versions.findLast(({ from }) => from <= at)?.document ?? null;

/** Minor units of an amount of roubles. */
export function kopecks(amount: string): bigint {
  const [roubles = "0", rest = ""] = amount.split(".");
  return BigInt(roubles) * 100n + BigInt(rest.padEnd(2, "0"));
}
