import { lockBooks } from "../../db/book-queries.server.ts";
import { heldAs, saveOutcomes } from "../../db/member-history-queries.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import type { ProgramVersion } from "../../domain/program-version.ts";
import { setMilestones } from "../awards/set-milestones.server.ts";
import { postTargets } from "../post-targets.server.ts";
import { saveStamps } from "../save-stamps.server.ts";
import { judgeByLives } from "./judge-lives.server.ts";
import { asksForHistories } from "./judge.server.ts";
import type { Judged } from "./judge.server.ts";
import { NOTHING_HEARD } from "./lives.server.ts";
import { enrolmentsOf } from "./owners.server.ts";
import { saveStandings } from "./save-standings.server.ts";

export interface ReviseOptions {
  /** Whether what is to be taken back is taken from its own lots alone, so that nobody owes for it. */
  readonly fromOwnLots?: boolean;
}

/**
 * Looks at the lives of holders again though no order of theirs was told of: time has gone by, the
 * rules have changed, or two histories have become one. What their orders earn by now is posted,
 * and where they stand is stored. Nothing where no version asks what members did before.
 * @param holders living ones
 * @param at as of when their tiers are told
 * @returns how many transfers were posted
 */
export async function reviseMembers(
  tx: Tx,
  shop: ShopId,
  holders: readonly HolderId[],
  versions: readonly ProgramVersion[],
  at: Date,
  now: Date,
  { fromOwnLots = false }: ReviseOptions = {},
): Promise<number> {
  if (holders.length === 0 || !asksForHistories(versions)) return 0;
  const books = await lockBooks(tx, shop, [...holders].sort());
  const { decided, companies } = await heldAs(tx, shop, holders);
  const enrolled = await enrolmentsOf(tx, shop, decided, versions);
  const areCompanies = new Set(companies);
  const wasEnrolled = (holder: HolderId, date: Date) =>
    areCompanies.has(holder) || enrolled(holder, date);
  const terms = { versions, wasEnrolled, until: () => at };
  const { revised: all, lives } = await judgeByLives(tx, shop, holders, NOTHING_HEARD, terms);
  const revised = fromOwnLots ? all.map(fromOwnLot) : all;
  const posted = revised.map(({ order }) => order.state.orderId);
  const posting = { posted, versions, spending: null, books };
  const { transfers } = await postTargets(tx, shop, revised, posting, now);
  await saveOutcomes(
    tx,
    shop,
    revised.map(({ order }) => order),
  );
  const bonuses = await saveStandings(tx, shop, lives, versions, at, now, { fromOwnLots });
  await saveStamps(tx, shop, lives, versions);
  const milestones = await setMilestones(tx, shop, lives, versions, now, { fromOwnLots });
  return transfers + bonuses + milestones;
}

const fromOwnLot = (one: Judged): Judged =>
  one.settled ? { ...one, settled: { ...one.settled, beyondBalance: "own_lot" } } : one;
