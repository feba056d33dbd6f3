import type { ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** Shops that have Kopilka installed, by name. */
export async function listInstalledShops(db: Queryable): Promise<ShopId[]> {
  const rows = await db.query<{ shop: ShopId }>(
    `SELECT shop FROM shops WHERE installed_at IS NOT NULL AND uninstalled_at IS NULL
     ORDER BY shop`,
  );
  return rows.map((row) => row.shop);
}

/** When the shop installed Kopilka last, and when it removed it; null for a shop never heard of. */
export async function findShopLife(
  db: Queryable,
  shop: ShopId,
): Promise<{ installedAt: Date | null; uninstalledAt: Date | null } | null> {
  const [row] = await db.query<{ installedAt: Date | null; uninstalledAt: Date | null }>(
    `SELECT installed_at AS "installedAt", uninstalled_at AS "uninstalledAt"
     FROM shops WHERE shop = $1`,
    [shop],
  );
  return row ?? null;
}

/**
 * Keeps the shop from being erased until the transaction ends; all that write its
 * rows do, side by side, before they write.
 * @returns false for a shop never heard of, or erased: nothing of it may be written
 */
export async function keepShop(tx: Tx, shop: ShopId): Promise<boolean> {
  const rows = await tx.query("SELECT 1 FROM shops WHERE shop = $1 FOR KEY SHARE", [shop]);
  return rows.length > 0;
}

/** Waits until nobody writes the shop's rows, and keeps everybody from it until the transaction ends. */
export async function lockShop(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query("SELECT 1 FROM shops WHERE shop = $1 FOR UPDATE", [shop]);
}

/** Whether Shopify has given a token for the shop after `at`: it has Kopilka again. */
export async function cameBackAfter(db: Queryable, shop: ShopId, at: Date): Promise<boolean> {
  const rows = await db.query("SELECT 1 FROM shops WHERE shop = $1 AND authorized_at > $2", [
    shop,
    at,
  ]);
  return rows.length > 0;
}

/**
 * Remembers that the shop removed Kopilka.
 * @returns false when Shopify has given a token since, or the shop was never heard of
 */
export async function markUninstalled(db: Queryable, shop: ShopId, at: Date): Promise<boolean> {
  const rows = await db.query(
    `UPDATE shops SET uninstalled_at = $2
     WHERE shop = $1 AND (authorized_at IS NULL OR authorized_at <= $2) RETURNING 1`,
    [shop, at],
  );
  return rows.length > 0;
}

/** Deletes the shop's sessions: their tokens are worth nothing after an uninstallation. */
export async function deleteSessions(db: Queryable, shop: ShopId): Promise<void> {
  await db.query("DELETE FROM sessions WHERE shop = $1", [shop]);
}

/**
 * Writes the scopes that the shop grants from `at` on into its offline sessions,
 * unless a later change of them has been told already.
 */
export async function updateSessionScopes(
  db: Queryable,
  shop: ShopId,
  scopes: readonly string[],
  at: Date,
): Promise<void> {
  await db.query(
    `WITH newest AS (
       UPDATE shops SET scopes_at = $3
       WHERE shop = $1 AND (scopes_at IS NULL OR scopes_at <= $3) RETURNING shop
     )
     UPDATE sessions s SET scope = $2 FROM newest WHERE s.shop = newest.shop AND NOT s.is_online`,
    [shop, scopes.join(","), at],
  );
}

/** True where the shop grants the scope, by its offline session. */
export async function hasScope(db: Queryable, shop: ShopId, scope: string): Promise<boolean> {
  const rows = await db.query<{ scope: string | null }>(
    "SELECT scope FROM sessions WHERE shop = $1 AND NOT is_online",
    [shop],
  );
  return rows.some((row) => (row.scope ?? "").split(",").some((name) => name.trim() === scope));
}
