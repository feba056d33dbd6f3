import type { ShopId } from "../domain/ids.ts";
import type { ReviewSource } from "../domain/review-sources.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

export interface ReviewSecretRow {
  readonly secretId: string;
  readonly source: ReviewSource;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** The secrets, sealed, with which the source may sign by now. None of a shop that has removed the app. */
export async function validReviewSecrets(
  db: Queryable,
  shop: ShopId,
  source: ReviewSource,
): Promise<Buffer[]> {
  const rows = await db.query<{ sealed: Buffer }>(
    `SELECT r.sealed FROM review_secrets r JOIN shops s USING (shop)
      WHERE r.shop = $1 AND r.source = $2 AND r.revoked_at IS NULL AND s.uninstalled_at IS NULL
      ORDER BY r.created_at DESC`,
    [shop, source],
  );
  return rows.map(({ sealed }) => sealed);
}

export function listReviewSecrets(db: Queryable, shop: ShopId): Promise<ReviewSecretRow[]> {
  return db.query<ReviewSecretRow>(
    `SELECT secret_id AS "secretId", source, created_at AS "createdAt", revoked_at AS "revokedAt"
       FROM review_secrets WHERE shop = $1 ORDER BY created_at, secret_id`,
    [shop],
  );
}

export async function insertReviewSecret(
  tx: Tx,
  shop: ShopId,
  secret: { readonly secretId: string; readonly source: ReviewSource; readonly sealed: Buffer },
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO review_secrets (shop, secret_id, source, sealed, created_at)
     VALUES ($1, $2, $3, $4, $5)`,
    [shop, secret.secretId, secret.source, secret.sealed, now],
  );
}

/** Revokes the secrets of a source but one, or one alone. @returns how many were in use */
export async function revokeReviewSecrets(
  tx: Queryable,
  shop: ShopId,
  which: { readonly secretId: string } | { readonly source: ReviewSource; readonly but: string },
  now: Date,
): Promise<number> {
  const condition = "secretId" in which ? "secret_id = $3" : "source = $3 AND secret_id <> $4";
  const values = "secretId" in which ? [which.secretId] : [which.source, which.but];
  // A revoked secret is worth nothing, so nothing of it is kept.
  const rows = await tx.query(
    `UPDATE review_secrets SET revoked_at = $2, sealed = ''
      WHERE shop = $1 AND revoked_at IS NULL AND ${condition} RETURNING 1`,
    [shop, now, ...values],
  );
  return rows.length;
}
