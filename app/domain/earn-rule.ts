import type { z } from "zod";
import type { EarnTrigger, FactOn } from "./earn-fact.ts";
import type { Json } from "./ledger/transfer.ts";
import type { CurrencyCode } from "./money.ts";
import type { Points } from "./points.ts";
import { wholeNumber } from "./program/checks.ts";
import type { Text } from "./program/texts.ts";
import type { ActionStatement } from "./program-words/statement.ts";

/** What rules of every kind say. */
export interface RuleHead {
  /** Unique in the program and for good: explanations name it. */
  readonly id: string;
  readonly name?: Text | undefined;
}

/** A rule of a program: its head, and the fields of its kind as the document has them. */
export type RuleWith<Kind extends string, Fields extends z.ZodRawShape> = RuleHead & {
  readonly kind: Kind;
} & Readonly<z.infer<z.ZodObject<Fields>>>;

/** An earlier award of the member under a rule of the same kind. */
export interface EarlierAward {
  readonly key: string;
  readonly ruleId: string;
  readonly at: Date;
}

/** What a rule may know beside the fact. */
export interface Circumstances {
  readonly currency: CurrencyCode;
  /** The shop's, by IANA's name. */
  readonly timeZone: string;
  /** What rules of this kind have given the member; awards that were taken back do not count. */
  readonly earlier: readonly EarlierAward[];
}

/** What a fact gives under a rule. */
export interface AwardDue {
  /** Names the fact among the member's, so that it gives once: begins with the kind. */
  readonly key: string;
  readonly points: Points;
  /** What the sentence "Why N points?" has places for; no personal data. */
  readonly said?: Readonly<Record<string, Json>>;
}

/**
 * A kind of earn rule: one file of app/domain/earn-rules, a test, and its words in
 * app/locales/{en,ru}/actions.json. `npm run generate` adds it to the registry.
 */
export interface EarnRuleKind<
  Kind extends string,
  Fields extends z.ZodRawShape,
  On extends EarnTrigger,
> {
  readonly kind: Kind;
  /** What its rules have in the program document beside `kind`, `id` and `name`. */
  readonly fields: Fields;
  /** Which fields are amounts of the program's currency. */
  readonly amounts?: readonly (keyof Fields & string)[];
  /** What sets it off. */
  readonly on: On;
  /** What the fact gives; null for nothing. Pure: the same answer for the same question. */
  award(
    rule: RuleWith<Kind, Fields>,
    fact: FactOn<On>,
    circumstances: Circumstances,
  ): AwardDue | null;
  /** What a rule says to shoppers and to the merchant: every field is to be told. */
  describe(rule: RuleWith<Kind, Fields>, currency: string): readonly ActionStatement[];
}

/** Defines a kind of earn rule; the types of its rules follow from its fields. */
export const earnRule = <
  const Kind extends string,
  Fields extends z.ZodRawShape,
  const On extends EarnTrigger,
>(
  definition: EarnRuleKind<Kind, Fields, On>,
): EarnRuleKind<Kind, Fields, On> => definition;

const MOST_POINTS = 1_000_000;

/** The fields of nearly every kind: how many points, and how long they are pending. */
export const givenPoints = {
  points: wholeNumber(1, MOST_POINTS, "points"),
  pending_days: wholeNumber(0, 365, "days").default(0),
};

/** More points of the same kind, such as for a photo. */
export const morePoints = wholeNumber(0, MOST_POINTS, "points").default(0);
