import type { z } from "zod";

import type { CurrencyCode } from "../money.ts";
import { readCampaign, writeCampaign } from "./campaigns.ts";
import type { ProgramRule } from "./check-money.ts";
import { readEarning, writeEarning } from "./earning.ts";
import { readExpiry, writeExpiry } from "./expiry.ts";
import type { Program } from "./program.ts";
import { readRedemption, writeRedemption } from "./redemption.ts";
import { programSchema } from "./schema.ts";
import type { ProgramDocument } from "./schema.ts";
import { readStampCard, writeStampCard } from "./stamp-cards.ts";
import { readTiers, writeTiers } from "./tiers.ts";
import { readWholesale, writeWholesale } from "./wholesale.ts";

/** What is wrong with a program document; the message begins with the field. */
export interface ProgramProblem {
  /** The field, such as `earning.rate.per_amount`; empty for the document itself. */
  readonly path: string;
  readonly message: string;
  /** The rule that is broken; null where the field alone is not what it must be. */
  readonly rule: ProgramRule | null;
}

export type ParsedProgram =
  | { readonly kind: "ok"; readonly program: Program }
  | { readonly kind: "invalid"; readonly problems: readonly ProgramProblem[] };

/** Reads a program document; every problem of its fields is named at once. */
export function parseProgram(json: unknown): ParsedProgram {
  const result = programSchema.safeParse(json);
  if (result.success) return { kind: "ok", program: programFrom(result.data) };
  return { kind: "invalid", problems: result.error.issues.flatMap((issue) => problemsOf(issue)) };
}

function problemsOf(
  issue: z.core.$ZodIssue,
  within: readonly PropertyKey[] = [],
): ProgramProblem[] {
  const path = [...within, ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      problem([...path, key], "is not a field of a program; remove it or correct its name"),
    );
  }
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    return closest(issue.errors).flatMap((one) => problemsOf(one, path));
  }
  const rule = issue.code === "custom" ? (issue.params?.["rule"] as ProgramRule | undefined) : null;
  return [problem(path, issue.message, rule ?? null)];
}

/** What is wrong by the shape that the value is most like: the one that knows most of its fields. */
function closest(shapes: readonly z.core.$ZodIssue[][]): readonly z.core.$ZodIssue[] {
  const unknown = (issues: readonly z.core.$ZodIssue[]) =>
    issues.reduce(
      (sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 0),
      0,
    );
  const [first = []] = shapes.toSorted((a, b) => unknown(a) - unknown(b) || a.length - b.length);
  return first;
}

function problem(
  path: readonly PropertyKey[],
  message: string,
  rule: ProgramRule | null = null,
): ProgramProblem {
  const field = path.map(String).join(".");
  return { path: field, message: `${field === "" ? "the program" : field} ${message}`, rule };
}

function programFrom(document: ProgramDocument): Program {
  const { tiers, wholesale } = document;
  const currency = document.currency as CurrencyCode;
  return {
    currency,
    timeZone: document.time_zone,
    enrolment: document.enrolment,
    earning: readEarning(document.earning, currency),
    campaigns: document.campaigns.map((one) => readCampaign(one, currency)),
    campaignsCombine: document.campaigns_combine,
    tiers: tiers === null ? null : readTiers(tiers, currency),
    wholesale: wholesale === null ? null : readWholesale(wholesale, currency),
    stampCards: document.stamp_cards.map(readStampCard),
    redemption: readRedemption(document.redemption, currency),
    expiry: readExpiry(document.expiry),
    clawback: { beyondBalance: document.clawback.beyond_balance },
  };
}

/** The document of a program, as `parseProgram` reads it; money with all digits. */
export function encodeProgram(program: Program): ProgramDocument {
  const { currency, tiers, wholesale } = program;
  return {
    schema: 1,
    currency,
    time_zone: program.timeZone,
    enrolment: { mode: program.enrolment.mode },
    earning: writeEarning(program.earning, currency),
    campaigns: program.campaigns.map((one) => writeCampaign(one, currency)),
    campaigns_combine: program.campaignsCombine,
    tiers: tiers === null ? null : writeTiers(tiers, currency),
    wholesale: wholesale === null ? null : writeWholesale(wholesale, currency),
    stamp_cards: program.stampCards.map(writeStampCard),
    redemption: writeRedemption(program.redemption, currency),
    expiry: writeExpiry(program.expiry),
    clawback: { beyond_balance: program.clawback.beyondBalance },
  };
}
