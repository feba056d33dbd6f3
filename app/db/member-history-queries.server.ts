import type { CustomerId, HolderId, OrderId, ShopId } from "../domain/ids.ts";
import type { TierPin } from "../domain/tiers/pin.ts";
import type { Points } from "../domain/points.ts";
import { arrayOf } from "./array-parameter.server.ts";
import {
  STORED_COLUMNS,
  storedOrder,
  type OrderRow,
  type StoredOrder,
} from "./order-queries.server.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** Whose an order was when it was stored. */
export interface StoredOwner {
  readonly orderId: OrderId;
  readonly customerId: CustomerId | null;
  readonly companyId: string | null;
  readonly backfillVersion: number | null;
}

/** Whose the orders are that are stored; not locked. */
export function storedOwners(
  db: Queryable,
  shop: ShopId,
  orders: readonly OrderId[],
): Promise<StoredOwner[]> {
  return db.query<StoredOwner>(
    `SELECT o.order_id AS "orderId", coalesce(o.customer_id, o.claimed_by) AS "customerId",
            o.owner_company AS "companyId", o.backfill_version AS "backfillVersion"
       FROM unnest($2::text[]) AS wanted (order_id)
      CROSS JOIN LATERAL (
        SELECT order_id, customer_id, claimed_by, owner_company, backfill_version FROM orders
         WHERE shop = $1 AND order_id = wanted.order_id LIMIT 1) AS o`,
    [shop, orders],
  );
}

/** An order of a holder. */
export interface HeldOrder {
  /** A living one. */
  readonly holderId: HolderId;
  readonly order: StoredOrder;
}

// All that were merged into a holder, it among them.
const SELVES = `
  SELECT living.id AS living, h.holder_id
    FROM unnest($2::uuid[]) AS living (id)
   CROSS JOIN LATERAL (
     SELECT living.id AS holder_id
      UNION ALL
     SELECT holder_id FROM holders WHERE shop = $1 AND merged_into = living.id) AS h`;

/**
 * All orders whose points are the holders', merges followed. Whoever changes one of them holds the
 * lock of its holder, which the caller has.
 */
export async function ordersOfHolders(
  tx: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<HeldOrder[]> {
  if (holders.length === 0) return [];
  const rows = await tx.query<OrderRow & { living: HolderId }>(
    `WITH self AS MATERIALIZED (${SELVES}),
     customer AS MATERIALIZED (
       SELECT self.living, c.customer_id FROM self
        CROSS JOIN LATERAL (
          SELECT customer_id FROM customers WHERE shop = $1 AND holder_id = self.holder_id) AS c)
     SELECT customer.living, o.* FROM customer
      CROSS JOIN LATERAL (
        SELECT ${STORED_COLUMNS} FROM orders
         WHERE shop = $1 AND customer_id = customer.customer_id AND owner_company IS NULL
         UNION ALL
        SELECT ${STORED_COLUMNS} FROM orders
         WHERE shop = $1 AND claimed_by = customer.customer_id AND claimed_by IS NOT NULL
           AND customer_id IS NULL AND owner_company IS NULL) AS o
      UNION ALL
     SELECT self.living, o.* FROM self
      CROSS JOIN LATERAL (
        SELECT company_id FROM companies
         WHERE shop = $1 AND holder_id = self.holder_id LIMIT 1) AS company
      CROSS JOIN LATERAL (
        SELECT ${STORED_COLUMNS} FROM orders
         WHERE shop = $1 AND owner_company = company.company_id
           AND owner_company IS NOT NULL) AS o`,
    [shop, holders],
  );
  return rows.map((row) => ({ holderId: row.living, order: storedOrder(row) }));
}

/** Which of the holders somebody has decided on the enrolment of, and which are companies. */
export async function heldAs(
  tx: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<{ decided: HolderId[]; companies: HolderId[] }> {
  const rows = await tx.query<{ holder_id: HolderId; decided: boolean; company: boolean }>(
    `SELECT holder_id, decided, kind = 'company' AS company FROM holders
      WHERE shop = $1 AND holder_id = ANY($2::uuid[]) AND (decided OR kind = 'company')`,
    [shop, holders],
  );
  return {
    decided: rows.filter((row) => row.decided).map((row) => row.holder_id),
    companies: rows.filter((row) => row.company).map((row) => row.holder_id),
  };
}

/** Writes what orders that are not otherwise changed earn by now. */
export async function saveOutcomes(
  tx: Tx,
  shop: ShopId,
  orders: readonly Pick<StoredOrder, "state" | "programVersion" | "award" | "target">[],
): Promise<void> {
  if (orders.length === 0) return;
  await tx.query(
    `UPDATE orders o SET program_version = new.version, award = new.award, target = new.target
       FROM unnest($2::text[], $3::int[], $4::bigint[], $5::bigint[])
              AS new (order_id, version, award, target)
      WHERE o.shop = $1 AND o.order_id = new.order_id`,
    [
      shop,
      arrayOf(orders.map((order) => order.state.orderId)),
      arrayOf(orders.map((order) => order.programVersion)),
      arrayOf(orders.map((order) => order.award)),
      arrayOf(orders.map((order) => order.target)),
    ],
  );
}

/** What else than orders counts towards a holder's tier. */
export interface TierFacts {
  readonly pins: readonly TierPin[];
  /** Points for anything but orders and tiers. */
  readonly awards: readonly { readonly at: Date; readonly points: Points }[];
}

/** Tiers that were given, and points for other things than orders, by holder, merges followed. */
export async function tierFactsOf(
  tx: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<Map<HolderId, TierFacts>> {
  if (holders.length === 0) return new Map();
  const rows = await tx.query<{
    living: HolderId;
    at: Date;
    tier: string | null;
    points: Points | null;
  }>(
    `WITH self AS MATERIALIZED (${SELVES})
     SELECT self.living, pin.at, pin.tier, NULL::bigint AS points FROM self
      CROSS JOIN LATERAL (
        SELECT at, tier FROM tier_pins WHERE shop = $1 AND holder_id = self.holder_id) AS pin
      UNION ALL
     SELECT self.living, award.at, NULL, award.points FROM self
      CROSS JOIN LATERAL (
        SELECT at, points FROM awards
         WHERE shop = $1 AND holder_id = self.holder_id AND kind <> 'tier_entry'
           AND points > 0) AS award`,
    [shop, holders],
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.living)].map(([living, own]): [HolderId, TierFacts] => [
      living,
      {
        pins: own.flatMap(({ at, tier }) => (tier === null ? [] : [{ tier, at }])),
        awards: own.flatMap(({ at, points }) => (points === null ? [] : [{ at, points }])),
      },
    ]),
  );
}
