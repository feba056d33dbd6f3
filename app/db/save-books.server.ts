import type { Book } from "../domain/ledger/book.ts";
import type { Lot } from "../domain/ledger/lot.ts";
import type { Transfer } from "../domain/ledger/transfer.ts";
import type { LotId, ShopId } from "../domain/ids.ts";
import { arrayOf, type Value } from "./array-parameter.server.ts";
import { JSON_LINE, jsonLines } from "./json-lines.server.ts";
import { LOT_COLUMNS } from "./lot-queries.server.ts";
import { isDuplicateOf, RetryTransaction, type Tx } from "./transaction.server.ts";

/**
 * Writes what was appended to the books: transfers, lot uses, lots and balances.
 * @throws RetryTransaction when another transaction has posted one of the keys
 *   meanwhile: run again, the caller finds it
 */
export async function saveBooks(tx: Tx, shop: ShopId, books: readonly Book[]): Promise<void> {
  const changed = books.filter((book) => book.appended.length > 0);
  if (changed.length === 0) return;
  await insertTransfers(
    tx,
    shop,
    changed.flatMap((book) => book.appended),
  );
  await upsertLots(tx, shop, changed);
  await updateBalances(tx, shop, changed);
}

async function insertTransfers(
  tx: Tx,
  shop: ShopId,
  transfers: readonly Transfer[],
): Promise<void> {
  const column = (value: (transfer: Transfer) => Value) => arrayOf(transfers.map(value));
  const inserted = tx.query(
    `INSERT INTO transfers (shop, holder_id, seq, key, code, debit, credit, amount, lot_id,
            matures_at, expires_at, order_id, program_version, explanation, note_hash,
            event_at, recorded_at, prev_hash, hash)
     SELECT $1, * FROM unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::account[],
            $7::account[], $8::bigint[], $9::text[], $10::timestamptz[], $11::timestamptz[],
            $12::text[], $13::int[], ${jsonLines(14)}::json[], $15::bytea[], $16::timestamptz[],
            $17::timestamptz[], $18::bytea[], $19::bytea[])`,
    [
      shop,
      column((t) => t.holderId),
      column((t) => t.seq),
      column((t) => t.key),
      column((t) => t.code),
      column((t) => t.debit),
      column((t) => t.credit),
      column((t) => t.amount),
      column((t) => t.lot?.lotId ?? null),
      column((t) => t.lot?.maturesAt ?? null),
      column((t) => t.lot?.expiresAt ?? null),
      column((t) => t.orderId),
      column((t) => t.programVersion),
      transfers.map((t) => JSON.stringify(t.explanation)).join(JSON_LINE),
      column((t) => t.noteHash),
      column((t) => t.eventAt),
      column((t) => t.recordedAt),
      column((t) => t.prevHash),
      column((t) => t.hash),
    ],
  );
  await inserted.catch((error: unknown) => {
    if (!isDuplicateOf("transfers_shop_key_key", error)) throw error;
    throw new RetryTransaction("a transfer of the same key has been posted meanwhile");
  });
  const uses = transfers.flatMap((t) => t.uses.map((use, line) => ({ t, use, line })));
  if (uses.length === 0) return;
  await tx.query(
    `INSERT INTO lot_uses (shop, holder_id, seq, line, lot_id, account, amount)
     SELECT $1, * FROM unnest($2::uuid[], $3::bigint[], $4::smallint[], $5::text[],
            $6::account[], $7::bigint[])`,
    [
      shop,
      arrayOf(uses.map(({ t }) => t.holderId)),
      arrayOf(uses.map(({ t }) => t.seq)),
      arrayOf(uses.map(({ line }) => line)),
      arrayOf(uses.map(({ use }) => use.lotId)),
      arrayOf(uses.map(({ use }) => use.account)),
      arrayOf(uses.map(({ use }) => use.amount)),
    ],
  );
}

async function upsertLots(tx: Tx, shop: ShopId, books: readonly Book[]): Promise<void> {
  const lots = books.flatMap((book) =>
    [...touchedLots(book)].map((lotId) => ({ holderId: book.holderId, lot: lotIn(book, lotId) })),
  );
  if (lots.length === 0) return;
  await tx.query(
    `INSERT INTO lots (shop, ${LOT_COLUMNS})
     SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[],
            $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[])
     ON CONFLICT (shop, holder_id, lot_id) DO UPDATE
       SET matures_at = excluded.matures_at, expires_at = excluded.expires_at,
           pending = excluded.pending, available = excluded.available,
           held = excluded.held, expired = excluded.expired`,
    [
      shop,
      arrayOf(lots.map(({ holderId }) => holderId)),
      arrayOf(lots.map(({ lot }) => lot.lotId)),
      arrayOf(lots.map(({ lot }) => lot.maturesAt)),
      arrayOf(lots.map(({ lot }) => lot.expiresAt)),
      arrayOf(lots.map(({ lot }) => lot.pending)),
      arrayOf(lots.map(({ lot }) => lot.available)),
      arrayOf(lots.map(({ lot }) => lot.held)),
      arrayOf(lots.map(({ lot }) => lot.expired)),
    ],
  );
}

function touchedLots(book: Book): Set<LotId> {
  const touched = new Set<LotId>();
  for (const transfer of book.appended) {
    if (transfer.lot) touched.add(transfer.lot.lotId);
    for (const use of transfer.uses) touched.add(use.lotId);
  }
  return touched;
}

function lotIn(book: Book, lotId: LotId): Lot {
  const lot = book.lots.get(lotId);
  if (!lot) throw new Error(`lot ${lotId} was touched and is not in the book`);
  return lot;
}

/** The rows exist and are locked; ON CONFLICT finds them by their key whatever the statistics say. */
async function updateBalances(tx: Tx, shop: ShopId, books: readonly Book[]): Promise<void> {
  await tx.query(
    `INSERT INTO balances (shop, holder_id, pending, available, held, owed, chain_seq, chain_hash,
                           active_at)
     SELECT $1, * FROM unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
            $7::bigint[], $8::bytea[], $9::timestamptz[])
     ON CONFLICT (shop, holder_id) DO UPDATE
       SET pending = excluded.pending, available = excluded.available, held = excluded.held,
           owed = excluded.owed, chain_seq = excluded.chain_seq, chain_hash = excluded.chain_hash,
           active_at = excluded.active_at`,
    [
      shop,
      arrayOf(books.map((book) => book.holderId)),
      arrayOf(books.map((book) => book.balance.pending)),
      arrayOf(books.map((book) => book.balance.available)),
      arrayOf(books.map((book) => book.balance.held)),
      arrayOf(books.map((book) => book.balance.owed)),
      arrayOf(books.map((book) => book.seq)),
      arrayOf(books.map((book) => book.headHash)),
      arrayOf(books.map((book) => book.activeAt)),
    ],
  );
}
