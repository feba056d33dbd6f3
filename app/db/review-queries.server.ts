import type { CustomerId, ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** What came of a review. */
export type ReviewState =
  | "waiting"
  | "awarded"
  /** The member has it, and no rule gives anything for it. */
  | "nothing"
  | "unknown_customer"
  | "not_bought"
  /** Hidden or deleted; what it gave was taken back. */
  | "withdrawn";

/** A review as a review app tells of it: neither its text nor its stars. */
export interface ReviewTold {
  /** `judgeme` or `signed`. */
  readonly source: string;
  readonly reviewId: string;
  readonly customerId: CustomerId | null;
  readonly email: string | null;
  readonly emailHash: string | null;
  readonly productId: string | null;
  readonly hasPhoto: boolean;
  readonly at: Date;
}

export interface ReviewRow extends ReviewTold {
  readonly state: ReviewState;
  readonly receivedAt: Date;
}

const COLUMNS = `source, review_id AS "reviewId", state, customer_id AS "customerId", email,
       email_hash AS "emailHash", product_id AS "productId", has_photo AS "hasPhoto", at,
       received_at AS "receivedAt"`;

/**
 * Stores a review that waits to be awarded. One that is known stays as it is, unless it had been
 * withdrawn: then it waits again.
 * @returns whether it waits now
 */
export async function insertReview(
  tx: Tx,
  shop: ShopId,
  review: ReviewTold,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query(
    `INSERT INTO reviews AS r (shop, source, review_id, state, customer_id, email, email_hash,
            product_id, has_photo, at, received_at, due_at)
     VALUES ($1, $2, $3, 'waiting', $4, $5, $6, $7, $8, $9, $10, $10)
     ON CONFLICT (shop, source, review_id) DO UPDATE
       SET state = 'waiting', due_at = $10, email = CASE WHEN r.customer_id IS NULL THEN $5 END,
           email_hash = CASE WHEN r.customer_id IS NULL THEN $6 ELSE r.email_hash END
     WHERE r.state = 'withdrawn'
     RETURNING 1`,
    [
      shop,
      review.source,
      review.reviewId,
      review.customerId,
      review.email,
      review.emailHash,
      review.productId,
      review.hasPhoto,
      review.at,
      now,
    ],
  );
  return rows.length > 0;
}

/** A review, its row locked. */
export async function lockReview(
  tx: Tx,
  shop: ShopId,
  source: string,
  reviewId: string,
): Promise<ReviewRow | null> {
  const [row] = await tx.query<ReviewRow>(
    `SELECT ${COLUMNS} FROM reviews
      WHERE shop = $1 AND source = $2 AND review_id = $3 FOR UPDATE`,
    [shop, source, reviewId],
  );
  return row ?? null;
}

/** Reviews that are to be looked at by now, the longest waiting first. */
export function dueReviews(
  db: Queryable,
  shop: ShopId,
  now: Date,
  limit: number,
): Promise<ReviewRow[]> {
  return db.query<ReviewRow>(
    `SELECT ${COLUMNS} FROM reviews WHERE shop = $1 AND due_at <= $2
      ORDER BY due_at, source, review_id LIMIT $3`,
    [shop, now, limit],
  );
}

export async function shopsWithDueReviews(db: Queryable, now: Date): Promise<ShopId[]> {
  const rows = await db.query<{ shop: ShopId }>(
    "SELECT DISTINCT shop FROM reviews WHERE due_at <= $1 ORDER BY shop",
    [now],
  );
  return rows.map(({ shop }) => shop);
}

/** What is known of a review by now. */
export interface ReviewSettled {
  readonly state: ReviewState;
  readonly customerId: CustomerId | null;
  /** When a waiting one is looked at next; null for one that is settled. */
  readonly dueAt: Date | null;
}

/** Stores what came of a review. The address goes as soon as it is known whose it is. */
export async function saveReview(
  tx: Tx,
  shop: ShopId,
  { source, reviewId }: Pick<ReviewRow, "source" | "reviewId">,
  { state, customerId, dueAt }: ReviewSettled,
): Promise<void> {
  await tx.query(
    `UPDATE reviews SET state = $4, customer_id = $5, due_at = $6,
            email = CASE WHEN $4 = 'waiting' AND $5::text IS NULL THEN email END
      WHERE shop = $1 AND source = $2 AND review_id = $3`,
    [shop, source, reviewId, state, customerId, dueAt],
  );
}

/** Takes the person out of reviews: whose they are nobody will ask any more. */
export async function eraseReviewers(
  tx: Queryable,
  shop: ShopId,
  customers: readonly CustomerId[],
  emailHash: string | null,
): Promise<void> {
  await tx.query(
    `UPDATE reviews SET email = NULL, email_hash = NULL, due_at = NULL,
            state = CASE WHEN state = 'waiting' THEN 'unknown_customer' ELSE state END
      WHERE shop = $1 AND (customer_id = ANY($2::text[]) OR email_hash = $3)`,
    [shop, customers, emailHash],
  );
}
