import type { Database } from "../db/pool.server.ts";
import { latestProgram } from "../db/program-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { ProgramVersion } from "../domain/program-version.ts";

/** The program that is in force for orders placed now; null before the first publication. */
export function currentProgram(db: Database, shop: ShopId): Promise<ProgramVersion | null> {
  return latestProgram(queryable(db.pool), shop);
}
