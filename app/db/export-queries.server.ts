import type { CustomerId, HolderId, OrderId, ShopId } from "../domain/ids.ts";
import { KNOWN_BY_BODY_ALONE, NUMBERS_IN_BODY } from "./body-numbers.server.ts";
import type { Queryable } from "./transaction.server.ts";

/** A row as it is held, without the shop's name: column names are the fields' names. */
export type ExportedRow = Readonly<Record<string, unknown>>;

/** The holders in whose chains the customer's points stand or stood: their own, and what it became. */
export async function holdersOfCustomer(
  db: Queryable,
  shop: ShopId,
  customer: CustomerId,
): Promise<HolderId[]> {
  const rows = await db.query<{ holder_id: HolderId }>(
    `SELECT DISTINCT holder.holder_id
     FROM customers c JOIN holders own USING (shop, holder_id)
     JOIN holders holder ON holder.shop = c.shop
      AND (holder.holder_id = coalesce(own.merged_into, own.holder_id)
        OR holder.merged_into = coalesce(own.merged_into, own.holder_id))
     WHERE c.shop = $1 AND c.customer_id = $2
     ORDER BY holder.holder_id`,
    [shop, customer],
  );
  return rows.map((row) => row.holder_id);
}

/** The tables with what is held of a holder, and the order in which their rows are listed. */
const HOLDER_TABLES = {
  members: "holder_id",
  customers: "customer_id",
  balances: "holder_id",
  lots: "holder_id, matures_at, lot_id",
  holds: "created_at, hold_id",
  enrolments: "holder_id, number",
  awards: "holder_id, at, award_key",
  member_tiers: "holder_id",
  tier_pins: "at, source",
  events: "at, event_id",
} as const;

/** All rows of the holders in one of the tables about holders. */
export async function exportHolderRows(
  db: Queryable,
  shop: ShopId,
  table: keyof typeof HOLDER_TABLES,
  holders: readonly HolderId[],
): Promise<ExportedRow[]> {
  const rows = await db.query<{ row: ExportedRow }>(
    `SELECT to_jsonb(t) - 'shop' - 'chain_hash' AS row FROM ${table} t
     WHERE shop = $1 AND holder_id = ANY($2::uuid[]) ORDER BY ${HOLDER_TABLES[table]}`,
    [shop, holders],
  );
  return rows.map(({ row }) => row);
}

/** The holders' transfers with their explanations and the notes on them, oldest first. */
export async function exportTransfers(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<ExportedRow[]> {
  const rows = await db.query<{ row: ExportedRow }>(
    `SELECT to_jsonb(t) - 'shop' - 'prev_hash' - 'note_hash'
            || jsonb_build_object('hash', encode(t.hash, 'hex'), 'note', n.text) AS row
     FROM transfers t LEFT JOIN notes n ON n.shop = t.shop AND n.note_hash = t.note_hash
     WHERE t.shop = $1 AND t.holder_id = ANY($2::uuid[])
     ORDER BY t.holder_id, t.seq`,
    [shop, holders],
  );
  return rows.map(({ row }) => row);
}

/** The orders as they are held, by time. */
export async function exportOrders(
  db: Queryable,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<ExportedRow[]> {
  const rows = await db.query<{ row: ExportedRow }>(
    `SELECT to_jsonb(o) - 'shop' - 'guest_hash' AS row FROM orders o
     WHERE shop = $1 AND order_id = ANY($2::text[]) ORDER BY processed_at, order_id`,
    [shop, orders],
  );
  return rows.map(({ row }) => row);
}

/** What review apps have told of the customers' reviews, and of reviews under the address. */
export async function exportReviews(
  db: Queryable,
  shop: ShopId,
  customers: readonly CustomerId[],
  emailHash: string | null,
): Promise<ExportedRow[]> {
  const rows = await db.query<{ row: ExportedRow }>(
    `SELECT to_jsonb(r) - 'shop' - 'email_hash' AS row FROM reviews r
     WHERE shop = $1 AND (customer_id = ANY($2::text[]) OR email_hash = $3)
     ORDER BY at, source, review_id`,
    [shop, customers, emailHash],
  );
  return rows.map(({ row }) => row);
}

/** A delivery whose raw body is still kept. */
export interface KeptDelivery {
  readonly topic: string;
  readonly receivedAt: Date;
  readonly body: Buffer;
}

/** Kept deliveries about the orders, and those whose body names a customer or an order, oldest first. */
export function keptDeliveries(
  db: Queryable,
  shop: ShopId,
  customers: readonly CustomerId[],
  orders: readonly OrderId[],
): Promise<KeptDelivery[]> {
  return db.query<KeptDelivery>(
    `SELECT topic, received_at AS "receivedAt", body FROM deliveries d
     WHERE shop = $1 AND body IS NOT NULL AND (
       order_id = ANY($3::text[])
       OR (${KNOWN_BY_BODY_ALONE} AND ${NUMBERS_IN_BODY} && ($2::text[] || $3::text[])))
     ORDER BY delivery_id`,
    [shop, customers, orders],
  );
}
