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
  "transfers",
  "holds",
  "balances",
  "members",
  "companies",
  "customers",
  "holders",
  "orders",
  "deliveries",
  "data_exports",
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
  const count = (table: string, rows: number | null) => {
    if (rows) deleted[table] = (deleted[table] ?? 0) + rows;
  };
  const jobs = await tx.client.query("DELETE FROM pgboss.job WHERE data->>'shop' = $1", [shop]);
  count("jobs", jobs.rowCount);

  await tx.client.query(`SET LOCAL ROLE ${REDACT_ROLE}`);
  // A merged holder points at a living one, which may not go before it.
  const merged = await tx.client.query(
    "DELETE FROM holders WHERE shop = $1 AND merged_into IS NOT NULL",
    [shop],
  );
  count("holders", merged.rowCount);
  for (const table of TABLES_OF_A_SHOP) {
    count(table, (await tx.client.query(`DELETE FROM ${table} WHERE shop = $1`, [shop])).rowCount);
  }
  await tx.client.query(`SET LOCAL ROLE ${APP_ROLE}`);
  return deleted;
}
