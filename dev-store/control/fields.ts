import { z } from "zod";
import { readMoney } from "../money.ts";

/** Field types that the control API's bodies are made of. */

/** A Shopify id: digits, a whole number of any size, or a gid that ends in digits. */
export const id = z
  .union([
    z.string().regex(/^(gid:\/\/shopify\/\w+\/)?\d{1,18}$/, "must be a Shopify id"),
    z.int().positive(),
    z.bigint().positive(),
  ])
  .transform((value) => String(value).replace(/^gid:.*\//, ""));

/** Money of the shop's currency, as `"1200.50"` or `1200.5`; never below 0. */
export const money = z.union([z.string(), z.number(), z.bigint()]).transform((value, context) => {
  const minor = readMoney(String(value));
  if (minor !== null && minor >= 0n) return minor;
  context.addIssue({
    code: "custom",
    message: 'must be an amount of 0 or more with at most 2 decimals, such as "1200.50"',
  });
  return z.NEVER;
});

export const quantity = z.int().min(1).max(1_000_000);

/** When it happened: lets history be made in the past. Shopify's times have whole seconds. */
export const time = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(Math.floor(Date.parse(text) / 1000) * 1000));

export const nameValues = z.array(z.object({ name: z.string(), value: z.coerce.string() }));

/** A text field that Shopify would store as null when it is empty. */
export const text = z
  .string()
  .nullish()
  .transform((value) => (value === undefined || value === "" ? null : value));

/** What `object` was given beyond the fields of `shape`. */
export function extraOf(
  object: Record<string, unknown>,
  shape: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !Object.hasOwn(shape, key)));
}
