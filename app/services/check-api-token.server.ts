import { timingSafeEqual } from "node:crypto";

import { findApiToken, markApiTokenUsed } from "../db/api-token-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { hashApiToken, readApiToken } from "./issue-api-token.server.ts";

/** Who a request of the REST API comes from. */
export interface ApiCaller {
  readonly shop: ShopId;
  readonly tokenId: string;
}

/** The time of last use is kept to the minute: more often would write on every request. */
const USE_NOTED_EVERY_MS = 60_000;

/**
 * Finds whose token this is.
 * @returns undefined where it is malformed, unknown or revoked, or its shop has
 *   uninstalled the app; which of them is nobody's business but the shop's
 */
export async function checkApiToken(
  db: Database,
  token: string,
  now: Date,
): Promise<ApiCaller | undefined> {
  const named = readApiToken(token);
  if (!named) return undefined;
  const row = await findApiToken(queryable(db.pool), named.shop, named.tokenId);
  if (!row || !timingSafeEqual(row.tokenHash, hashApiToken(token))) return undefined;
  if (row.revokedAt !== null || row.shopUninstalled) return undefined;
  const usedAt = row.lastUsedAt?.getTime() ?? 0;
  if (now.getTime() - usedAt >= USE_NOTED_EVERY_MS) {
    await markApiTokenUsed(queryable(db.pool), named.shop, named.tokenId, now);
  }
  return named;
}
