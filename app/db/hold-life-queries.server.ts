import type { Hold, HoldEnd } from "../domain/hold.ts";
import type { CustomerId, HoldId, ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

/** The columns of a hold as the domain has it; Hold's own names. */
const HOLD = `shop, hold_id AS "holdId", holder_id AS "holderId", customer_id AS "customerId", code,
  state, points, money_minor AS "moneyMinor", currency, created_at AS "createdAt",
  expires_at AS "expiresAt", ended_by AS "endedBy"`;

/** A hold as it stands; null for one that there is not. */
export async function findHold(db: Queryable, shop: ShopId, hold: HoldId): Promise<Hold | null> {
  const [row] = await db.query<Hold>(`SELECT ${HOLD} FROM holds WHERE shop = $1 AND hold_id = $2`, [
    shop,
    hold,
  ]);
  return row ?? null;
}

/** What a customer's metafield is to show now. */
export interface HoldToShow {
  /** Null where no hold of the customer is active: the metafield is to be away. */
  readonly active: Hold | null;
  /** Whether it may still show one that is active no longer. */
  readonly uncleared: boolean;
}

/** What the customer's metafield is to show, by the rows as they are now. */
export async function holdToShow(
  db: Queryable,
  shop: ShopId,
  customer: CustomerId,
): Promise<HoldToShow> {
  const rows = await db.query<Hold>(
    `SELECT ${HOLD} FROM holds
      WHERE shop = $1 AND customer_id = $2 AND state <> 'active' AND cleared_at IS NULL
     UNION ALL
     SELECT ${HOLD} FROM holds
      WHERE shop = $1 AND customer_id = $2 AND state = 'active'
        AND holder_id = (SELECT coalesce(h.merged_into, h.holder_id)
                           FROM customers c JOIN holders h USING (shop, holder_id)
                          WHERE c.shop = $1 AND c.customer_id = $2)`,
    [shop, customer],
  );
  const active = rows.find(({ state }) => state === "active") ?? null;
  return { active, uncleared: rows.some(({ state }) => state !== "active") };
}

/**
 * Remembers that the customer's metafield shows none of the holds that are over.
 * One of which it is not known whether it was ever written is left out until
 * `lateBefore`, because a call that nobody waits for any longer may yet arrive.
 */
export async function markCleared(
  db: Queryable,
  shop: ShopId,
  customer: CustomerId,
  lateBefore: Date,
  now: Date,
): Promise<void> {
  await db.query(
    // In order of id, as all lock several holds.
    `WITH shown AS (
       SELECT hold_id FROM holds
        WHERE shop = $1 AND customer_id = $2 AND state <> 'active' AND cleared_at IS NULL
          AND (ended_by IS DISTINCT FROM 'unanswered' OR clearing_since <= $3)
        ORDER BY hold_id FOR NO KEY UPDATE
     )
     UPDATE holds SET cleared_at = $4 FROM shown
      WHERE holds.shop = $1 AND holds.hold_id = shown.hold_id`,
    [shop, customer, lateBefore, now],
  );
}

/** From now on the hold is not to be spent. @returns false where it is active no longer */
export async function startClearing(
  db: Queryable,
  shop: ShopId,
  hold: HoldId,
  endedBy: HoldEnd,
  now: Date,
): Promise<boolean> {
  const rows = await db.query(
    `UPDATE holds SET state = 'clearing', ended_by = $3, clearing_since = $4
      WHERE shop = $1 AND hold_id = $2 AND state = 'active' RETURNING 1`,
    [shop, hold, endedBy, now],
  );
  return rows.length > 0;
}

/**
 * Shopify has not said whether the hold was written down. From now on it is not to
 * be spent; where something else has ended it meanwhile, its metafield is to be
 * looked at again, because the call may yet arrive.
 */
export async function markUnanswered(
  db: Queryable,
  shop: ShopId,
  hold: HoldId,
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE holds
        SET state = CASE WHEN state = 'active' THEN 'clearing' ELSE state END,
            ended_by = 'unanswered', clearing_since = $3, cleared_at = NULL
      WHERE shop = $1 AND hold_id = $2 AND state IN ('active', 'clearing', 'released')
        AND ended_by IS DISTINCT FROM 'expiry'`,
    [shop, hold, now],
  );
}

/** Ends the active holds whose time was over at `at`. @returns how many */
export async function startExpiry(
  db: Queryable,
  shop: ShopId,
  at: Date,
  now: Date,
): Promise<number> {
  const rows = await db.query(
    // One that is locked is just being captured, released or taken back.
    `WITH over AS (
       SELECT hold_id FROM holds
        WHERE shop = $1 AND state IN ('active', 'clearing') AND state = 'active'
          AND expires_at <= $2
        ORDER BY hold_id FOR NO KEY UPDATE SKIP LOCKED
     )
     UPDATE holds SET state = 'clearing', ended_by = 'expiry', clearing_since = $3 FROM over
      WHERE holds.shop = $1 AND holds.hold_id = over.hold_id RETURNING 1`,
    [shop, at, now],
  );
  return rows.length;
}

/**
 * Customers whose metafield may show a hold that is over, or whose points only
 * have to be given back, in order of id, after one.
 */
export async function customersToClear(
  db: Queryable,
  shop: ShopId,
  after: CustomerId | null,
  limit: number,
): Promise<CustomerId[]> {
  const rows = await db.query<{ customer_id: CustomerId }>(
    `SELECT customer_id FROM holds
      WHERE shop = $1 AND state <> 'active' AND cleared_at IS NULL
        AND ($2::text IS NULL OR customer_id > $2)
     UNION
     SELECT customer_id FROM holds
      WHERE shop = $1 AND state IN ('active', 'clearing')
        AND state = 'clearing' AND ended_by <> 'expiry'
        AND ($2::text IS NULL OR customer_id > $2)
      ORDER BY customer_id LIMIT $3`,
    [shop, after, limit],
  );
  return rows.map((row) => row.customer_id);
}

/** Holds of the customer that nothing shows any longer and that wait for nothing else. */
export function holdsToRelease(db: Queryable, shop: ShopId, customer: CustomerId): Promise<Hold[]> {
  return db.query<Hold>(
    `SELECT ${HOLD} FROM holds
      WHERE shop = $1 AND customer_id = $2 AND state = 'clearing' AND ended_by <> 'expiry'
        AND cleared_at IS NOT NULL
      ORDER BY hold_id`,
    [shop, customer],
  );
}

/** Expired holds that nothing has shown since `before`, in order of id, after one. */
export function holdsWaitedFor(
  db: Queryable,
  shop: ShopId,
  before: Date,
  after: HoldId | null,
  limit: number,
): Promise<Hold[]> {
  return db.query<Hold>(
    `SELECT ${HOLD} FROM holds
      WHERE shop = $1 AND state = 'clearing' AND cleared_at <= $2
        AND ($3::uuid IS NULL OR hold_id > $3)
      ORDER BY hold_id LIMIT $4`,
    [shop, before, after, limit],
  );
}

/** Holds of the shop that reserve points and are over at `at`, in order of id, after one. */
export function holdsOver(
  db: Queryable,
  shop: ShopId,
  at: Date,
  after: HoldId | null,
  limit: number,
): Promise<Hold[]> {
  return db.query<Hold>(
    `SELECT ${HOLD} FROM holds
      WHERE shop = $1 AND state IN ('active', 'clearing')
        AND (state = 'clearing' OR expires_at <= $2) AND ($3::uuid IS NULL OR hold_id > $3)
      ORDER BY hold_id LIMIT $4`,
    [shop, at, after, limit],
  );
}

/** Shops in which a hold is over by `at`, or a metafield may still show one that is. */
export async function shopsWithHoldsToEnd(db: Queryable, at: Date): Promise<ShopId[]> {
  const rows = await db.query<{ shop: ShopId }>(
    `SELECT shop FROM shops s
      WHERE EXISTS (SELECT 1 FROM holds h
                     WHERE h.shop = s.shop AND h.state IN ('active', 'clearing')
                       AND (h.state = 'clearing' OR h.expires_at <= $1))
         OR (s.uninstalled_at IS NULL AND EXISTS (
              SELECT 1 FROM holds h
               WHERE h.shop = s.shop AND h.state <> 'active' AND h.cleared_at IS NULL))
      ORDER BY shop`,
    [at],
  );
  return rows.map((row) => row.shop);
}

/** The customers of the hold's member that Shopify still has, and the one that took it. */
export async function customersOfHold(
  db: Queryable,
  shop: ShopId,
  hold: HoldId,
): Promise<CustomerId[]> {
  const rows = await db.query<{ customer_id: CustomerId }>(
    `SELECT c.customer_id
       FROM holds h
       JOIN holders o ON o.shop = h.shop
                     AND (o.holder_id = h.holder_id OR o.merged_into = h.holder_id)
       JOIN customers c ON c.shop = o.shop AND c.holder_id = o.holder_id
      WHERE h.shop = $1 AND h.hold_id = $2 AND c.deleted_at IS NULL
     UNION SELECT customer_id FROM holds WHERE shop = $1 AND hold_id = $2
      ORDER BY 1`,
    [shop, hold],
  );
  return rows.map((row) => row.customer_id);
}
