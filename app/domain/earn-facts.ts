import type { z } from "zod";
import type { EarnFact, EarnTrigger } from "./earn-fact.ts";
import type { AwardDue, Circumstances, EarlierAward, EarnRuleKind } from "./earn-rule.ts";
import { EARN_RULE_KINDS } from "./earn-rules/index.ts";
import type { Json } from "./ledger/transfer.ts";
import type { Points } from "./points.ts";
import type { ActionRule } from "./program/actions.ts";
import type { Program } from "./program/program.ts";

/** A kind of rule whose types are forgotten: it is given its own rules and facts alone. */
type AnyKind = Omit<EarnRuleKind<string, z.ZodRawShape, EarnTrigger>, "award"> & {
  award(rule: ActionRule, fact: EarnFact, circumstances: Circumstances): AwardDue | null;
};

const KINDS: ReadonlyMap<string, AnyKind> = new Map(
  EARN_RULE_KINDS.map((kind) => [kind.kind, kind as unknown as AnyKind]),
);

/** The kind of a rule. @throws Error for one that the program's check would not have let in */
function kindOf(rule: ActionRule): AnyKind {
  const kind = KINDS.get(rule.kind);
  if (!kind) throw new Error(`${rule.kind} is no kind of earn rule`);
  return kind;
}

/** The program's rules that such a fact sets off. */
export const rulesOn = (program: Program, on: EarnTrigger): readonly ActionRule[] =>
  program.earning.actions.filter((rule) => kindOf(rule).on === on);

/** What a fact gives, and under which rule. */
export interface FactAward {
  readonly rule: ActionRule;
  readonly key: string;
  readonly points: Points;
  readonly pendingDays: number;
  readonly said: Readonly<Record<string, Json>>;
}

/** An award of the member, whatever it was for. */
export interface MemberAward extends EarlierAward {
  readonly kind: string;
  readonly points: Points;
}

/**
 * What the first rule of the program that gives anything for the fact gives; null where none does.
 * Whether it was given before tells the key.
 */
export function awardFor(
  program: Program,
  fact: EarnFact,
  awards: readonly MemberAward[],
): FactAward | null {
  for (const rule of rulesOn(program, fact.on)) {
    const award = awardUnder(program, rule, fact, awards);
    if (award) return award;
  }
  return null;
}

/** What every rule of the program gives for the fact, for facts that several rules may reward. */
export const awardsFor = (program: Program, fact: EarnFact): readonly FactAward[] =>
  rulesOn(program, fact.on).flatMap((rule) => awardUnder(program, rule, fact, []) ?? []);

function awardUnder(
  program: Program,
  rule: ActionRule,
  fact: EarnFact,
  awards: readonly MemberAward[],
): FactAward | null {
  const { currency, timeZone } = program;
  const earlier = awards.filter((award) => award.kind === rule.kind && award.points > 0n);
  const due = kindOf(rule).award(rule, fact, { currency, timeZone, earlier });
  if (!due) return null;
  const { key, points, said = {} } = due;
  return { rule, key, points, pendingDays: rule.pending_days, said };
}
