import { awardsOf } from "../../db/award-queries.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import { awardsFor } from "../../domain/earn-facts.ts";
import type { HolderId, OrderId, ShopId } from "../../domain/ids.ts";
import { asksForMilestones, milestoneFacts, type MilestoneFact } from "../../domain/milestones.ts";
import { NO_POINTS } from "../../domain/points.ts";
import { programInForce, type ProgramVersion } from "../../domain/program-version.ts";
import type { WorthStep } from "../../domain/tiers/worth.ts";
import { setAwards, type AwardToSet } from "./set-awards.server.ts";

/** All orders of a holder, with what each counts for. */
export interface HolderOrders {
  readonly holderId: HolderId;
  readonly timeline: {
    readonly orders: ReadonlyMap<OrderId, { readonly steps: readonly WorthStep[] }>;
  };
}

const KINDS = new Set(["milestone_orders", "milestone_spend"]);

/**
 * Gives the holders the milestones that their orders make as they are known now, and takes back
 * those that refunds and cancellations have undone. Asks nothing where no version has such rules.
 * @param lives of holders whose balances are locked
 * @param fromOwnLots whether they are taken back from their own lots alone
 * @returns how many transfers were posted
 */
export async function setMilestones(
  tx: Tx,
  shop: ShopId,
  lives: readonly HolderOrders[],
  versions: readonly ProgramVersion[],
  now: Date,
  { fromOwnLots = false }: { readonly fromOwnLots?: boolean } = {},
): Promise<number> {
  if (lives.length === 0 || !asksForMilestones(versions)) return 0;
  const holders = lives.map(({ holderId }) => holderId);
  const rows = (await awardsOf(tx, shop, holders)).filter(({ kind }) => KINDS.has(kind));
  const given = Map.groupBy(rows, (row) => row.holderId);
  const targets = lives.flatMap(({ holderId, timeline }) => {
    const facts = milestoneFacts(timeline.orders);
    const due = facts.flatMap((fact) => dueFor(holderId, fact, versions));
    const keys = new Set(due.map(({ key }) => key));
    const undone = (given.get(holderId) ?? []).flatMap((row): AwardToSet[] => {
      const version = versions.find((one) => one.version === row.programVersion);
      if (keys.has(row.key) || !version) return [];
      const { key, kind, ruleId, at } = row;
      const terms = { target: NO_POINTS, pendingDays: 0, said: { undone: true } };
      return [
        { holderId, key, kind, ruleId, version, at, beyondLot: beyondLot(version), ...terms },
      ];
    });
    return [...due, ...undone];
  });
  const awards = fromOwnLots
    ? targets.map((target) => ({ ...target, beyondLot: "own_lot" as const }))
    : targets;
  return setAwards(tx, shop, awards, now, versions);
}

function dueFor(
  holderId: HolderId,
  fact: MilestoneFact,
  versions: readonly ProgramVersion[],
): AwardToSet[] {
  const version = programInForce(versions, fact.at);
  if (!version) return [];
  return awardsFor(version.program, fact).map(({ rule, key, points, pendingDays, said }) => ({
    holderId,
    key,
    kind: rule.kind,
    ruleId: rule.id,
    version,
    target: points,
    at: fact.at,
    pendingDays,
    beyondLot: beyondLot(version),
    said,
  }));
}

/** A milestone that was undone goes the way of the order that made it. */
const beyondLot = ({ program }: ProgramVersion) => program.clawback.beyondBalance;
