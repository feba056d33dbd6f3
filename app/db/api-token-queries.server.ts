import type { ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

/** An API token as it is kept: its secret is known to its owner alone. */
export interface ApiTokenRow {
  readonly shop: ShopId;
  readonly tokenId: string;
  readonly name: string;
  /** SHA-256 of the whole token. */
  readonly tokenHash: Buffer;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
}

const COLUMNS = `t.shop, t.token_id AS "tokenId", t.name, t.token_hash AS "tokenHash",
  t.created_at AS "createdAt", t.revoked_at AS "revokedAt", t.last_used_at AS "lastUsedAt"`;

export async function insertApiToken(
  db: Queryable,
  token: Pick<ApiTokenRow, "shop" | "tokenId" | "name" | "tokenHash" | "createdAt">,
): Promise<void> {
  await db.query(
    `INSERT INTO api_tokens (shop, token_id, name, token_hash, created_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [token.shop, token.tokenId, token.name, token.tokenHash, token.createdAt],
  );
}

/** A token with whether its shop has uninstalled the app; undefined where there is none. */
export async function findApiToken(
  db: Queryable,
  shop: ShopId,
  tokenId: string,
): Promise<(ApiTokenRow & { readonly shopUninstalled: boolean }) | undefined> {
  const [row] = await db.query<ApiTokenRow & { shopUninstalled: boolean }>(
    `SELECT ${COLUMNS}, s.uninstalled_at IS NOT NULL AS "shopUninstalled"
     FROM api_tokens t LEFT JOIN shops s ON s.shop = t.shop
     WHERE t.shop = $1 AND t.token_id = $2`,
    [shop, tokenId],
  );
  return row;
}

export function listApiTokenRows(db: Queryable, shop: ShopId): Promise<ApiTokenRow[]> {
  return db.query<ApiTokenRow>(
    `SELECT ${COLUMNS} FROM api_tokens t WHERE t.shop = $1 ORDER BY t.created_at, t.token_id`,
    [shop],
  );
}

/** @returns false where the shop has no such token, or it was revoked before */
export async function markApiTokenRevoked(
  db: Queryable,
  shop: ShopId,
  tokenId: string,
  now: Date,
): Promise<boolean> {
  const rows = await db.query(
    `UPDATE api_tokens SET revoked_at = $3
     WHERE shop = $1 AND token_id = $2 AND revoked_at IS NULL
     RETURNING token_id`,
    [shop, tokenId, now],
  );
  return rows.length > 0;
}

export async function markApiTokenUsed(
  db: Queryable,
  shop: ShopId,
  tokenId: string,
  now: Date,
): Promise<void> {
  await db.query(`UPDATE api_tokens SET last_used_at = $3 WHERE shop = $1 AND token_id = $2`, [
    shop,
    tokenId,
    now,
  ]);
}
