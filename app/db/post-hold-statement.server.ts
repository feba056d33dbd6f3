import type { LotId } from "../domain/ids.ts";
import type { Book } from "../domain/ledger/book.ts";
import { arrayOf } from "./array-parameter.server.ts";
import type { HoldPosting } from "./hold-posting.server.ts";
import { JSON_LINE, jsonLines } from "./json-lines.server.ts";
import { LOT_COLUMNS } from "./lot-queries.server.ts";

// Everything hangs on the first two parts: where the chain has another head than the book was
// read at, however long ago, or its balance is not what was read, or is being written to, nothing
// of that book is written. A hold that takes the place of another is inserted after that other
// has been ended. ON CONFLICT finds rows that are known to be there by their key, whatever the
// planner believes of tables that have grown since.
export const POST_AT_HEAD = `
WITH wanted AS (
  SELECT * FROM unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
                       $7::bytea[], $8::bytea[], $9::bigint[], $10::bigint[], $11::bigint[])
           AS w (holder_id, available, held, owed, chain_seq, chain_hash,
                 hash_read, available_read, held_read, owed_read)
), locked AS (
  SELECT w.*, b.pending FROM wanted w CROSS JOIN LATERAL (
    SELECT pending FROM balances
     WHERE shop = $1 AND holder_id = w.holder_id AND chain_hash = w.hash_read
       AND available = w.available_read AND held = w.held_read AND owed = w.owed_read
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
  SELECT $1, t.* FROM head JOIN unnest($12::uuid[], $13::timestamptz[], $14::bigint[],
         $15::timestamptz[], $16::text[], $17::text[], $18::account[], $19::account[],
         $20::bigint[], ${jsonLines(21)}::json[], $22::bytea[], $23::bytea[])
         AS t (holder_id, recorded_at, seq, event_at, key, code, debit, credit, amount,
               explanation, prev_hash, hash) USING (holder_id)
), used AS (
  INSERT INTO lot_uses (shop, holder_id, seq, line, lot_id, account, amount)
  SELECT $1, u.* FROM head JOIN unnest($24::uuid[], $25::bigint[], $26::smallint[], $27::text[],
         $28::account[], $29::bigint[])
         AS u (holder_id, seq, line, lot_id, account, amount) USING (holder_id)
), moved AS (
  INSERT INTO lots (shop, ${LOT_COLUMNS})
  SELECT $1, l.* FROM head JOIN unnest($30::uuid[], $31::text[], $32::timestamptz[],
         $33::timestamptz[], $34::bigint[], $35::bigint[], $36::bigint[], $37::bigint[])
         AS l (${LOT_COLUMNS}) USING (holder_id)
  ON CONFLICT (shop, holder_id, lot_id) DO UPDATE
    SET available = excluded.available, held = excluded.held
), ended AS (
  UPDATE holds SET state = 'released', ended_by = coalesce(holds.ended_by, e.ended_by),
         settled_at = e.settled_at
    FROM head JOIN unnest($38::uuid[], $39::uuid[], $40::hold_end[], $41::timestamptz[])
         AS e (holder_id, hold_id, ended_by, settled_at) USING (holder_id)
   WHERE holds.shop = $1 AND holds.hold_id = e.hold_id
     AND holds.state IN ('active', 'clearing') RETURNING 1
), taken AS (
  INSERT INTO holds (shop, holder_id, hold_id, customer_id, code, state, points, money_minor,
                     currency, created_at, expires_at)
  SELECT $1, holder_id, n.hold_id, n.customer_id, n.code, 'active', n.points, n.money_minor,
         n.currency, n.created_at, n.expires_at
    FROM (SELECT count(*) FROM ended) AS after CROSS JOIN head
    JOIN unnest($42::uuid[], $43::uuid[], $44::text[], $45::text[], $46::bigint[], $47::bigint[],
         $48::text[], $49::timestamptz[], $50::timestamptz[])
         AS n (holder_id, hold_id, customer_id, code, points, money_minor, currency, created_at,
               expires_at) USING (holder_id)
)
SELECT holder_id FROM head`;

/** What `POST_AT_HEAD` is given after the shop; no two postings of one book. */
export function parametersOf(postings: readonly HoldPosting[]): unknown[] {
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
    arrayOf(books.map(({ balance }) => balance.available)),
    arrayOf(books.map(({ balance }) => balance.held)),
    arrayOf(books.map(({ balance }) => balance.owed)),
    arrayOf(books.map(({ seq }) => seq)),
    arrayOf(books.map(({ headHash }) => headHash)),
    arrayOf(postings.map(({ readAt }) => readAt.headHash)),
    arrayOf(postings.map(({ readAt }) => readAt.balance.available)),
    arrayOf(postings.map(({ readAt }) => readAt.balance.held)),
    arrayOf(postings.map(({ readAt }) => readAt.balance.owed)),
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
