import { listApiTokenRows, type ApiTokenRow } from "../db/api-token-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";

/** A shop's tokens, oldest first, revoked ones included. */
export function listApiTokens(db: Database, shop: ShopId): Promise<ApiTokenRow[]> {
  return listApiTokenRows(queryable(db.pool), shop);
}
