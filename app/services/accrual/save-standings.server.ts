import { awardsOf } from "../../db/award-queries.server.ts";
import { recordEvents } from "../../db/event-queries.server.ts";
import {
  memberTiers,
  saveMemberTiers,
  type MemberTier,
} from "../../db/member-tier-queries.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import { NO_POINTS } from "../../domain/points.ts";
import { programInForce, type ProgramVersion } from "../../domain/program-version.ts";
import { bonusEntries, TIER_ENTRY } from "../../domain/tiers/entry-bonus.ts";
import { tierEvents } from "../../domain/tiers/events.ts";
import type { Timeline } from "../../domain/tiers/timeline.ts";
import { setAwards, type AwardToSet } from "../awards/set-awards.server.ts";
import { refreshPerks } from "../refresh-perks.server.ts";

/** A holder, and where its life has brought it. */
export interface Lived {
  readonly holderId: HolderId;
  readonly timeline: Timeline;
}

/**
 * Stores where holders stand among the tiers and which perks they have for it, records what that is
 * news of, and has given what a tier gives to those that enter it. Nothing, without a query, where no version has tiers.
 * @param at as of when their lives were told
 * @param fromOwnLots whether a bonus is taken back from its own lot alone
 * @returns how many transfers were posted
 */
export async function saveStandings(
  tx: Tx,
  shop: ShopId,
  lives: readonly Lived[],
  versions: readonly ProgramVersion[],
  at: Date,
  now: Date,
  { fromOwnLots = false }: { readonly fromOwnLots?: boolean } = {},
): Promise<number> {
  const current = programInForce(versions, at);
  if (lives.length === 0 || !current) return 0;
  if (!versions.some(({ program }) => program.tiers !== null)) return 0;
  const holders = lives.map(({ holderId }) => holderId);
  const before = await memberTiers(tx, shop, holders);
  const rows = lives.map((life) => ({ ...rowOf(life, current), asOf: at }));
  await saveMemberTiers(tx, shop, rows);
  const events = rows.flatMap((row) =>
    tierEvents(before.get(row.holderId) ?? null, row, current, at),
  );
  await recordEvents(tx, shop, events, now);
  await refreshPerks(tx, shop, holders, versions);
  return setEntryBonuses(tx, shop, lives, versions, fromOwnLots, now);
}

function rowOf(
  { holderId, timeline }: Lived,
  { version, program: { tiers } }: ProgramVersion,
): Omit<MemberTier, "asOf"> {
  const { tier, since, below } = timeline.standing;
  return {
    holderId,
    tier,
    since,
    belowSince: below?.since ?? null,
    fallsAt: below?.fallsAt ?? null,
    fallsTo: below?.fallsTo ?? null,
    figure: timeline.figure,
    version,
    checkAt: timeline.checkAt,
    tag: tiers?.levels.find(({ id }) => id === tier)?.customerTag ?? null,
  };
}

/** Has bonuses given for the tiers that were entered, and taken back where none was by now. */
async function setEntryBonuses(
  tx: Tx,
  shop: ShopId,
  lives: readonly Lived[],
  versions: readonly ProgramVersion[],
  fromOwnLots: boolean,
  now: Date,
): Promise<number> {
  const givesAny = versions.some(({ program: { tiers } }) =>
    tiers?.levels.some(({ entryBonus }) => entryBonus > 0n),
  );
  if (!givesAny) return 0;
  const given = await awardsOf(
    tx,
    shop,
    lives.map(({ holderId }) => holderId),
  );
  const wanted = lives.flatMap(({ holderId, timeline }) =>
    bonusEntries(timeline.moves).map(({ level, version, at }): AwardToSet => {
      const { pendingDays } = version.program.earning;
      return {
        ...entryAward(holderId, level.id, version),
        target: level.entryBonus,
        at,
        pendingDays,
      };
    }),
  );
  const names = new Set(wanted.map(({ holderId, key }) => `${holderId} ${key}`));
  const gone = given.flatMap((award): AwardToSet[] => {
    const { holderId, key, kind, ruleId, at } = award;
    const version = versions.find((one) => one.version === award.programVersion);
    if (kind !== TIER_ENTRY || award.points === 0n || !version) return [];
    if (names.has(`${holderId} ${key}`)) return [];
    return [{ ...entryAward(holderId, ruleId, version), target: NO_POINTS, at, pendingDays: 0 }];
  });
  const all = [...wanted, ...gone];
  const awards = fromOwnLots ? all.map((one) => ({ ...one, beyondLot: "own_lot" as const })) : all;
  return awards.length === 0 ? 0 : setAwards(tx, shop, awards, now);
}

const entryAward = (holderId: HolderId, tier: string, version: ProgramVersion) => ({
  holderId,
  key: `${TIER_ENTRY}/${tier}`,
  kind: TIER_ENTRY,
  ruleId: tier,
  version,
  beyondLot: version.program.clawback.beyondBalance,
  said: {},
});
