import { customersOfMember } from "../db/member-page-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import {
  adjustPoints,
  type AdjustmentRequest,
  type AdjustmentResult,
} from "./adjust-points.server.ts";

/** Gives or takes points of a member of the shop by the merchant's hand; see `adjustPoints`. */
export async function adjustMember(
  db: Database,
  shop: ShopId,
  holder: HolderId,
  request: Omit<AdjustmentRequest, "shop" | "customerId"> & { readonly points: Points },
  now: Date,
): Promise<AdjustmentResult> {
  const [customerId] = await customersOfMember(queryable(db.pool), shop, holder);
  if (customerId === undefined) return { kind: "unknown_member" };
  return adjustPoints(db, { shop, customerId, ...request }, now);
}
