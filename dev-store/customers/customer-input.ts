import { z } from "zod";
import { id, text, time } from "../control/fields.ts";

/** Body of `POST /control/customers`: a Shopify REST-shaped customer. */
export const customerInput = z.looseObject({
  id: id.optional(),
  email: z.email().nullish(),
  first_name: text,
  last_name: text,
  phone: text,
  tags: z.union([z.string(), z.array(z.string())]).optional(),
  note: text,
  created_at: time.optional(),
  at: time.optional(),
});

export type CustomerInput = z.output<typeof customerInput>;

/** Body of `PUT /control/customers/{id}`: what changes. */
export const customerChange = z.strictObject({
  email: z.email().nullable().optional(),
  first_name: z.string().nullable().optional(),
  last_name: z.string().nullable().optional(),
  phone: z.string().nullable().optional(),
  tags: z.union([z.string(), z.array(z.string())]).optional(),
  note: z.string().nullable().optional(),
  /** Told by a webhook of its own. */
  email_marketing_consent: z
    .strictObject({
      state: z.enum(["not_subscribed", "pending", "subscribed", "unsubscribed"]),
      opt_in_level: z.string().nullable().default(null),
      consent_updated_at: time.optional(),
    })
    .optional(),
  at: time.optional(),
});

export const mergeInput = z.strictObject({
  into: id,
  /** Which of the two ids survives; Shopify does not promise that it is the second. */
  survivor: id.optional(),
  /** Whether the orders that move count as updated. Not known of the real Shopify. */
  touch_orders: z.boolean().default(true),
  at: time.optional(),
});

export const tagList = (tags: string | string[]): string[] =>
  typeof tags === "string"
    ? tags
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean)
    : tags;
