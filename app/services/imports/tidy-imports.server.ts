import { deletePreview, importsFromBefore, moveImport } from "../../db/import-queries.server.ts";
import { endUnposted } from "../../db/import-undo-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import { daysAfter } from "../../domain/days.ts";

/** How long a preview's report can be read. */
export const PREVIEW_RETENTION_DAYS = 30;
/** How long a reading that was broken off can be taken up again: until then it holds addresses. */
export const READING_RETENTION_DAYS = 7;

/** Removes what imports do not need any longer: old previews, and readings that nobody took up again. */
export async function tidyImports(
  db: Database,
  at: Date,
): Promise<{ previews: number; abandoned: number }> {
  const sql = queryable(db.pool);
  const previews = await importsFromBefore(sql, "preview", daysAfter(at, -PREVIEW_RETENTION_DAYS));
  for (const { shop, importId } of previews)
    await inShop(db, shop, (tx) => deletePreview(tx, shop, importId));
  const readings = await importsFromBefore(sql, "reading", daysAfter(at, -READING_RETENTION_DAYS));
  for (const { shop, importId } of readings)
    await inShop(db, shop, async (tx) => {
      if (await moveImport(tx, shop, importId, ["reading"], "undone", at))
        await endUnposted(tx, shop, importId);
    });
  return { previews: previews.length, abandoned: readings.length };
}
