import { lockBooks } from "../../db/book-queries.server.ts";
import { livingHolders } from "../../db/holder-queries.server.ts";
import {
  addToImport,
  findImport,
  leaveSource,
  lockImport,
  moveImport,
  type ImportRecord,
} from "../../db/import-queries.server.ts";
import {
  endUnposted,
  rowsToUndo,
  saveUndone,
  type RowToUndo,
} from "../../db/import-undo-queries.server.ts";
import { loadNamedLots } from "../../db/lot-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { saveBooks } from "../../db/save-books.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import { planBlindly, queryable, type Tx } from "../../db/transaction.server.ts";
import { bookOf, type Book } from "../../domain/ledger/book.ts";
import { takeBackImported } from "../../domain/ledger/import.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import { lotsOfRow } from "./imported-points.ts";
import { unsetFacts } from "./imported-facts.server.ts";

const BATCH = 1_000;

/** What an undo came to, in points. */
export interface Undone {
  /** Taken back, now and by earlier undos. */
  readonly taken: bigint;
  /** Held by checkouts: undone again later, what comes back of them is taken too. */
  readonly held: bigint;
  /** Expired before. */
  readonly expired: bigint;
  /** Spent, or used to repay what was owed: it stays with the members, who owe nothing for it. */
  readonly spent: bigint;
}

export type UndoOutcome =
  | { readonly kind: "undone"; readonly undone: Undone }
  | { readonly kind: "unknown_import" }
  /** A preview has posted nothing. */
  | { readonly kind: "preview" };

/** Marks an import to be undone, so that nobody goes on with it. */
export async function beginUndo(
  db: Database,
  shop: ShopId,
  importId: string,
): Promise<ImportRecord | null> {
  return inShop(db, shop, async (tx) => {
    const one = await lockImport(tx, shop, importId);
    if (!one || one.preview) return one;
    await leaveSource(tx, shop, importId);
    await moveImport(
      tx,
      shop,
      importId,
      ["reading", "matching", "posting", "done", "undone"],
      "undoing",
    );
    await endUnposted(tx, shop, importId);
    return { ...one, state: "undoing" };
  });
}

/**
 * Takes back exactly what is left in an import's own lots, wherever merges have moved them, and
 * ends what it has not posted yet. What was spent stays spent and is reported. May be broken off
 * and taken up again; once more later, it takes what checkouts have given back meanwhile.
 */
export async function undoImport(
  db: Database,
  shop: ShopId,
  importId: string,
  now: Date,
  onProgress: (rows: number) => void = () => undefined,
): Promise<UndoOutcome> {
  const begun = await beginUndo(db, shop, importId);
  if (!begun) return { kind: "unknown_import" };
  if (begun.preview) return { kind: "preview" };
  const sums = { held: 0n, expired: 0n };
  let after = -1;
  for (;;) {
    const batch = await inShop(db, shop, async (tx) => {
      await planBlindly(tx);
      await lockImport(tx, shop, importId);
      const rows = await rowsToUndo(tx, shop, importId, after, BATCH);
      return { rows, ...(await undoRows(tx, shop, importId, rows, now)) };
    });
    const last = batch.rows.at(-1);
    if (!last) break;
    after = last.row;
    sums.held += batch.held;
    sums.expired += batch.expired;
    onProgress(batch.rows.length);
  }
  await moveImport(queryable(db.pool), shop, importId, ["undoing"], "undone", now);
  const one = await findImport(queryable(db.pool), shop, importId);
  const [posted, taken] = [one?.pointsPosted ?? 0n, one?.pointsTaken ?? 0n];
  const spent = posted - taken - sums.held - sums.expired;
  return { kind: "undone", undone: { taken, ...sums, spent } };
}

async function undoRows(
  tx: Tx,
  shop: ShopId,
  importId: string,
  rows: readonly RowToUndo[],
  now: Date,
): Promise<{ held: bigint; expired: bigint }> {
  if (rows.length === 0) return { held: 0n, expired: 0n };
  const living = await livingHolders(tx, shop, [...new Set(rows.map((row) => row.holderId))]);
  const holders = [...new Set(living.values())].sort();
  const books = await lockBooks(tx, shop, holders);
  const owner = ({ holderId }: RowToUndo): HolderId => living.get(holderId) ?? holderId;
  const names = rows.flatMap((row) =>
    lotsOfRow(row).map((lotId) => ({ holderId: owner(row), lotId })),
  );
  await loadNamedLots(tx, shop, [...books.values()], names);
  const undone = rows.map((row) => undoRow(bookOf(books, owner(row)), row, importId, now));
  await saveBooks(tx, shop, [...books.values()]);
  await unsetFacts(tx, shop, rows, now);
  await saveUndone(tx, shop, importId, undone);
  const before = rows.reduce((sum, { taken }) => sum + taken, 0n);
  const taken = undone.reduce((sum, one) => sum + one.taken, 0n) - before;
  await addToImport(tx, shop, importId, { pointsTaken: taken });
  const sum = (of: (one: (typeof undone)[number]) => bigint) =>
    undone.reduce((total, one) => total + of(one), 0n);
  return { held: sum(({ held }) => held), expired: sum(({ expired }) => expired) };
}

function undoRow(book: Book, row: RowToUndo, importId: string, now: Date) {
  const explanation = { kind: "import_undo", import: importId, row: row.row };
  let taken = row.taken;
  let [held, expired] = [0n, 0n];
  for (const lotId of lotsOfRow(row)) {
    if (!book.lots.has(lotId)) continue;
    taken += takeBackImported(book, lotId, explanation, now);
    const left = book.lots.get(lotId);
    held += left?.held ?? 0n;
    expired += left?.expired ?? 0n;
  }
  return { row: row.row, taken, held, expired, isHeld: held > 0n };
}
