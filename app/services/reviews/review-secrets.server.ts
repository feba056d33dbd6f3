import { randomBytes } from "node:crypto";
import {
  insertReviewSecret,
  listReviewSecrets,
  revokeReviewSecrets,
  type ReviewSecretRow,
} from "../../db/review-secret-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import type { ShopId } from "../../domain/ids.ts";
import type { ReviewSource } from "../../domain/review-sources.ts";
import { newId } from "../new-id.server.ts";
import type { Seal } from "./seal.server.ts";

export interface NewReviewSecret {
  readonly source: ReviewSource;
  /** The review app's own; null: a new one is made up. */
  readonly secret: string | null;
  /** Whether those that were valid before are so no longer. */
  readonly isRotation: boolean;
}

/**
 * Lets a review app sign with a secret. Several may be valid at once, so that none of its
 * deliveries is lost while it learns a new one.
 * @returns the secret, to be shown this once
 */
export function addReviewSecret(
  db: Database,
  seal: Seal,
  shop: ShopId,
  { source, secret: given, isRotation }: NewReviewSecret,
  now: Date,
): Promise<{ readonly secretId: string; readonly secret: string; readonly revoked: number }> {
  const secret = given ?? randomBytes(32).toString("base64url");
  const secretId = newId();
  return inShop(db, shop, async (tx) => {
    await insertReviewSecret(tx, shop, { secretId, source, sealed: seal.close(secret) }, now);
    const others = { source, but: secretId };
    const revoked = isRotation ? await revokeReviewSecrets(tx, shop, others, now) : 0;
    return { secretId, secret, revoked };
  });
}

export const reviewSecrets = (db: Database, shop: ShopId): Promise<ReviewSecretRow[]> =>
  listReviewSecrets(queryable(db.pool), shop);

/** @returns whether it was in use */
export async function revokeReviewSecret(
  db: Database,
  shop: ShopId,
  secretId: string,
  now: Date,
): Promise<boolean> {
  return (await revokeReviewSecrets(queryable(db.pool), shop, { secretId }, now)) > 0;
}
