import { z } from "zod";

import { isPlausibleTime } from "./fields.ts";

const customer = z.object({
  email_marketing_consent: z.object({
    state: z.string(),
    consent_updated_at: z.string().nullish(),
  }),
});

/**
 * Since when the customer of a `customers/create` or `customers/update` agrees to receive
 * e-mails; null where they do not, or have yet to confirm it.
 * @param at when the payload was made, for one that does not say
 */
export function newsletterSince(body: unknown, at: Date): Date | null {
  const read = customer.safeParse(body);
  if (!read.success) return null;
  const { state, consent_updated_at: updatedAt } = read.data.email_marketing_consent;
  if (state.toLowerCase() !== "subscribed") return null;
  const since = new Date(updatedAt ?? "");
  return isPlausibleTime(since) && since <= at ? since : at;
}
