import type { PerksConfig, TierPerks } from "./config.ts";
import { exceeds } from "./decimal.ts";

export type Standing = {
  readonly tier: string | null;
  readonly buysForCompany: boolean;
  /** Whether the customer has one of the tags of wholesale. */
  readonly isWholesale: boolean;
};

export type StandingDiscount = {
  /** A decimal text, above 0 and at most 100. */
  readonly percent: string;
  /** Null: it is wholesale's. */
  readonly tier: TierPerks | null;
};

/**
 * The percentage off that a buyer has at any time. Who has one as a member and one in wholesale
 * gets the greater, never both; the tier's where they are equal.
 */
export function standingDiscount(
  { tiers, wholesale }: PerksConfig,
  { tier: id, buysForCompany, isWholesale }: Standing,
): StandingDiscount | null {
  const tier = id === null ? null : (tiers.get(id) ?? null);
  const own = tier?.discount ?? null;
  const applies = wholesale !== null && ((wholesale.companies && buysForCompany) || isWholesale);
  const trade = applies ? wholesale.discount : null;
  if (own !== null && (trade === null || !exceeds(trade.value, own.value))) {
    return { percent: own.text, tier };
  }
  return trade === null ? null : { percent: trade.text, tier: null };
}
