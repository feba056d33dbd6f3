import type { Hold, HoldEnd, HoldState } from "../domain/hold.ts";
import {
  customerId,
  holderId,
  holdId,
  lotId,
  type CustomerId,
  type HolderId,
  type HoldId,
  type ShopId,
} from "../domain/ids.ts";
import { emptyBook, type Book } from "../domain/ledger/book.ts";
import type { LotUse } from "../domain/ledger/transfer.ts";
import { minor, type CurrencyCode } from "../domain/money.ts";
import { points, type Points } from "../domain/points.ts";
import type { MemberStatus } from "./member-view-queries.server.ts";
import { gathering } from "./gathering.server.ts";
import type { ProgramName } from "./program-cache.server.ts";
import { prepared, type Connection } from "./prepared.server.ts";

/** A hold whose points are still reserved, and the lots that they were taken from. */
export type OpenHold = Hold & { readonly uses: readonly LotUse[] };

/** A member's book with all that holding and releasing needs, as of one moment. */
export interface MemberBook {
  /** With the lots that have available or held points. */
  readonly book: Book;
  /** Null for a holder that is no person. */
  readonly status: MemberStatus | null;
  /** Active and clearing ones. */
  readonly holds: readonly OpenHold[];
  /** Names the shop's newest program version; null before the first. */
  readonly program: ProgramName | null;
}

// Figures as text: JSON numbers are not exact beyond 2^53.
type LotJson = [id: string, maturesAt: string, expiresAt: string | null, ...amounts: string[]];
interface HoldJson {
  id: string;
  customer: string;
  code: string;
  state: HoldState;
  points: string;
  minor: string;
  currency: string;
  created: string;
  expires: string;
  ended_by: HoldEnd | null;
  uses: [lot: string, amount: string][];
}
interface Row {
  /** Of what was wanted, from 1. */
  place: number;
  holder_id: string;
  status: MemberStatus | null;
  pending: Points;
  available: Points;
  held: Points;
  owed: Points;
  chain_seq: bigint;
  chain_hash: Buffer;
  lots: LotJson[];
  holds: HoldJson[];
  program: ProgramName | null;
}

// One statement, so that everything is of one moment without a transaction; look-ups by
// primary key, whatever the planner believes of tables that have grown since. The list stands in
// a query of its own because its length, were it seen, would have the whole planned anew each time.
const selectBooks = (holderOfWanted: string) => `
SELECT wanted.place::int AS place, b.holder_id, m.status, b.pending, b.available, b.held, b.owed,
       b.chain_seq, b.chain_hash,
       coalesce((SELECT json_agg(json_build_array(l.lot_id, l.matures_at, l.expires_at,
                        l.pending::text, l.available::text, l.held::text, l.expired::text))
                   FROM lots l
                  WHERE l.shop = $1 AND l.holder_id = b.holder_id
                    AND (l.available > 0 OR l.held > 0)), '[]') AS lots,
       coalesce((SELECT json_agg(json_build_object(
                        'id', h.hold_id, 'customer', h.customer_id, 'code', h.code,
                        'state', h.state, 'points', h.points::text, 'minor', h.money_minor::text,
                        'currency', h.currency, 'created', h.created_at, 'expires', h.expires_at,
                        'ended_by', h.ended_by,
                        'uses', (SELECT json_agg(json_build_array(u.lot_id, u.amount::text)
                                                 ORDER BY u.line)
                                   FROM transfers t JOIN lot_uses u USING (shop, holder_id, seq)
                                  WHERE t.shop = $1 AND t.key = 'hold/' || h.hold_id)))
                   FROM holds h
                  WHERE h.shop = $1 AND h.holder_id = b.holder_id
                    AND h.state IN ('active', 'clearing')), '[]') AS holds,
       (SELECT json_build_array(p.version, p.published_at) FROM program_versions p
         WHERE p.shop = $1 ORDER BY p.version DESC LIMIT 1) AS program
  FROM unnest((SELECT $2::text[])) WITH ORDINALITY AS wanted (id, place)
 CROSS JOIN LATERAL (${holderOfWanted} LIMIT 1) AS who
 CROSS JOIN LATERAL (
   SELECT * FROM balances WHERE shop = $1 AND holder_id = who.holder_id LIMIT 1) AS b
  LEFT JOIN LATERAL (
   SELECT status FROM members WHERE shop = $1 AND holder_id = who.holder_id LIMIT 1) AS m ON true`;

const OF_CUSTOMERS = selectBooks(`
  SELECT coalesce(h.merged_into, h.holder_id) AS holder_id
    FROM customers c JOIN holders h USING (shop, holder_id)
   WHERE c.shop = $1 AND c.customer_id = wanted.id`);
const OF_HOLDS = selectBooks(
  "SELECT holder_id FROM holds WHERE shop = $1 AND hold_id = wanted.id::uuid",
);

/** The book of the customer's member, merges followed; null for a customer who is none. */
export const bookOfCustomer = gathering((connection, shop, customers: readonly CustomerId[]) =>
  booksOf(connection, "books_of_customers", OF_CUSTOMERS, shop, customers),
);

/** The book in which the hold's points stand; null for a hold that there is not. */
export const bookOfHold = gathering((connection, shop, holds: readonly HoldId[]) =>
  booksOf(connection, "books_of_holds", OF_HOLDS, shop, holds),
);

async function booksOf(
  connection: Connection,
  name: string,
  text: string,
  shop: ShopId,
  wanted: readonly string[],
): Promise<(MemberBook | null)[]> {
  const rows = await prepared<Row>(connection, name, text, [shop, wanted]);
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  return wanted.map((_, index) => {
    const row = byPlace.get(index + 1);
    return row ? memberBook(shop, row) : null;
  });
}

function memberBook(shop: ShopId, row: Row): MemberBook {
  const { pending, available, held, owed } = row;
  const holder = holderId(row.holder_id);
  const book: Book = {
    ...emptyBook(shop, holder),
    seq: row.chain_seq,
    headHash: row.chain_hash,
    balance: { pending, available, held, owed },
  };
  for (const [id, matures, expires, ...amounts] of row.lots) {
    const [waiting = "0", free = "0", kept = "0", gone = "0"] = amounts;
    book.lots.set(lotId(id), {
      lotId: lotId(id),
      maturesAt: new Date(matures),
      expiresAt: expires === null ? null : new Date(expires),
      pending: points(BigInt(waiting)),
      available: points(BigInt(free)),
      held: points(BigInt(kept)),
      expired: points(BigInt(gone)),
    });
  }
  const holds = row.holds.map((hold) => openHold(shop, holder, hold));
  return { book, status: row.status, holds, program: row.program };
}

const openHold = (shop: ShopId, holder: HolderId, row: HoldJson): OpenHold => ({
  shop,
  holdId: holdId(row.id),
  holderId: holder,
  customerId: customerId(row.customer),
  code: row.code,
  state: row.state,
  points: points(BigInt(row.points)),
  moneyMinor: minor(BigInt(row.minor)),
  currency: row.currency as CurrencyCode,
  createdAt: new Date(row.created),
  expiresAt: new Date(row.expires),
  endedBy: row.ended_by,
  uses: row.uses.map(([lot, amount]) => ({
    lotId: lotId(lot),
    account: "held",
    amount: points(BigInt(amount)),
  })),
});
