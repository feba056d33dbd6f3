import { namedAwards, saveAwards, type AwardRow } from "../../db/award-queries.server.ts";
import { lockBooks } from "../../db/book-queries.server.ts";
import { loadLots, loadNamedLots } from "../../db/lot-queries.server.ts";
import { lookAtTiersAgain } from "../../db/member-tier-queries.server.ts";
import { programVersions } from "../../db/program-queries.server.ts";
import { saveBooks } from "../../db/save-books.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import { lotId, type HolderId, type LotId, type ShopId } from "../../domain/ids.ts";
import { bookOf, type Book } from "../../domain/ledger/book.ts";
import { postAward, type BeyondLot } from "../../domain/ledger/post-award.ts";
import type { Json } from "../../domain/ledger/transfer.ts";
import { NO_POINTS, type Points } from "../../domain/points.ts";
import { daysAfter } from "../../domain/days.ts";
import { lotTerms } from "../../domain/expiry.ts";
import type { ProgramVersion } from "../../domain/program-version.ts";

/** Points that a holder should have for one fact other than an order. */
export interface AwardToSet {
  /** A living one. */
  readonly holderId: HolderId;
  /** Names the fact among the holder's: `welcome`, `birthday/2026`, `tier_entry/gold`. */
  readonly key: string;
  /** The kind of rule: of app/domain/earn-rules, or `tier_entry`. */
  readonly kind: string;
  /** The rule's (or tier's) id in the program. */
  readonly ruleId: string;
  /** The version that was in force. */
  readonly version: ProgramVersion;
  /** What the holder should have of it now; 0 takes back what was given. */
  readonly target: Points;
  /** When it was earned. */
  readonly at: Date;
  /** From then until the points can be spent. */
  readonly pendingDays: number;
  /** Where points to be taken back are taken from that have left their own lot. */
  readonly beyondLot: BeyondLot;
  /** What "Why N points?" tells beside the rule; no personal data. */
  readonly said: Readonly<Record<string, Json>>;
}

/**
 * Posts, for each award, what it should give less what it has given. Whatever is
 * replayed gives nothing twice; of two for the same fact the first counts. Locks the
 * holders' balances.
 * @param versions all of the shop's, where the caller has read them
 * @returns how many transfers were posted
 */
export function setAwards(
  tx: Tx,
  shop: ShopId,
  awards: readonly AwardToSet[],
  now: Date,
  versions?: readonly ProgramVersion[],
): Promise<number> {
  return post(tx, shop, awards, { now, versions, isDue: () => true });
}

/**
 * `setAwards` for what happens once: an award that was ever given, or taken back,
 * stays as it is, whatever the rules have become since.
 */
export function giveAwards(
  tx: Tx,
  shop: ShopId,
  awards: readonly AwardToSet[],
  now: Date,
  versions?: readonly ProgramVersion[],
): Promise<number> {
  return post(tx, shop, awards, { now, versions, isDue: (known) => known === undefined });
}

interface Terms {
  readonly now: Date;
  /** All of the shop's; read where the caller has not. */
  readonly versions: readonly ProgramVersion[] | undefined;
  readonly isDue: (known: AwardRow | undefined) => boolean;
}

async function post(
  tx: Tx,
  shop: ShopId,
  awards: readonly AwardToSet[],
  { now, versions: given, isDue }: Terms,
): Promise<number> {
  if (awards.length === 0) return 0;
  const holders = [...new Set(awards.map((award) => award.holderId))].sort();
  const books = await lockBooks(tx, shop, holders);
  const rows = await namedAwards(tx, shop, awards);
  const known = new Map(rows.map((row) => [nameOf(row), row]));
  const named = new Map(awards.toReversed().map((award) => [nameOf(award), award]));
  const due = [...named.values()].filter((award) => {
    const row = known.get(nameOf(award));
    return isDue(row) && isOff(award, row);
  });
  if (due.length === 0) return 0;
  await loadWhatIsNeeded(tx, shop, due, known, books);
  const versions = given ?? (await programVersions(tx, shop));
  const saved = due.map((award) => {
    const row = known.get(nameOf(award));
    return setOne(bookOf(books, award.holderId), award, row, versions, now);
  });
  await saveBooks(tx, shop, [...books.values()]);
  await saveAwards(tx, shop, saved, now);
  await tellTiers(tx, shop, due, versions);
  return [...books.values()].reduce((sum, book) => sum + book.appended.length, 0);
}

/** Has move-tiers look at whose tiers go by points, of which these are some. */
async function tellTiers(
  tx: Tx,
  shop: ShopId,
  due: readonly AwardToSet[],
  versions: readonly ProgramVersion[],
): Promise<void> {
  const isByPoints = versions.some(({ program }) => program.tiers?.basis === "points");
  const counted = due.filter(({ kind }) => kind !== "tier_entry");
  if (!isByPoints || counted.length === 0) return;
  await lookAtTiersAgain(
    tx,
    shop,
    counted.map(({ holderId }) => holderId),
  );
}

/** Whether anything of the award differs from what is stored. */
function isOff(award: AwardToSet, row: AwardRow | undefined): boolean {
  if (!row) return award.target > 0n;
  if (award.target === 0n && row.points === 0n) return false;
  return award.target !== row.points || award.at.getTime() !== row.at.getTime();
}

/** Loads the awards' own lots, and all lots of who may have to repay. */
async function loadWhatIsNeeded(
  tx: Tx,
  shop: ShopId,
  due: readonly AwardToSet[],
  known: ReadonlyMap<string, AwardRow>,
  books: ReadonlyMap<HolderId, Book>,
): Promise<void> {
  const falling = due.filter((award) => (known.get(nameOf(award))?.points ?? 0n) > award.target);
  const owing = due.filter(({ holderId }) => bookOf(books, holderId).balance.owed > 0n);
  const all = new Set([...falling, ...owing].map(({ holderId }) => bookOf(books, holderId)));
  await loadLots(tx, shop, [...all]);
  const own = due.flatMap((award) => {
    const row = known.get(nameOf(award));
    return row ? [{ holderId: award.holderId, lotId: row.lotId }] : [];
  });
  await loadNamedLots(tx, shop, [...books.values()], own);
}

function setOne(
  book: Book,
  award: AwardToSet,
  row: AwardRow | undefined,
  versions: readonly ProgramVersion[],
  now: Date,
): AwardRow {
  const { holderId, key, kind, ruleId, version, target, at } = award;
  const lot = row?.lotId ?? awardLotId(holderId, key);
  const taken = postAward(
    book,
    {
      lotId: lot,
      target,
      posted: row?.points ?? NO_POINTS,
      taken: row ?? { uncollected: NO_POINTS, fromExpired: NO_POINTS },
      terms: lotTerms(versions, daysAfter(at, award.pendingDays)),
      moved: row !== undefined && row.at.getTime() !== at.getTime(),
      beyondLot: award.beyondLot,
      programVersion: version.version,
      explanation: {
        ...award.said,
        kind: "award",
        rule: kind,
        rule_id: ruleId,
        version: version.version,
        points: String(target),
      },
      eventAt: at,
    },
    now,
  );
  const { uncollected, fromExpired } = taken;
  const programVersion = version.version;
  const figures = { points: target, uncollected, fromExpired };
  return { holderId, key, kind, ruleId, programVersion, ...figures, lotId: lot, at };
}

/** The lot of an award: it bears who it was first given to, so that a merge never unites two. */
export const awardLotId = (holder: HolderId, key: string): LotId => lotId(`award/${holder}/${key}`);

const nameOf = ({ holderId, key }: { holderId: HolderId; key: string }) => `${holderId}/${key}`;
