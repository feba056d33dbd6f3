import { z } from "zod";

import { campaign } from "./campaigns.ts";
import { listOf, must, oneOf, section } from "./checks.ts";
import { currency, earning, MOST_RULES } from "./earning.ts";
import { expiry } from "./expiry.ts";
import { isTimeZone } from "./local-time.ts";
import { redemption } from "./redemption.ts";
import { stampCard } from "./stamp-cards.ts";
import { tiers } from "./tiers.ts";
import { wholesale } from "./wholesale.ts";

const zoneText = must('an IANA time zone, such as "Europe/Moscow"');
const timeZone = z.string({ error: zoneText }).refine(isTimeZone, { error: zoneText, abort: true });

export const uncheckedSchema = z.strictObject(
  {
    schema: z.literal(1, { error: must("1") }),
    currency,
    time_zone: timeZone.default("UTC"),
    enrolment: section({ mode: oneOf("automatic", "opt_in").default("automatic") }).prefault({}),
    earning,
    campaigns: listOf(campaign, MOST_RULES, "campaigns").default([]),
    campaigns_combine: oneOf("best", "sum").default("best"),
    tiers: tiers.nullable().default(null),
    wholesale: wholesale.nullable().default(null),
    stamp_cards: listOf(stampCard, 50, "stamp cards").default([]),
    redemption,
    expiry,
    clawback: section({ beyond_balance: oneOf("owe", "stop_at_zero") }),
  },
  { error: (issue) => (issue.code === "invalid_type" ? "must be a JSON object" : undefined) },
);

/** A document whose fields are right each by itself. */
export type UncheckedDocument = z.infer<typeof uncheckedSchema>;
