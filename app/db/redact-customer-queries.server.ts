import { GUEST_FIELD } from "../domain/order/codec.ts";
import type { CustomerId, HolderId, OrderId, ShopId } from "../domain/ids.ts";
import { IS_QUEUED, KNOWN_BY_BODY_ALONE, NUMBERS_IN_BODY } from "./body-numbers.server.ts";
import type { Queryable } from "./transaction.server.ts";

/** Whose data a demand of Shopify's is about, as the tables know them. */
export interface SubjectRows {
  readonly shop: ShopId;
  /** All ids of the person; none for a guest. */
  readonly customers: readonly CustomerId[];
  readonly emailHash: string | null;
  readonly orders: readonly OrderId[];
}

/** The subject's orders: their own, those they claimed, those named, those under their address. */
export async function ordersOfSubject(db: Queryable, subject: SubjectRows): Promise<OrderId[]> {
  const rows = await db.query<{ order_id: OrderId }>(
    `SELECT order_id FROM orders
     WHERE shop = $1 AND (
       customer_id = ANY($2::text[]) OR claimed_by = ANY($2::text[]) OR order_id = ANY($3::text[])
       OR (customer_id IS NULL AND claimed_by IS NULL AND guest_hash = $4))
     ORDER BY order_id`,
    [subject.shop, subject.customers, subject.orders, subject.emailHash],
  );
  return rows.map((row) => row.order_id);
}

/**
 * Empties the notes on the transfers of a holder and of those merged into it,
 * with the salts that tie them to their hashes.
 */
export async function eraseNotes(db: Queryable, shop: ShopId, holder: HolderId): Promise<void> {
  await db.query(
    `UPDATE notes SET text = NULL, salt = ''
     WHERE shop = $1 AND (holder_id = $2 OR holder_id IN (
       SELECT holder_id FROM holders WHERE shop = $1 AND merged_into = $2))`,
    [shop, holder],
  );
}

/**
 * Takes the address's hash out of orders, and out of the facts that their
 * deliveries carry; everything that points are reckoned from stays.
 */
export async function eraseGuestHashes(
  db: Queryable,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<void> {
  await db.query(
    `UPDATE orders SET guest_hash = NULL, facts = replace(facts::text, '"' || guest_hash || '"', 'null')::json
     WHERE shop = $1 AND order_id = ANY($2::text[]) AND guest_hash IS NOT NULL`,
    [shop, orders],
  );
  await db.query(
    `UPDATE delivery_queue q
     SET facts = regexp_replace(facts::text, '("${GUEST_FIELD}":\\s*)"[0-9a-f]+"', '\\1null')::json
     FROM deliveries d
     WHERE q.shop = $1 AND d.shop = q.shop AND d.delivery_id = q.delivery_id
       AND d.order_id = ANY($2::text[]) AND facts::text ~ '"${GUEST_FIELD}":\\s*"'`,
    [shop, orders],
  );
}

/** Empties the raw bodies of the orders' deliveries; what is still queued reads its facts. */
export async function eraseOrderBodies(
  db: Queryable,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<void> {
  await db.query(
    `UPDATE deliveries SET body = NULL
     WHERE shop = $1 AND order_id = ANY($2::text[]) AND body IS NOT NULL`,
    [shop, orders],
  );
}

/**
 * Empties the raw bodies that tell by themselves alone whom they are about and
 * that name one of the ids: the customers' own deliveries, the demand to erase
 * among them, and orders that were refused. Those of merges stay: they hold
 * nothing but ids, and one that follows in the same batch must still be read.
 * @param ids of the person's customers and orders
 */
export async function eraseBodiesNaming(
  db: Queryable,
  shop: ShopId,
  ids: readonly (CustomerId | OrderId)[],
): Promise<void> {
  await db.query(
    `UPDATE deliveries d SET body = NULL
     WHERE shop = $1 AND body IS NOT NULL AND ${KNOWN_BY_BODY_ALONE}
       AND topic <> 'customers/merge' AND (NOT ${IS_QUEUED} OR topic = 'customers/redact')
       AND ${NUMBERS_IN_BODY} && $2::text[]`,
    [shop, ids],
  );
}

/** Deletes the answers to the customer's data requests. */
export async function eraseDataExports(
  db: Queryable,
  shop: ShopId,
  customer: CustomerId,
): Promise<void> {
  await db.query("DELETE FROM data_exports WHERE shop = $1 AND customer_id = $2", [shop, customer]);
}
