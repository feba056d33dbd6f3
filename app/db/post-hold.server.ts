import type { Hold, HoldEnd } from "../domain/hold.ts";
import type { HoldId, LotId } from "../domain/ids.ts";
import type { Book } from "../domain/ledger/book.ts";
import { arrayOf } from "./array-parameter.server.ts";
import { JSON_LINE, jsonLines } from "./json-lines.server.ts";
import { prepared, type Connection } from "./prepared.server.ts";

/** What a book's transfers since it was read mean for its holds. */
export interface HoldChanges {
  /** Holds whose points are the holder's again. */
  readonly released: readonly HoldId[];
  readonly endedBy: HoldEnd;
  /** The hold that was taken; null where there is none. */
  readonly taken: Hold | null;
}

// Everything hangs on the first part: where the chain has grown since the book was
// read, it updates nothing, and then nothing else is written either. It waits for
// whoever has the row locked, so it is as safe as a lock of its own. A hold that
// takes the place of another is inserted after that other has been ended.
const POST = `
WITH head AS (
  UPDATE balances SET available = $4, held = $5, owed = $6, chain_seq = $7, chain_hash = $8
   WHERE shop = $1 AND holder_id = $2 AND chain_seq = $3 RETURNING 1
), posted AS (
  INSERT INTO transfers (shop, holder_id, recorded_at, seq, event_at, key, code, debit, credit,
                         amount, explanation, prev_hash, hash)
  SELECT $1, $2, $9, t.*
    FROM head, unnest($10::bigint[], $11::timestamptz[], $12::text[], $13::text[],
         $14::account[], $15::account[], $16::bigint[], ${jsonLines(17)}::json[], $18::bytea[],
         $19::bytea[]) AS t
), used AS (
  INSERT INTO lot_uses (shop, holder_id, seq, line, lot_id, account, amount)
  SELECT $1, $2, u.* FROM head, unnest($20::bigint[], $21::smallint[], $22::text[],
         $23::account[], $24::bigint[]) AS u
), moved AS (
  UPDATE lots SET available = n.available, held = n.held
    FROM head, unnest($25::text[], $26::bigint[], $27::bigint[]) AS n (lot_id, available, held)
   WHERE lots.shop = $1 AND lots.holder_id = $2 AND lots.lot_id = n.lot_id
), ended AS (
  UPDATE holds SET state = 'released', ended_by = coalesce(holds.ended_by, $29), settled_at = $9
    FROM head
   WHERE holds.shop = $1 AND holds.hold_id = ANY($28::uuid[])
     AND holds.state IN ('active', 'clearing') RETURNING 1
), taken AS (
  INSERT INTO holds (shop, hold_id, holder_id, customer_id, code, state, points, money_minor,
                     currency, created_at, expires_at)
  SELECT $1, $30, $2, $31, $32, 'active', $33, $34, $35, $9, $36
    FROM head, (SELECT count(*) FROM ended) AS after WHERE $30::uuid IS NOT NULL
)
SELECT 1 FROM head`;

/**
 * Writes what was appended to a member's book since it was read, in one
 * statement, which is its own transaction where the connection is in none.
 * Transfers may only move points between available, held and owed.
 * @param readAt length of the chain when the book was read
 * @returns false, and nothing is written, where the chain has grown meanwhile
 */
export async function postAtHead(
  connection: Connection,
  book: Book,
  readAt: bigint,
  changes: HoldChanges,
  recordedAt: Date,
): Promise<boolean> {
  const { appended, balance } = book;
  const uses = appended.flatMap((t) => t.uses.map((use, line) => ({ seq: t.seq, line, use })));
  const lots = [...new Set(uses.map(({ use }) => use.lotId))].map((id) => lotIn(book, id));
  const { released, endedBy, taken } = changes;
  const rows = await prepared(connection, "post_at_head", POST, [
    book.shop,
    book.holderId,
    readAt,
    balance.available,
    balance.held,
    balance.owed,
    book.seq,
    book.headHash,
    recordedAt,
    arrayOf(appended.map((t) => t.seq)),
    arrayOf(appended.map((t) => t.eventAt)),
    appended.map((t) => t.key),
    appended.map((t) => t.code),
    appended.map((t) => t.debit),
    appended.map((t) => t.credit),
    arrayOf(appended.map((t) => t.amount)),
    appended.map((t) => JSON.stringify(t.explanation)).join(JSON_LINE),
    arrayOf(appended.map((t) => t.prevHash)),
    arrayOf(appended.map((t) => t.hash)),
    arrayOf(uses.map(({ seq }) => seq)),
    arrayOf(uses.map(({ line }) => line)),
    uses.map(({ use }) => use.lotId),
    uses.map(({ use }) => use.account),
    arrayOf(uses.map(({ use }) => use.amount)),
    lots.map((lot) => lot.lotId),
    arrayOf(lots.map((lot) => lot.available)),
    arrayOf(lots.map((lot) => lot.held)),
    released,
    endedBy,
    taken?.holdId,
    taken?.customerId,
    taken?.code,
    taken?.points,
    taken?.moneyMinor,
    taken?.currency,
    taken?.expiresAt,
  ]);
  return rows.length > 0;
}

function lotIn(book: Book, id: LotId) {
  const lot = book.lots.get(id);
  if (!lot) throw new Error(`lot ${id} was touched and is not in the book`);
  return lot;
}
