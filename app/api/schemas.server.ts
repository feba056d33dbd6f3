import { z } from "zod";

import { programSchema } from "../domain/program-schema.ts";

/**
 * What the REST API takes and gives. The same schemas check requests, check
 * answers and write the OpenAPI document, so that the three cannot differ.
 */

/** Points are whole numbers that JSON holds exactly. */
const pointCount = z.int().nonnegative();
const signedPoints = z.int();

export const customerIdSchema = z
  .string()
  .regex(/^[1-9]\d{0,19}$/, "must be Shopify's numeric customer id")
  .meta({ description: "Shopify's numeric customer id, as a string: it may exceed 2^53." });

const time = z.iso.datetime().meta({ description: "ISO 8601, in UTC." });

export const moneySchema = z.object({
  amount: z.string().meta({ description: "A decimal string.", example: "1200.50" }),
  currency: z.string().meta({ description: "An ISO 4217 code.", example: "RUB" }),
});

export const pointsSchema = z.object({
  pending: pointCount.meta({ description: "Earned, but not yet spendable." }),
  available: pointCount.meta({ description: "Spendable now." }),
  held: pointCount.meta({ description: "Reserved by a checkout." }),
  owed: pointCount.meta({ description: "Taken back beyond the balance; earnings repay it." }),
});

const counted = z.union([z.string(), z.int().nonnegative()]).meta({
  description: "Money as a decimal string, or a number of points or orders, as the basis says.",
});

export const tierProgressSchema = z.object({
  basis: z.enum(["spend", "points", "orders"]),
  counted: counted.meta({ description: "What counts towards the tiers so far." }),
  since: time.nullable().meta({ description: "When the tier was reached." }),
  next: z
    .object({ tier: z.string(), missing: counted })
    .nullable()
    .meta({ description: "The next tier, and what is missing to it; null at the top." }),
  falls: z
    .object({ at: time, to: z.string().nullable(), missing: counted })
    .nullable()
    .meta({ description: "When the tier is lost unless so much more counts by then." }),
});

export const memberSchema = z.object({
  customer_id: customerIdSchema,
  status: z.enum(["guest", "active", "opted_out", "frozen", "erased"]),
  points: pointsSchema,
  points_value: moneySchema.nullable().meta({
    description:
      "What the available points, less the owed ones, are worth under the current program; null while there is none.",
  }),
  lifetime_earned: pointCount.meta({ description: "Points earned, less those taken back." }),
  tier: z.string().nullable().meta({ description: "The id of the tier; null below the lowest." }),
  tier_progress: tierProgressSchema.nullable().meta({
    description: "Null where the program has no tiers.",
  }),
  joined_at: time,
});

const accountSchema = z.enum(["pending", "available", "held", "owed"]);

export const transactionSchema = z.object({
  id: z.string(),
  seq: z.int().positive().meta({ description: "Place in the member's chain, from 1." }),
  code: z.string().meta({ description: "Why points moved.", example: "earn" }),
  changes: z
    .array(z.object({ account: accountSchema, points: signedPoints }))
    .meta({ description: "How the member's accounts changed." }),
  order_id: z.string().nullable().meta({ description: "Shopify's numeric order id." }),
  explanation: z.unknown().meta({ description: "The lines, the rule and the arithmetic." }),
  reason: z.string().nullable().meta({
    description: "The text of an adjustment; null where there is none or it was erased.",
  }),
  program_version: z.int().positive().nullable(),
  event_at: time,
  recorded_at: time,
  hash: z.string().meta({ description: "SHA-256 of the transaction and the one before, in hex." }),
});

export const transactionPageSchema = z.object({
  data: z.array(transactionSchema).meta({ description: "Newest first." }),
  next_cursor: z.string().nullable().meta({
    description: "Given back as `after`, leads to the next page; null on the last one.",
  }),
});

/** An adjustment larger than this is a slip of the keyboard. */
const MOST_POINTS_ADJUSTED = 1_000_000_000;

export const adjustmentSchema = z.strictObject({
  points: z
    .int("must be a whole number")
    .min(-MOST_POINTS_ADJUSTED, `must be at least -${MOST_POINTS_ADJUSTED}`)
    .max(MOST_POINTS_ADJUSTED, `must be at most ${MOST_POINTS_ADJUSTED}`)
    .refine((value) => value !== 0, "must not be 0")
    .meta({ description: "Given where positive, taken where negative; not 0." }),
  reason: z
    .string("must be text")
    .trim()
    .min(1, "must not be empty")
    .max(500, "must be at most 500 characters")
    // PostgreSQL stores neither, and half a character comes back as another one.
    .refine(
      (text) => text.isWellFormed() && !text.includes("\0"),
      "must not contain NUL or halves of characters (lone surrogates)",
    )
    .meta({ description: "Shown to the merchant's staff." }),
});

export const pageQuerySchema = z.strictObject({
  limit: z.coerce
    .number("must be a whole number")
    .int("must be a whole number")
    .min(1, "must be from 1 to 250")
    .max(250, "must be from 1 to 250")
    .default(50)
    .meta({ description: "Most transactions on a page." }),
  after: z.string().optional().meta({ description: "The `next_cursor` of the page before." }),
});

export const idempotencyKeySchema = z
  .string("is required: a text of your choice that is the same when the request is sent again")
  .regex(/^[\x21-\x7e]{1,200}$/, "must be 1 to 200 printable ASCII characters without spaces")
  .meta({ description: "The same key never posts twice." });

export const programVersionSchema = z.object({
  version: z.int().positive(),
  published_at: time.meta({ description: "In force for orders processed from then on." }),
  document: programSchema,
});

export const errorSchema = z.object({
  error: z.object({
    code: z.string().meta({ description: "For programs.", example: "not_enough_points" }),
    message: z.string().meta({ description: "For people." }),
    field: z.string().optional().meta({ description: "What is wrong." }),
    problems: z
      .array(z.object({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "Every wrong place of a document." }),
  }),
});
