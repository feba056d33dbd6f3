import { createHash, randomBytes } from "node:crypto";

import { insertApiToken } from "../db/api-token-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";

/** What a shop's token starts with: its name without `.myshopify.com`. */
const SHOP_SUFFIX = ".myshopify.com";
const TOKEN = /^kpl_([a-z0-9][a-z0-9-]*)_([0-9a-f]{12})_[0-9a-f]{64}$/;

/**
 * Makes a bearer token of the REST API. It opens the data of its shop and of no
 * other, and is shown this once: only its hash is kept. 256 random bits need no
 * slow hash.
 * @param name tells the merchant where the token is used
 */
export async function issueApiToken(
  db: Database,
  shop: ShopId,
  name: string,
  now: Date,
): Promise<{ readonly tokenId: string; readonly token: string }> {
  const tokenId = randomBytes(6).toString("hex");
  const handle = shop.slice(0, -SHOP_SUFFIX.length);
  const token = `kpl_${handle}_${tokenId}_${randomBytes(32).toString("hex")}`;
  const tokenHash = hashApiToken(token);
  await insertApiToken(queryable(db.pool), { shop, tokenId, name, tokenHash, createdAt: now });
  return { tokenId, token };
}

/** The shop and the id that a token bears; undefined for what no token looks like. */
export function readApiToken(token: string): { shop: ShopId; tokenId: string } | undefined {
  const [, handle, tokenId] = TOKEN.exec(token) ?? [];
  if (handle === undefined || tokenId === undefined) return undefined;
  return { shop: `${handle}${SHOP_SUFFIX}` as ShopId, tokenId };
}

export const hashApiToken = (token: string): Buffer => createHash("sha256").update(token).digest();
