import type { Database } from "../db/pool.server.ts";
import {
  firstShadowDifference,
  hashProjection,
  makeShadow,
  writeShadow,
  type ProjectionHash,
  type ShadowDifference,
} from "../db/shadow-queries.server.ts";
import { inSnapshotWithTables, type Tx } from "../db/transaction.server.ts";
import { chainsOf } from "../db/transfer-queries.server.ts";
import { holdersAfter } from "../db/verify-queries.server.ts";
import { emptyBook, LedgerError, replayTransfer } from "../domain/ledger/book.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";

const HOLDERS_PER_PAGE = 500;

export interface Rebuilt {
  readonly stored: ProjectionHash;
  readonly rebuilt: ProjectionHash;
  /** The first row that differs, in a sentence; null where both are the same, byte for byte. */
  readonly difference: string | null;
}

/**
 * Rebuilds a shop's balances and lots from its transfers alone, beside those that
 * are stored, and compares the two byte for byte. Changes nothing: what it has
 * rebuilt is thrown away. As of one moment.
 */
export function rebuildProjection(db: Database, shop: ShopId): Promise<Rebuilt> {
  return inSnapshotWithTables(db, async (tx) => {
    await makeShadow(tx);
    const broken = await fillShadow(tx, shop);
    const row = broken ? null : await firstShadowDifference(tx, shop);
    return {
      stored: await hashProjection(tx, shop, "stored"),
      rebuilt: await hashProjection(tx, shop, "shadow"),
      difference: broken ?? (row && textOf(row)),
    };
  });
}

async function fillShadow(tx: Tx, shop: ShopId): Promise<string | null> {
  let after: HolderId | null = null;
  for (;;) {
    const holders: HolderId[] = await holdersAfter(tx, shop, after, HOLDERS_PER_PAGE);
    const chains = Map.groupBy(await chainsOf(tx, shop, holders), (t) => t.holderId);
    const books = holders.map((holder) => emptyBook(shop, holder));
    try {
      for (const book of books)
        for (const transfer of chains.get(book.holderId) ?? []) replayTransfer(book, transfer);
    } catch (error) {
      if (error instanceof LedgerError) return error.message;
      throw error;
    }
    await writeShadow(tx, shop, books);
    if (holders.length < HOLDERS_PER_PAGE) return null;
    after = holders.at(-1) ?? null;
  }
}

function textOf({ holderId, lotId, stored, rebuilt }: ShadowDifference): string {
  const what = lotId === null ? "the balance" : `lot ${lotId}`;
  const row = (text: string | null) => text ?? "no row";
  return `${what} of holder ${holderId} is stored as ${row(stored)} where its transfers make ${row(rebuilt)}`;
}
