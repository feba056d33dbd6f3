import { tiersHeld } from "../../db/tiers-held-queries.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import { daysAfter } from "../../domain/days.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import { writeText } from "../../domain/program/texts.ts";
import { programInForce, type ProgramVersion } from "../../domain/program-version.ts";
import { loadEnrolments } from "../enrolment/load-enrolments.server.ts";
import type { MemberFact } from "./award-facts.server.ts";
import { giveAwards, type AwardToSet } from "./set-awards.server.ts";

/** A tier's birthday bonus asks for the same as rules do that do not say it otherwise. */
const SET_DAYS_BEFORE = 30;

/**
 * Gives the birthday bonus of the tier that a member has, beside what rules give: once a calendar
 * year, whatever tiers the member has in it.
 */
export async function tierBirthdays(
  tx: Tx,
  shop: ShopId,
  facts: readonly MemberFact[],
  versions: readonly ProgramVersion[],
  now: Date,
): Promise<void> {
  const holders = facts.map(({ holderId }) => holderId);
  const bonuses = facts.some(({ fact }) => levelsAt(versions, fact.at).length > 0);
  if (!bonuses) return;
  const tiers = await tiersHeld(tx, shop, holders);
  const wasEnrolled = await loadEnrolments(tx, shop, holders, versions);
  const due = facts.flatMap((one): AwardToSet[] => {
    if (!wasEnrolled(one.holderId, one.fact.at)) return [];
    return dueOf(one, tiers.get(one.holderId) ?? null, versions);
  });
  await giveAwards(tx, shop, due, now, versions);
}

const levelsAt = (versions: readonly ProgramVersion[], at: Date) =>
  (programInForce(versions, at)?.program.tiers?.levels ?? []).filter(
    (level) => level.birthdayBonus > 0n,
  );

function dueOf(
  { holderId, fact }: { readonly holderId: HolderId; readonly fact: MemberFact["fact"] },
  tier: string | null,
  versions: readonly ProgramVersion[],
): AwardToSet[] {
  if (fact.on !== "birthday" || daysAfter(fact.setAt, SET_DAYS_BEFORE) > fact.at) return [];
  const version = programInForce(versions, fact.at);
  const level = levelsAt(versions, fact.at).find((one) => one.id === tier);
  if (!version || !level) return [];
  return [
    {
      holderId,
      key: `tier_birthday/${String(fact.year)}`,
      kind: "tier_birthday",
      ruleId: level.id,
      version,
      target: level.birthdayBonus,
      at: fact.at,
      pendingDays: 0,
      beyondLot: "own_lot",
      said: { tier: writeText(level.name), year: fact.year },
    },
  ];
}
