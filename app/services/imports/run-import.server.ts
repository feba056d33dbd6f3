import {
  findImport,
  unfinishedImports,
  type ImportRecord,
} from "../../db/import-queries.server.ts";
import { withImportLock } from "../../db/import-lock.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import type { ShopId } from "../../domain/ids.ts";
import type { CustomerFinder } from "./customer-finder.ts";
import { matchImport } from "./match-import.server.ts";
import { estimateImport, postImport } from "./post-import.server.ts";
import { undoImport } from "./undo-import.server.ts";

/** How far a run has come. */
export interface RunProgress {
  readonly step: "matching" | "posting" | "undoing";
  /** Rows of this step so far. */
  readonly rows: number;
}

/**
 * Does what is left of an import that has been read: matches, then posts, or reckons where it is a
 * preview. Whatever was done stays done when it is broken off. Waits for whoever else is at it.
 * @returns the import as it is then; null where there is none
 */
export async function runImport(
  db: Database,
  finder: CustomerFinder,
  shop: ShopId,
  importId: string,
  now: () => Date,
  onProgress: (progress: RunProgress) => void = () => undefined,
): Promise<ImportRecord | null> {
  await withImportLock(db, shop, importId, true, () =>
    goOn(db, finder, shop, importId, now, onProgress),
  );
  return findImport(queryable(db.pool), shop, importId);
}

async function goOn(
  db: Database,
  finder: CustomerFinder,
  shop: ShopId,
  importId: string,
  now: () => Date,
  onProgress: (progress: RunProgress) => void,
): Promise<void> {
  const sql = queryable(db.pool);
  const counting = (step: RunProgress["step"]) => {
    let rows = 0;
    return (more: number) => {
      rows += more;
      onProgress({ step, rows });
    };
  };
  const state = async () => (await findImport(sql, shop, importId))?.state;
  if ((await state()) === "matching")
    await matchImport(db, finder, shop, importId, counting("matching"));
  if ((await state()) === "posting") {
    const one = await findImport(sql, shop, importId);
    const post = one?.preview ? estimateImport : postImport;
    await post(db, shop, importId, now(), counting("posting"));
  }
  if ((await state()) === "undoing")
    await undoImport(db, shop, importId, now(), counting("undoing"));
}

/**
 * Goes on with all imports of a shop that have something left to be done, but for those that a
 * command is at.
 */
export async function runImports(
  db: Database,
  finder: CustomerFinder,
  shop: ShopId,
  now: () => Date,
): Promise<{ imports: number }> {
  const unfinished = await unfinishedImports(queryable(db.pool), shop);
  let imports = 0;
  for (const importId of unfinished) {
    const isDone = await withImportLock(db, shop, importId, false, async () => {
      await goOn(db, finder, shop, importId, now, () => undefined);
      return true;
    });
    if (isDone) imports += 1;
  }
  return { imports };
}
