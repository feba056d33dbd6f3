import { importedAmong } from "../../db/backfill-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { programVersions } from "../../db/program-queries.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import { needsOf } from "../../domain/order/context.ts";
import { applyOrderEvents } from "../../domain/order/merge.ts";
import type { OrderFacts } from "../../domain/order/order.ts";
import type { FrozenSurroundings } from "../../domain/order/surroundings.ts";
import { versionOfOrder } from "../../domain/order/version-of-order.ts";
import type { OrderId, ShopId } from "../../domain/ids.ts";
import { frozenWith, readSurroundings } from "../fetch-surroundings.server.ts";
import type { SurroundingsWanted } from "../load-surroundings.server.ts";
import type { OrderPage, ShopReader } from "../shop-reader.ts";

/** What a back-fill reads. */
export interface BackfillRead {
  readonly db: Database;
  readonly reader: ShopReader;
  readonly shop: ShopId;
  /** Orders placed from here on. */
  readonly since: Date;
  /** What orders from before the first version are evaluated under; null: they earn nothing. */
  readonly programVersion: number | null;
}

/** Orders of one transaction. */
export interface BackfillPage {
  readonly orders: readonly OrderFacts[];
  readonly unreadable: readonly OrderId[];
  /** Orders that an import's history has brought already. */
  readonly imported: number;
  /** The latest change among them. */
  readonly seenTo: Date | null;
  /** What Shopify says around them, as far as a program asks for it. */
  readonly surroundings: ReadonlyMap<OrderId, FrozenSurroundings>;
}

/** Orders in one transaction; the Admin API's pages are smaller. */
const BATCH = 250;

/**
 * The orders placed since a day, in the order in which they changed. Those that an import's
 * history has brought are left out: their points came with it.
 * @param from where an earlier run has stopped
 * @param now before anything is asked
 */
export async function* backfillPages(
  read: BackfillRead,
  from: Date,
  now: Date,
): AsyncGenerator<BackfillPage> {
  let batch: { orders: OrderFacts[]; unreadable: OrderId[] } = { orders: [], unreadable: [] };
  let coming: Promise<OrderPage> | null = read.reader.ordersUpdatedSince(from, null);
  while (coming !== null) {
    const page: OrderPage = await coming;
    coming = page.next === null ? null : read.reader.ordersUpdatedSince(from, page.next);
    // Should the batch fail first, the page's own failure has nobody left to tell.
    coming?.catch(() => undefined);
    batch.orders.push(...page.orders);
    batch.unreadable.push(...page.unreadable);
    if (batch.orders.length < BATCH && coming !== null) continue;
    yield await prepared(read, batch, now);
    batch = { orders: [], unreadable: [] };
  }
}

async function prepared(
  read: BackfillRead,
  { orders, unreadable }: Pick<OrderPage, "orders" | "unreadable">,
  now: Date,
): Promise<BackfillPage> {
  const { db, shop, since } = read;
  const placed = orders.filter(({ processedAt }) => processedAt >= since);
  const ids = placed.map(({ orderId }) => orderId);
  const imported = await importedAmong(queryable(db.pool), shop, ids);
  const wanted = placed.filter(({ orderId }) => !imported.has(orderId));
  const seen = orders.map(({ updatedAt }) => updatedAt.getTime());
  return {
    orders: wanted,
    unreadable,
    imported: imported.size,
    seenTo: seen.length === 0 ? null : new Date(Math.max(...seen)),
    surroundings: await surroundingsOf(read, wanted, now),
  };
}

/** Asked outside of the transaction, so that nothing has to wait for a job. */
async function surroundingsOf(
  { db, reader, shop, programVersion }: BackfillRead,
  orders: readonly OrderFacts[],
  now: Date,
): Promise<Map<OrderId, FrozenSurroundings>> {
  const versions = await programVersions(queryable(db.pool), shop);
  const wanted = orders.flatMap((facts): SurroundingsWanted[] => {
    const said = { backfillVersion: programVersion };
    const version = versionOfOrder(said, facts.processedAt, versions);
    if (!version) return [];
    const { program } = version;
    const needs = needsOf(program);
    if (!needs.products && !needs.customerTags) return [];
    const state = applyOrderEvents(null, [{ kind: "state", facts }]);
    return [{ order: { state, claimedBy: null, surroundings: null }, needs, program }];
  });
  if (wanted.length === 0) return new Map();
  const told = await readSurroundings(db, reader, shop, wanted, now);
  return new Map(wanted.map((one) => [one.order.state.orderId, frozenWith(one, told)]));
}
