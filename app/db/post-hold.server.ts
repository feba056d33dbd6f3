import type { Hold, HoldEnd } from "../domain/hold.ts";
import type { HoldId, HolderId, LotId, ShopId } from "../domain/ids.ts";
import type { Book } from "../domain/ledger/book.ts";
import { arrayOf } from "./array-parameter.server.ts";
import { gathering } from "./gathering.server.ts";
import { JSON_LINE, jsonLines } from "./json-lines.server.ts";
import { LOT_COLUMNS } from "./lot-queries.server.ts";
import { prepared, type Connection } from "./prepared.server.ts";

/** A book with what was appended to it since it was read, and what that means for its holds. */
export interface HoldPosting {
  readonly book: Book;
  /** Length of the chain when the book was read. */
  readonly readAt: bigint;
  /** Holds whose points are the holder's again. */
  readonly released: readonly HoldId[];
  /** Who ended them, where nothing has before. */
  readonly endedBy: HoldEnd;
  /** The hold that was taken; null where there is none. */
  readonly taken: Hold | null;
  readonly recordedAt: Date;
}

// Everything hangs on the first two parts: where the chain has grown since the book was read,
// or is being written to, nothing of that book is written. A hold that takes the place of
// another is inserted after that other has been ended. ON CONFLICT finds rows that are known to
// be there by their key, whatever the planner believes of tables that have grown since.
const POST = `
WITH wanted AS (
  SELECT * FROM unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                       $7::bigint[], $8::bytea[])
           AS w (holder_id, read_at, available, held, owed, chain_seq, chain_hash)
), locked AS (
  SELECT w.*, b.pending FROM wanted w CROSS JOIN LATERAL (
    SELECT pending FROM balances
     WHERE shop = $1 AND holder_id = w.holder_id AND chain_seq = w.read_at
     LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED) AS b
), head AS (
  INSERT INTO balances AS b (shop, holder_id, pending, available, held, owed, chain_seq, chain_hash)
  SELECT $1, holder_id, pending, available, held, owed, chain_seq, chain_hash FROM locked
  ON CONFLICT (shop, holder_id) DO UPDATE
    SET available = excluded.available, held = excluded.held, owed = excluded.owed,
        chain_seq = excluded.chain_seq, chain_hash = excluded.chain_hash
  RETURNING holder_id
), posted AS (
  INSERT INTO transfers (shop, holder_id, recorded_at, seq, event_at, key, code, debit, credit,
                         amount, explanation, prev_hash, hash)
  SELECT $1, t.* FROM head JOIN unnest($9::uuid[], $10::timestamptz[], $11::bigint[],
         $12::timestamptz[], $13::text[], $14::text[], $15::account[], $16::account[],
         $17::bigint[], ${jsonLines(18)}::json[], $19::bytea[], $20::bytea[])
         AS t (holder_id, recorded_at, seq, event_at, key, code, debit, credit, amount,
               explanation, prev_hash, hash) USING (holder_id)
), used AS (
  INSERT INTO lot_uses (shop, holder_id, seq, line, lot_id, account, amount)
  SELECT $1, u.* FROM head JOIN unnest($21::uuid[], $22::bigint[], $23::smallint[], $24::text[],
         $25::account[], $26::bigint[])
         AS u (holder_id, seq, line, lot_id, account, amount) USING (holder_id)
), moved AS (
  INSERT INTO lots (shop, ${LOT_COLUMNS})
  SELECT $1, l.* FROM head JOIN unnest($27::uuid[], $28::text[], $29::timestamptz[],
         $30::timestamptz[], $31::bigint[], $32::bigint[], $33::bigint[], $34::bigint[])
         AS l (${LOT_COLUMNS}) USING (holder_id)
  ON CONFLICT (shop, holder_id, lot_id) DO UPDATE
    SET available = excluded.available, held = excluded.held
), ended AS (
  UPDATE holds SET state = 'released', ended_by = coalesce(holds.ended_by, e.ended_by),
         settled_at = e.settled_at
    FROM head JOIN unnest($35::uuid[], $36::uuid[], $37::hold_end[], $38::timestamptz[])
         AS e (holder_id, hold_id, ended_by, settled_at) USING (holder_id)
   WHERE holds.shop = $1 AND holds.hold_id = e.hold_id
     AND holds.state IN ('active', 'clearing') RETURNING 1
), taken AS (
  INSERT INTO holds (shop, holder_id, hold_id, customer_id, code, state, points, money_minor,
                     currency, created_at, expires_at)
  SELECT $1, holder_id, n.hold_id, n.customer_id, n.code, 'active', n.points, n.money_minor,
         n.currency, n.created_at, n.expires_at
    FROM (SELECT count(*) FROM ended) AS after CROSS JOIN head
    JOIN unnest($39::uuid[], $40::uuid[], $41::text[], $42::text[], $43::bigint[], $44::bigint[],
         $45::text[], $46::timestamptz[], $47::timestamptz[])
         AS n (holder_id, hold_id, customer_id, code, points, money_minor, currency, created_at,
               expires_at) USING (holder_id)
)
SELECT holder_id FROM head`;

/**
 * Writes what was appended to a member's book since it was read, in one
 * statement, which is its own transaction where the connection is in none and is
 * shared with whatever else is posted at the moment. Transfers may only move
 * points between available, held and owed.
 * @returns false, and nothing is written, where the chain has grown meanwhile, or
 *   somebody is about to
 */
export const postAtHead = gathering(postAll);

async function postAll(
  connection: Connection,
  shop: ShopId,
  postings: readonly HoldPosting[],
): Promise<boolean[]> {
  // Of two that have read the same head only one can follow it.
  const first = new Map<HolderId, HoldPosting>();
  for (const posting of postings) {
    const { holderId } = posting.book;
    if (!first.has(holderId)) first.set(holderId, posting);
  }
  const rows = await prepared<{ holder_id: HolderId }>(connection, "post_at_head", POST, [
    shop,
    ...parametersOf([...first.values()]),
  ]);
  const posted = new Set(rows.map((row) => row.holder_id));
  return postings.map((posting) => {
    const { holderId } = posting.book;
    return first.get(holderId) === posting && posted.has(holderId);
  });
}

function parametersOf(postings: readonly HoldPosting[]): unknown[] {
  const books = postings.map(({ book }) => book);
  const transfers = books.flatMap((book) => book.appended);
  const uses = transfers.flatMap(({ holderId, seq, uses: parts }) =>
    parts.map((use, line) => ({ holderId, seq, line, use })),
  );
  const lots = books.flatMap((book) =>
    [...touchedLots(book)].map((id) => ({ holderId: book.holderId, lot: lotIn(book, id) })),
  );
  const ended = postings.flatMap(({ book, released, endedBy, recordedAt }) =>
    released.map((holdId) => ({ holderId: book.holderId, holdId, endedBy, recordedAt })),
  );
  const taken = postings.flatMap((posting) => (posting.taken ? [posting.taken] : []));
  return [
    books.map((book) => book.holderId),
    arrayOf(postings.map(({ readAt }) => readAt)),
    arrayOf(books.map(({ balance }) => balance.available)),
    arrayOf(books.map(({ balance }) => balance.held)),
    arrayOf(books.map(({ balance }) => balance.owed)),
    arrayOf(books.map(({ seq }) => seq)),
    arrayOf(books.map(({ headHash }) => headHash)),
    transfers.map((t) => t.holderId),
    arrayOf(transfers.map((t) => t.recordedAt)),
    arrayOf(transfers.map((t) => t.seq)),
    arrayOf(transfers.map((t) => t.eventAt)),
    transfers.map((t) => t.key),
    transfers.map((t) => t.code),
    transfers.map((t) => t.debit),
    transfers.map((t) => t.credit),
    arrayOf(transfers.map((t) => t.amount)),
    transfers.map((t) => JSON.stringify(t.explanation)).join(JSON_LINE),
    arrayOf(transfers.map((t) => t.prevHash)),
    arrayOf(transfers.map((t) => t.hash)),
    uses.map(({ holderId }) => holderId),
    arrayOf(uses.map(({ seq }) => seq)),
    arrayOf(uses.map(({ line }) => line)),
    uses.map(({ use }) => use.lotId),
    uses.map(({ use }) => use.account),
    arrayOf(uses.map(({ use }) => use.amount)),
    lots.map(({ holderId }) => holderId),
    lots.map(({ lot }) => lot.lotId),
    arrayOf(lots.map(({ lot }) => lot.maturesAt)),
    arrayOf(lots.map(({ lot }) => lot.expiresAt)),
    arrayOf(lots.map(({ lot }) => lot.pending)),
    arrayOf(lots.map(({ lot }) => lot.available)),
    arrayOf(lots.map(({ lot }) => lot.held)),
    arrayOf(lots.map(({ lot }) => lot.expired)),
    ended.map(({ holderId }) => holderId),
    ended.map(({ holdId }) => holdId),
    ended.map(({ endedBy }) => endedBy),
    arrayOf(ended.map(({ recordedAt }) => recordedAt)),
    taken.map(({ holderId }) => holderId),
    taken.map(({ holdId }) => holdId),
    taken.map(({ customerId }) => customerId),
    taken.map(({ code }) => code),
    arrayOf(taken.map(({ points }) => points)),
    arrayOf(taken.map(({ moneyMinor }) => moneyMinor)),
    taken.map(({ currency }) => currency),
    arrayOf(taken.map(({ createdAt }) => createdAt)),
    arrayOf(taken.map(({ expiresAt }) => expiresAt)),
  ];
}

const touchedLots = (book: Book): Set<LotId> =>
  new Set(book.appended.flatMap(({ uses }) => uses.map(({ lotId }) => lotId)));

function lotIn(book: Book, id: LotId) {
  const lot = book.lots.get(id);
  if (!lot) throw new Error(`lot ${id} was touched and is not in the book`);
  return lot;
}
