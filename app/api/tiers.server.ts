import { z } from "zod";

import type { CompanyView } from "../services/view-company.server.ts";
import type { TierView } from "../services/view-tier.server.ts";
import type { TiersView } from "../services/view-tiers.server.ts";
import { formatMoney, minor, type CurrencyCode } from "../domain/money.ts";
import { pointsToJson } from "../domain/points.ts";
import { writeTiers, type Tiers } from "../domain/program/tiers.ts";
import { moneySchema, pointsSchema, tierProgressSchema } from "./schemas.server.ts";

/** What the REST API gives of tiers and companies. */

const counted = z.union([z.string(), z.int()]).meta({
  description: "Money as a decimal string, or a number of points or orders, as the basis says.",
});

export const tiersSchema = z.object({
  basis: z.enum(["spend", "points", "orders"]),
  window: z.enum(["rolling_12_months", "calendar_year", "lifetime"]),
  grace_days: z.int().nonnegative(),
  data: z
    .array(
      z.object({
        id: z.string(),
        name: z.object({ en: z.string().optional(), ru: z.string().optional() }),
        threshold: counted,
        multiplier: z.string(),
        entry_bonus: z.int(),
        birthday_bonus: z.int(),
        customer_tag: z.string().nullable(),
        discount_percent: z.string().nullable(),
        free_shipping_from: z.string().nullable(),
        manager: z.string().nullable(),
        members: z.int().nonnegative(),
      }),
    )
    .meta({ description: "The lowest first." }),
  without_tier: z.int().nonnegative().meta({ description: "Members below the lowest." }),
});

export function encodeTiers({ tiers, currency, members }: TiersView): z.input<typeof tiersSchema> {
  const { levels, ...rest } = writeTiers(tiers, currency);
  return {
    ...rest,
    data: levels.map(({ rate: _, ...level }) => ({
      ...level,
      members: members.get(level.id) ?? 0,
    })),
    without_tier: members.get(null) ?? 0,
  };
}

export const companyIdSchema = z
  .string()
  .regex(/^[1-9]\d{0,19}$/, "must be Shopify's numeric company id")
  .meta({ description: "Shopify's numeric company id, as a string." });

export const companySchema = z.object({
  company_id: companyIdSchema,
  points: pointsSchema,
  points_value: moneySchema.nullable(),
  lifetime_earned: z.int().nonnegative(),
  tier: z.string().nullable(),
  tier_progress: tierProgressSchema.nullable(),
});

export function encodeCompany(company: CompanyView): z.input<typeof companySchema> {
  const { worth, tier } = company;
  return {
    company_id: company.companyId,
    points: {
      pending: pointsToJson(company.pending),
      available: pointsToJson(company.available),
      held: pointsToJson(company.held),
      owed: pointsToJson(company.owed),
    },
    points_value: worth && {
      amount: formatMoney(worth.minor, worth.currency),
      currency: worth.currency,
    },
    lifetime_earned: pointsToJson(company.lifetimeEarned),
    tier: tier?.level?.id ?? null,
    tier_progress: tier && encodeProgress(tier),
  };
}

/** Where a member or a company stands among the tiers. */
export function encodeProgress({
  tiers,
  currency,
  since,
  figure,
  progress,
  falls,
}: TierView): z.input<typeof tierProgressSchema> {
  const amount = (value: bigint) => counting(tiers, currency, value);
  return {
    basis: tiers.basis,
    counted: amount(figure),
    since: since?.toISOString() ?? null,
    next: progress && { tier: progress.next.id, missing: amount(progress.missing) },
    falls: falls && {
      at: falls.at.toISOString(),
      to: falls.to?.id ?? null,
      missing: amount(falls.missing),
    },
  };
}

const counting = ({ basis }: Tiers, currency: CurrencyCode, value: bigint): string | number =>
  basis === "spend" ? formatMoney(minor(value), currency) : Number(value);
