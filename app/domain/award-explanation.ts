import { EARN_RULE_KINDS } from "./earn-rules/index.ts";
import type { ActionRule } from "./program/actions.ts";
import type { Text } from "./program/texts.ts";

/** Bonuses that tiers give, beside the earn rules. */
export const TIER_BONUSES = ["tier_entry", "tier_birthday"] as const;
export type TierBonus = (typeof TIER_BONUSES)[number];

/** Why there are points that no order has earned, as transfers keep it. */
export interface AwardExplanation {
  readonly kind: "award";
  /** The kind of rule. */
  readonly rule: ActionRule["kind"] | TierBonus;
  readonly rule_id: string;
  /** Of the program; those written first do not say it. */
  readonly version?: number | undefined;
  /** What the award stands at after this, whole points as digits. */
  readonly points: string;
  /** Taken back, because a merged member had got it before. */
  readonly merged?: true | undefined;
  /** Taken back, because what it was for is no more. */
  readonly undone?: true | undefined;
  readonly year?: number | undefined;
  readonly years?: number | undefined;
  readonly network?: string | undefined;
  readonly action?: string | undefined;
  readonly with_photo?: boolean | undefined;
  readonly count?: number | undefined;
  /** Shopify's id of the order that made a milestone. */
  readonly order?: string | undefined;
  readonly amount_minor?: string | undefined;
  readonly currency?: string | undefined;
  readonly tier?: Text | undefined;
}

export const isActionKind = (rule: string): rule is ActionRule["kind"] =>
  EARN_RULE_KINDS.some(({ kind }) => kind === rule);
