import { z } from "zod";

import { numericId } from "../global-id.ts";
import { FieldError } from "./reading.ts";

/**
 * The kinds of field that Shopify's REST-shaped payloads are made of. Messages
 * follow the field's name: "line_items[0].quantity must be a whole number".
 */

/** A numeric id: a number, or its digits where `parseBody` found it too large for one. */
export const idNumber = z.union([z.int().nonnegative(), z.string().regex(/^\d{1,20}$/)], {
  error: "must be a numeric id",
});

/** A global id such as `gid://shopify/Order/450789469`. */
export const globalId = z.string("must be a global id").regex(/^gid:\/\/shopify\/\w+\/\d{1,20}$/, {
  error: "must be a global id like gid://shopify/Order/1",
});

/** A decimal amount; Shopify sends most as strings and a few as numbers. */
export const amount = z.union([z.string(), z.number()], { error: "must be a decimal amount" });
export type Amount = z.infer<typeof amount>;

/** Free text, as far as it can be stored. */
export const text = z.string("must be text").transform(storable);

const code = z.string("must be a currency code").regex(/^[A-Z]{3}$/, "must be a currency code");

export const moneySet = z.object(
  { shop_money: z.object({ amount, currency_code: code.optional() }, "must be an object") },
  "must be an object",
);
export type MoneySet = z.infer<typeof moneySet>;

export const quantity = z
  .int("must be a whole number")
  .min(0, "must not be negative")
  .max(1e9, "is absurdly large");

export const timestamp = z
  .string("must be a time")
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/, {
    error: "must be an ISO 8601 time with an offset",
  });

/** A list that Shopify may leave out or send as null. */
export const listOf = <T extends z.ZodType>(item: T) => z.array(item, "must be a list").nullish();

interface Identified {
  readonly id?: z.infer<typeof idNumber> | null | undefined;
  readonly admin_graphql_api_id?: string | null | undefined;
}

/**
 * The id as a string of digits: from the global id where there is one, because
 * a number may have lost digits on its way.
 * @param field where `of` stands in the payload, with a dot at its end, or ""
 */
export function idOf(of: Identified, field: string): string {
  const gid = of.admin_graphql_api_id;
  if (gid != null) return numericId(gid);
  if (of.id != null) return String(of.id);
  throw new FieldError(`${field}id`, "is missing");
}

/**
 * Whether something can have happened then. Times further away are mistakes, and some of
 * them neither PostgreSQL nor our own API could write down.
 */
export function isPlausibleTime(date: Date): boolean {
  const year = date.getUTCFullYear();
  return year >= 2000 && year <= 2100;
}

/**
 * @throws FieldError for text that looks like a time and is none, such as February 30th,
 *   and for a time outside the years 2000 to 2100
 */
export function dateOf(text: string, field: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new FieldError(field, "must be an ISO 8601 time with an offset");
  if (!isPlausibleTime(date)) throw new FieldError(field, "must lie in the years 2000 to 2100");
  return date;
}

/**
 * A text without what PostgreSQL cannot store: NUL, and halves of characters (lone
 * surrogates). An order is not lost for what stands in its name.
 */
export function storable(text: string): string {
  if (text.isWellFormed() && !text.includes("\0")) return text;
  return text.replaceAll("\0", "").replace(/\p{Surrogate}/gu, "");
}
