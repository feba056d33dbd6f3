import {
  adoptOrders,
  backfilledOrders,
  type BackfilledOrder,
} from "../../db/backfill-queries.server.ts";
import { programVersions } from "../../db/program-queries.server.ts";
import { saveSurroundings } from "../../db/waiting-order-queries.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { ShopId } from "../../domain/ids.ts";
import { groupByOrder } from "../accrual/hear-events.ts";
import { lockOwnersFirst } from "../accrual/lock-owners.server.ts";
import { accrueOrdersIn, type AccrueHooks } from "../accrue-orders.server.ts";
import type { BackfillPage } from "./read-pages.server.ts";

/**
 * Brings a page's orders in and posts what they earn. Orders that were known, and judged, before
 * take the same road and find nothing new.
 * @returns the orders that it has brought in, with what they earn
 */
export async function bringOrders(
  tx: Tx,
  shop: ShopId,
  backfillId: string,
  programVersion: number | null,
  page: BackfillPage,
  now: Date,
  hooks: AccrueHooks = {},
): Promise<BackfilledOrder[]> {
  const ids = page.orders.map(({ orderId }) => orderId);
  const events = page.orders.map((facts) => ({ kind: "state" as const, facts }));
  await lockOwnersFirst(tx, shop, groupByOrder(events), await programVersions(tx, shop), now);
  const adopted = await adoptOrders(tx, shop, backfillId, programVersion, ids);
  const isAdopted = new Set(adopted);
  const frozen = [...page.surroundings].filter(([order]) => isAdopted.has(order));
  await saveSurroundings(tx, shop, new Map(frozen));
  await accrueOrdersIn(tx, shop, events, now, { ...hooks, fetchStartedAt: now });
  return backfilledOrders(tx, shop, adopted);
}
