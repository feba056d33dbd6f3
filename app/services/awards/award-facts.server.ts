import { awardsOf } from "../../db/award-queries.server.ts";
import { lockBooks } from "../../db/book-queries.server.ts";
import { programVersions } from "../../db/program-queries.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { EarnFact } from "../../domain/earn-fact.ts";
import { awardFor, rulesOn, type MemberAward } from "../../domain/earn-facts.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import type { Points } from "../../domain/points.ts";
import { programInForce, type ProgramVersion } from "../../domain/program-version.ts";
import { loadEnrolments } from "../enrolment/load-enrolments.server.ts";
import { setAwards, type AwardToSet } from "./set-awards.server.ts";

/** What somebody has done. */
export interface MemberFact {
  /** A living one. */
  readonly holderId: HolderId;
  readonly fact: EarnFact;
}

/** What came of a fact. */
export type FactOutcome =
  | { readonly kind: "awarded"; readonly key: string; readonly points: Points }
  /** The same fact was awarded before. */
  | { readonly kind: "awarded_before"; readonly key: string; readonly points: Points }
  /** The program in force then has no rule for it. */
  | { readonly kind: "no_rule" }
  | { readonly kind: "not_enrolled" }
  /** There is a rule, and it gives nothing for this: a cap is reached, or a condition is not met. */
  | { readonly kind: "not_due" };

/**
 * Gives what the program in force when each fact came about gives for it, once. Nothing is
 * locked, and but for the versions nothing read, where no rule asks about it.
 * @param known the shop's versions, where the caller has read them
 * @returns what came of each fact, in their order
 */
export async function awardFacts(
  tx: Tx,
  shop: ShopId,
  facts: readonly MemberFact[],
  now: Date,
  known?: readonly ProgramVersion[],
): Promise<FactOutcome[]> {
  if (facts.length === 0) return [];
  const versions = known ?? (await programVersions(tx, shop));
  const asked = facts.filter(({ fact }) => rulesAt(versions, fact).length > 0);
  if (asked.length === 0) return facts.map(() => ({ kind: "no_rule" }));

  const holders = [...new Set(asked.map(({ holderId }) => holderId))].sort();
  // Locked first: what a cap leaves must not be given twice at the same time.
  await lockBooks(tx, shop, holders);
  const wasEnrolled = await loadEnrolments(tx, shop, holders, versions);
  const given = new Map<HolderId, readonly MemberAward[]>(
    Map.groupBy(await awardsOf(tx, shop, holders), (award) => award.holderId),
  );
  const due: AwardToSet[] = [];
  const outcomes = facts.map(({ holderId, fact }): FactOutcome => {
    const version = programInForce(versions, fact.at);
    const rules = rulesAt(versions, fact);
    if (!version || rules.length === 0) return { kind: "no_rule" };
    if (!wasEnrolled(holderId, fact.at)) return { kind: "not_enrolled" };
    const earlier = given.get(holderId) ?? [];
    const award = awardFor(version.program, fact, earlier);
    if (award === null) return { kind: "not_due" };
    const { key, points, rule, pendingDays, said } = award;
    const before = earlier.find((one) => one.key === key);
    // What was taken back when a review was withdrawn is given again.
    if (before && before.points > 0n) return { kind: "awarded_before", key, points: before.points };
    const named = { holderId, key, kind: rule.kind, ruleId: rule.id, at: fact.at };
    const others = earlier.filter((one) => one.key !== key);
    given.set(holderId, [...others, { ...named, points }]);
    const target = { target: points, pendingDays, beyondLot: "own_lot", said } as const;
    due.push({ ...named, ...target, version });
    return { kind: "awarded", key, points };
  });
  await setAwards(tx, shop, due, now, versions);
  return outcomes;
}

const rulesAt = (versions: readonly ProgramVersion[], fact: EarnFact) => {
  const version = programInForce(versions, fact.at);
  return version ? rulesOn(version.program, fact.on) : [];
};
