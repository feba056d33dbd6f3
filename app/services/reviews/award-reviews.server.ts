import { lockBooks } from "../../db/book-queries.server.ts";
import { holdersOfCustomers } from "../../db/holder-queries.server.ts";
import { ordersOfHolders } from "../../db/member-history-queries.server.ts";
import {
  dueReviews,
  lockReview,
  saveReview,
  type ReviewRow,
  type ReviewSettled,
  type ReviewState,
} from "../../db/review-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import { queryable, type Tx } from "../../db/transaction.server.ts";
import { daysAfter } from "../../domain/days.ts";
import type { CustomerId, HolderId, ShopId } from "../../domain/ids.ts";
import type { StoredOrder } from "../../db/order-queries.server.ts";
import { awardFacts } from "../awards/award-facts.server.ts";
import type { CustomerFinder } from "../imports/customer-finder.ts";
import { faultOf, PassedOver } from "../passed-over.server.ts";

const REVIEWS_PER_RUN = 500;
/** A purchase that is not known yet may become known: a webhook is late, a guest logs in. */
const WAIT_DAYS = 30;
const LOOK_AGAIN_HOURS = 6;

/** What a run has done. */
export interface ReviewsAwarded {
  readonly looked_at: number;
  readonly awarded: number;
}

/**
 * Finds whose the reviews are that wait and whether they bought what they praise or blame, and
 * gives what rules give for it. Whose purchase is not known is looked at again, for a month.
 * @throws PassedOver at the end, when one could not be looked at and all others have been
 */
export async function awardReviews(
  db: Database,
  finder: CustomerFinder,
  shop: ShopId,
  at: Date,
  now: Date,
): Promise<ReviewsAwarded> {
  const due = await dueReviews(queryable(db.pool), shop, at, REVIEWS_PER_RUN);
  const emails = due.flatMap(({ customerId, email }) =>
    customerId === null && email !== null ? [email] : [],
  );
  const found: ReadonlyMap<string, CustomerId> =
    emails.length > 0 ? await finder.byEmail([...new Set(emails)]) : new Map();
  const faults: Error[] = [];
  let awarded = 0;
  for (const one of due) {
    const { source, reviewId, email, customerId } = one;
    const customer = customerId ?? (email === null ? null : (found.get(email) ?? null));
    try {
      if ((await settleOne(db, shop, one, customer, now)) === "awarded") awarded += 1;
    } catch (error) {
      faults.push(faultOf(`${shop}, review ${source}/${reviewId}`, error));
    }
  }
  if (faults.length > 0) throw new PassedOver(`${String(awarded)} reviews awarded`, faults);
  return { looked_at: due.length, awarded };
}

/** @returns its state by now; null where it was settled meanwhile, or withdrawn */
function settleOne(
  db: Database,
  shop: ShopId,
  { source, reviewId }: Pick<ReviewRow, "source" | "reviewId">,
  customer: CustomerId | null,
  now: Date,
): Promise<ReviewState | null> {
  return inShop(db, shop, async (tx) => {
    const review = await lockReview(tx, shop, source, reviewId);
    if (review?.state !== "waiting") return null;
    const settled = await settle(tx, shop, review, customer, now);
    await saveReview(tx, shop, review, settled);
    return settled.state;
  });
}

async function settle(
  tx: Tx,
  shop: ShopId,
  review: ReviewRow,
  customerId: CustomerId | null,
  now: Date,
): Promise<ReviewSettled> {
  const isOver = daysAfter(review.receivedAt, WAIT_DAYS) <= now;
  const lookAgain = new Date(now.getTime() + LOOK_AGAIN_HOURS * 3_600_000);
  const wait = (otherwise: "unknown_customer" | "not_bought"): ReviewSettled =>
    isOver
      ? { state: otherwise, customerId, dueAt: null }
      : { state: "waiting", customerId, dueAt: lookAgain };
  if (customerId === null) return wait("unknown_customer");
  const holderId = (await holdersOfCustomers(tx, shop, [customerId])).get(customerId);
  if (holderId === undefined) return wait("unknown_customer");

  const isPurchaseVerified = await hasBought(tx, shop, holderId, review.productId);
  const { source, reviewId, productId, hasPhoto, at } = review;
  const told = { source, reviewId, productId, hasPhoto, isPurchaseVerified };
  const [outcome] = await awardFacts(
    tx,
    shop,
    [{ holderId, fact: { on: "review", at, ...told } }],
    now,
  );
  if (outcome?.kind === "awarded") return { state: "awarded", customerId, dueAt: null };
  if (outcome?.kind === "not_due" && !isPurchaseVerified) return wait("not_bought");
  return { state: "nothing", customerId, dueAt: null };
}

/** Whether an order of the member's that was paid and not cancelled has the product. */
async function hasBought(
  tx: Tx,
  shop: ShopId,
  holder: HolderId,
  productId: string | null,
): Promise<boolean> {
  await lockBooks(tx, shop, [holder]);
  const orders = await ordersOfHolders(tx, shop, [holder]);
  return orders.some(({ order }) => hasProduct(order, productId));
}

function hasProduct({ state }: StoredOrder, productId: string | null): boolean {
  const { facts, paidAt, cancelledAt, deletedAt } = state;
  if (!facts || facts.test || !paidAt || cancelledAt || deletedAt) return false;
  return productId === null || facts.lines.some((line) => line.productId === productId);
}
