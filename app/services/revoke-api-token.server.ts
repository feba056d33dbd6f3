import { markApiTokenRevoked } from "../db/api-token-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";

/** Ends a token at once and for good. */
export async function revokeApiToken(
  db: Database,
  shop: ShopId,
  tokenId: string,
  now: Date,
): Promise<{ readonly kind: "revoked" } | { readonly kind: "unknown_token" }> {
  const revoked = await markApiTokenRevoked(queryable(db.pool), shop, tokenId, now);
  return { kind: revoked ? "revoked" : "unknown_token" };
}
