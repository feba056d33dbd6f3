import { namedAwards } from "../../db/award-queries.server.ts";
import { lockBooks } from "../../db/book-queries.server.ts";
import { holdersOfCustomers } from "../../db/holder-queries.server.ts";
import { programVersions } from "../../db/program-queries.server.ts";
import type { ReviewRow } from "../../db/review-queries.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import { reviewKey } from "../../domain/earn-rules/review.ts";
import type { ShopId } from "../../domain/ids.ts";
import { NO_POINTS } from "../../domain/points.ts";
import { setAwards } from "../awards/set-awards.server.ts";

/** Takes back what a review has given that is published no longer, as the program does with returns. */
export async function takeBackReview(
  tx: Tx,
  shop: ShopId,
  { customerId: customer, productId }: ReviewRow,
  now: Date,
): Promise<void> {
  if (customer === null) return;
  const holderId = (await holdersOfCustomers(tx, shop, [customer])).get(customer);
  if (holderId === undefined) return;
  await lockBooks(tx, shop, [holderId]);
  const [award] = await namedAwards(tx, shop, [{ holderId, key: reviewKey(productId) }]);
  const versions = await programVersions(tx, shop);
  const version = versions.find((one) => one.version === award?.programVersion);
  if (!award || !version) return;
  const { key, kind, ruleId, at } = award;
  const terms = { target: NO_POINTS, pendingDays: 0, said: { undone: true } };
  const beyondLot = version.program.clawback.beyondBalance;
  const target = { holderId, key, kind, ruleId, version, at, beyondLot, ...terms };
  await setAwards(tx, shop, [target], now, versions);
}
