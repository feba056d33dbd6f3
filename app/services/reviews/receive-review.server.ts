import { insertReview, lockReview, saveReview } from "../../db/review-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { ShopId } from "../../domain/ids.ts";
import type { ReviewSource } from "../../domain/review-sources.ts";
import type { HashEmail } from "../../shopify/hash-email.server.ts";
import { takeBackReview } from "./take-back-review.server.ts";
import type { ToldReview } from "./read-review.ts";

export interface ReviewDelivery {
  readonly shop: ShopId;
  readonly source: ReviewSource;
  readonly review: ToldReview;
}

/**
 * Stores that there is a review, for `awardReviews`, or takes back what one has given that is
 * published no longer. Told again, whichever it was, it changes nothing.
 */
export function receiveReview(
  db: Database,
  hashEmail: HashEmail,
  { shop, source, review }: ReviewDelivery,
  now: Date,
): Promise<void> {
  const { reviewId, customerId, productId, hasPhoto } = review;
  return inShop(db, shop, async (tx) => {
    if (!review.isPublished) return withdraw(tx, shop, source, reviewId, now);
    // Whose it is the id tells; an address is kept only where there is none.
    const email = customerId === null ? review.email : null;
    const emailHash = email === null ? null : hashEmail(email);
    const at = review.at && review.at < now ? review.at : now;
    const told = { source, reviewId, customerId, email, emailHash, productId, hasPhoto, at };
    await insertReview(tx, shop, told, now);
  });
}

async function withdraw(
  tx: Tx,
  shop: ShopId,
  source: string,
  reviewId: string,
  now: Date,
): Promise<void> {
  const review = await lockReview(tx, shop, source, reviewId);
  if (!review || review.state === "withdrawn") return;
  if (review.state === "awarded") await takeBackReview(tx, shop, review, now);
  const { customerId } = review;
  await saveReview(tx, shop, review, { state: "withdrawn", customerId, dueAt: null });
}
