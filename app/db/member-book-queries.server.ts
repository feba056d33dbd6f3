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

// One statement, so that everything is of one moment without a transaction.
const SELECT_BOOK = `
SELECT b.holder_id, m.status, b.pending, b.available, b.held, b.owed, b.chain_seq, b.chain_hash,
       coalesce((SELECT json_agg(json_build_array(l.lot_id, l.matures_at, l.expires_at,
                        l.pending::text, l.available::text, l.held::text, l.expired::text))
                   FROM lots l
                  WHERE l.shop = b.shop AND l.holder_id = b.holder_id
                    AND (l.available > 0 OR l.held > 0)), '[]') AS lots,
       coalesce((SELECT json_agg(json_build_object(
                        'id', h.hold_id, 'customer', h.customer_id, 'code', h.code,
                        'state', h.state, 'points', h.points::text, 'minor', h.money_minor::text,
                        'currency', h.currency, 'created', h.created_at, 'expires', h.expires_at,
                        'ended_by', h.ended_by,
                        'uses', (SELECT json_agg(json_build_array(u.lot_id, u.amount::text)
                                                 ORDER BY u.line)
                                   FROM transfers t JOIN lot_uses u USING (shop, holder_id, seq)
                                  WHERE t.shop = h.shop AND t.key = 'hold/' || h.hold_id)))
                   FROM holds h
                  WHERE h.shop = b.shop AND h.holder_id = b.holder_id
                    AND h.state IN ('active', 'clearing')), '[]') AS holds,
       (SELECT json_build_array(p.version, p.published_at) FROM program_versions p
         WHERE p.shop = $1 ORDER BY p.version DESC LIMIT 1) AS program
  FROM balances b LEFT JOIN members m USING (shop, holder_id)
 WHERE b.shop = $1 AND b.holder_id = `;

const OF_CUSTOMER = `${SELECT_BOOK}
  (SELECT coalesce(h.merged_into, h.holder_id)
     FROM customers c JOIN holders h USING (shop, holder_id)
    WHERE c.shop = $1 AND c.customer_id = $2)`;
const OF_HOLD = `${SELECT_BOOK} (SELECT holder_id FROM holds WHERE shop = $1 AND hold_id = $2)`;

/** The book of the customer's member, merges followed; null for a customer who is none. */
export async function bookOfCustomer(
  connection: Connection,
  shop: ShopId,
  customer: CustomerId,
): Promise<MemberBook | null> {
  const values = [shop, customer];
  const [row] = await prepared<Row>(connection, "book_of_customer", OF_CUSTOMER, values);
  return row ? memberBook(shop, row) : null;
}

/** The book in which the hold's points stand; null for a hold that there is not. */
export async function bookOfHold(
  connection: Connection,
  shop: ShopId,
  hold: HoldId,
): Promise<MemberBook | null> {
  const [row] = await prepared<Row>(connection, "book_of_hold", OF_HOLD, [shop, hold]);
  return row ? memberBook(shop, row) : null;
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
