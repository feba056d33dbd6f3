import type { ShopId } from "../domain/ids.ts";
import { APP_ROLE } from "./pool.server.ts";
import type { Tx } from "./transaction.server.ts";

/** The one role that may delete from the ledger. */
const REDACT_ROLE = "kopilka_redact";

/** Every table with a shop's rows, those that point at others first. */
export const TABLES_OF_A_SHOP = [
  "lot_uses",
  "lots",
  "notes",
  "member_tiers",
  "member_perks",
  "tier_pins",
  "events",
  "transfers",
  "holds",
  "awards",
  "enrolments",
  "reviews",
  "review_secrets",
  "digest_heads",
  "digests",
  "verifications",
  "balances",
  "members",
  "companies",
  "customers",
  "holders",
  "orders",
  "products",
  "catalogues",
  "delivery_queue",
  "deliveries",
  "data_exports",
  "import_rows",
  "imports",
  "backfills",
  "installed_parts",
  "sync_cursors",
  "program_versions",
  "api_tokens",
  "sessions",
  "shops",
] as const;

/**
 * Deletes everything of the shop, and the jobs that name it.
 * @returns rows deleted per table; tables that had none are left out
 */
export async function deleteShop(tx: Tx, shop: ShopId): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {};
  const remove = async (table: string, where: string) => {
    const { rowCount } = await tx.client.query(`DELETE FROM ${table} WHERE ${where}`, [shop]);
    if (rowCount) deleted[table] = (deleted[table] ?? 0) + rowCount;
  };
  // Holds are made and released under their balance's lock alone, without one on the shop.
  await tx.client.query("SELECT 1 FROM balances WHERE shop = $1 ORDER BY holder_id FOR UPDATE", [
    shop,
  ]);
  await remove("pgboss.job", "data->>'shop' = $1");
  await tx.client.query(`SET LOCAL ROLE ${REDACT_ROLE}`);
  for (const table of TABLES_OF_A_SHOP) {
    // A merged holder points at a living one, which may not go before it.
    if (table === "holders") await remove(table, "shop = $1 AND merged_into IS NOT NULL");
    await remove(table, "shop = $1");
  }
  await tx.client.query(`SET LOCAL ROLE ${APP_ROLE}`);
  return deleted;
}
