import { z } from "zod";

import { customerId, type CustomerId } from "../../domain/ids.ts";
import { idNumber, idOf, isPlausibleTime } from "./fields.ts";
import { checked, reading, type Reading } from "./reading.ts";

const consent = z.object(
  {
    state: z.string("must be text"),
    consent_updated_at: z.string("must be text").nullish(),
  },
  "must be an object",
);
const update = z.object(
  { customer_id: idNumber, email_marketing_consent: consent },
  "must be an object",
);

/** Whether a customer agrees to receive e-mails. */
export interface NewsletterConsent {
  readonly customerId: CustomerId;
  /** Null where they do not, or have yet to confirm it. */
  readonly since: Date | null;
}

/**
 * `customers_email_marketing_consent/update`: since API version 2025-01 the payloads of
 * customers do not tell it any more.
 * @param at when it was told, for a payload that does not say since when
 */
export function newsletterFromPayload(body: unknown, at: Date): Reading<NewsletterConsent> {
  return reading(() => {
    const { customer_id: id, email_marketing_consent: told } = checked(update, body);
    return { customerId: customerId(idOf({ id }, "customer_")), since: sinceIn(told, at) };
  });
}

function sinceIn(told: z.infer<typeof consent>, at: Date): Date | null {
  if (told.state.toLowerCase() !== "subscribed") return null;
  const since = new Date(told.consent_updated_at ?? "");
  return isPlausibleTime(since) && since <= at ? since : at;
}
