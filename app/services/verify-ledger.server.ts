import { awardOffTarget } from "../db/award-queries.server.ts";
import { readBooks } from "../db/book-queries.server.ts";
import { loadAllLots } from "../db/lot-queries.server.ts";
import { notesOf } from "../db/note-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inSnapshot, queryable, type Queryable } from "../db/transaction.server.ts";
import { chainsOf } from "../db/transfer-queries.server.ts";
import {
  falselyMerged,
  holdersAfter,
  mergesWithoutHead,
  orderOffTarget,
  pointsOutstanding,
  shopsWithHolders,
  strayRows,
} from "../db/verify-queries.server.ts";
import { emptyBook, LedgerError, replayTransfer, type Book } from "../domain/ledger/book.ts";
import { firstDifference } from "../domain/ledger/compare-books.ts";
import { noteDifference } from "../domain/ledger/compare-notes.ts";
import { genesisHash } from "../domain/ledger/hash.ts";
import type { Transfer } from "../domain/ledger/transfer.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import { digestDifference } from "./check-digest.server.ts";
import { orderDifference } from "./verify-orders.server.ts";
import { spendingDifference } from "./verify-spending.server.ts";
import { tierDifference } from "./verify-tiers.server.ts";

const HOLDERS_PER_PAGE = 500;

/** What was found in one shop. */
export interface Verified {
  readonly shop: ShopId;
  readonly holders: number;
  readonly transfers: number;
  /** The first difference, in a sentence; null where the ledger is clean. */
  readonly difference: string | null;
}

/**
 * Recomputes every balance, lot and hash chain from the transfers, the hashes of
 * notes from their texts, each order's target from its facts, its postings against
 * that, where members stand among the tiers from their orders, holds against what is held and taken, what merges say of each other's
 * chains, and the heads that digests have seen, and names the first difference of
 * each shop. Reads only, page by page, each page as of one moment. That a whole
 * chain was written anew, and every digest with it, only a digest shows that was
 * kept outside: see `checkDigest`.
 * @param shop one shop; null for all
 */
export async function verifyLedger(
  db: Database,
  shop: ShopId | null,
  onProgress: (sofar: Verified) => void = () => undefined,
): Promise<Verified[]> {
  const shops = shop ? [shop] : await shopsWithHolders(queryable(db.pool));
  const results: Verified[] = [];
  for (const one of shops) results.push(await verifyShop(db, one, onProgress));
  return results;
}

async function verifyShop(
  db: Database,
  shop: ShopId,
  onProgress: (sofar: Verified) => void,
): Promise<Verified> {
  let sofar: Verified = { shop, holders: 0, transfers: 0, difference: null };
  let after: HolderId | null = null;
  for (;;) {
    const page: Page = await inSnapshot(db, (tx) => verifyPage(tx, shop, after));
    sofar = {
      shop,
      holders: sofar.holders + page.holders,
      transfers: sofar.transfers + page.transfers,
      difference: page.difference,
    };
    onProgress(sofar);
    after = page.last;
    if (page.difference !== null) return sofar;
    if (after === null) break;
  }
  const difference = await inSnapshot(db, (tx) => shopDifference(tx, shop));
  return {
    ...sofar,
    difference: difference ?? (await orderDifference(db, shop)) ?? (await tierDifference(db, shop)),
  };
}

interface Page {
  readonly holders: number;
  readonly transfers: number;
  readonly difference: string | null;
  /** Where the next page starts after; null when this was the last. */
  readonly last: HolderId | null;
}

async function verifyPage(tx: Queryable, shop: ShopId, after: HolderId | null): Promise<Page> {
  const holders = await holdersAfter(tx, shop, after, HOLDERS_PER_PAGE);
  const chains = Map.groupBy(await chainsOf(tx, shop, holders), (t) => t.holderId);
  const stored = await readBooks(tx, shop, holders);
  await loadAllLots(tx, shop, [...stored.values()]);
  const notes = await notesOf(tx, shop, holders);
  let transfers = 0;
  for (const holder of holders) {
    const chain = chains.get(holder) ?? [];
    transfers += chain.length;
    const difference =
      holderDifference(shop, holder, chain, stored.get(holder)) ??
      noteDifference(holder, chain, notes.get(holder) ?? []);
    if (difference !== null) return { holders: holders.length, transfers, difference, last: null };
  }
  const last = holders.length === HOLDERS_PER_PAGE ? (holders.at(-1) ?? null) : null;
  return { holders: holders.length, transfers, difference: null, last };
}

function holderDifference(
  shop: ShopId,
  holder: HolderId,
  chain: readonly Transfer[],
  stored: Book | undefined,
): string | null {
  if (!stored) return `holder ${holder} has no balance row`;
  const rebuilt = emptyBook(shop, holder);
  try {
    for (const transfer of chain) replayTransfer(rebuilt, transfer);
  } catch (error) {
    if (error instanceof LedgerError) return error.message;
    throw error;
  }
  return firstDifference(rebuilt, stored);
}

async function shopDifference(tx: Queryable, shop: ShopId): Promise<string | null> {
  const stray = await strayRows(tx, shop);
  if (stray) return `there are ${stray.what} of ${stray.holderId} that hang on nothing`;
  const merged = await falselyMerged(tx, shop);
  if (merged) return `holder ${merged} is said to be merged, and no merge has emptied it`;
  // Before its first transfer, a chain's head is the hash that it starts from.
  const broken = (await mergesWithoutHead(tx, shop)).find(
    ({ otherHolder, otherHead }) =>
      otherHead !== Buffer.from(genesisHash(shop, otherHolder)).toString("hex"),
  );
  if (broken)
    return `transfer ${String(broken.seq)} of holder ${broken.holderId} names a head that the chain of ${broken.otherHolder} never had`;
  const { held, issued } = await pointsOutstanding(tx, shop);
  if (held !== issued)
    return `members have ${String(held)} points where the shop has given ${String(issued)}`;
  const award = await awardOffTarget(tx, shop);
  if (award)
    return `award ${award.lotId} has posted ${String(award.posted)} points where it stands at ${String(award.points)}`;
  const off = await orderOffTarget(tx, shop);
  if (!off) return (await spendingDifference(tx, shop)) ?? digestDifference(tx, shop);
  const owner = off.holderId ?? "nobody";
  return `order ${off.orderId} has posted ${String(off.posted)} points to ${owner} where its target is ${String(off.target)}`;
}
