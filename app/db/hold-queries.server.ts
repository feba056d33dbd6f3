import type { HoldId, HolderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

export interface HoldRow {
  readonly shop: ShopId;
  readonly holdId: HoldId;
  readonly points: Points;
}

/** A hold that is over, as a place in the order in which they end. */
export type ExpiredHold = HoldRow & { readonly expiresAt: Date };

/** Active holds whose time was over at `at`, the earliest first, after one of them. */
export function listExpiredHolds(
  db: Queryable,
  shop: ShopId | null,
  at: Date,
  after: ExpiredHold | null,
  limit: number,
): Promise<ExpiredHold[]> {
  const place = after ? "AND (expires_at, shop, hold_id) > ($4::timestamptz, $5, $6::uuid)" : "";
  return db.query<ExpiredHold>(
    `SELECT shop, hold_id AS "holdId", points, expires_at AS "expiresAt" FROM holds
     WHERE state = 'active' AND expires_at <= $2 AND ($1::text IS NULL OR shop = $1) ${place}
     ORDER BY expires_at, shop, hold_id LIMIT $3`,
    [shop, at, limit, ...(after ? [after.expiresAt, after.shop, after.holdId] : [])],
  );
}

/** Whose points the hold reserves, as it stands; null for a hold that there is not. */
export async function holderOfHold(
  db: Queryable,
  shop: ShopId,
  hold: HoldId,
): Promise<HolderId | null> {
  const [row] = await db.query<{ holder_id: HolderId }>(
    "SELECT holder_id FROM holds WHERE shop = $1 AND hold_id = $2",
    [shop, hold],
  );
  return row?.holder_id ?? null;
}

/**
 * Locks a hold that is still active and was over at `at`; null where it has been
 * captured or released meanwhile.
 */
export async function lockExpiredHold(
  tx: Tx,
  shop: ShopId,
  hold: HoldId,
  at: Date,
): Promise<HoldRow | null> {
  const [row] = await tx.query<HoldRow>(
    `SELECT shop, hold_id AS "holdId", points FROM holds
     WHERE shop = $1 AND hold_id = $2 AND state = 'active' AND expires_at <= $3
     FOR NO KEY UPDATE`,
    [shop, hold, at],
  );
  return row ?? null;
}

/** Locks the active holds of the holders, of which each has one at most. */
export async function lockActiveHolds(
  tx: Tx,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<Map<HolderId, HoldRow>> {
  const rows = await tx.query<HoldRow & { holderId: HolderId }>(
    `SELECT shop, hold_id AS "holdId", holder_id AS "holderId", points FROM holds
     WHERE shop = $1 AND holder_id = ANY($2::uuid[]) AND state = 'active'
     ORDER BY hold_id FOR NO KEY UPDATE`,
    [shop, holders],
  );
  return new Map(rows.map((row) => [row.holderId, row]));
}

/** The hold's points are its holder's again, since `at`. */
export async function markReleased(tx: Tx, shop: ShopId, hold: HoldId, at: Date): Promise<void> {
  await tx.query(
    "UPDATE holds SET state = 'released', settled_at = $3 WHERE shop = $1 AND hold_id = $2",
    [shop, hold, at],
  );
}
