import { lockWaitingRows } from "../../db/import-row-queries.server.ts";
import { addToImport } from "../../db/import-queries.server.ts";
import { programVersions } from "../../db/program-queries.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { CustomerId, ShopId } from "../../domain/ids.ts";
import { postRows } from "./post-rows.server.ts";

/**
 * Posts what imports have brought for an address that no customer had, once a customer has proven
 * it by a login.
 * @returns how many rows
 */
export async function claimImportedRows(
  tx: Tx,
  shop: ShopId,
  customerId: CustomerId,
  emailHash: string,
  now: Date,
): Promise<number> {
  const rows = await lockWaitingRows(tx, shop, customerId, emailHash);
  if (rows.length === 0) return 0;
  await postRows(tx, shop, rows, { versions: await programVersions(tx, shop), now });
  for (const [importId, own] of Map.groupBy(rows, (row) => row.importId))
    await addToImport(tx, shop, importId, { waiting: -own.length });
  return rows.length;
}
