import { lockOrders } from "../db/order-queries.server.ts";
import { cachedProducts, saveProducts } from "../db/product-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { saveSurroundings, waitingOrders } from "../db/waiting-order-queries.server.ts";
import { needsOf, type ProductFacts } from "../domain/order/context.ts";
import { freeze, NOTHING_FROZEN, type FrozenSurroundings } from "../domain/order/surroundings.ts";
import { versionOfOrder, type Backfilled } from "../domain/order/version-of-order.ts";
import { tagsAskedAbout } from "../domain/program/customer-tags.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import type { CustomerId, OrderId, ShopId } from "../domain/ids.ts";
import { lockOwnersFirst } from "./accrual/lock-owners.server.ts";
import { accrueOrdersIn, type AccrueHooks } from "./accrue-orders.server.ts";
import { knownSince, missingOf, type SurroundingsWanted } from "./load-surroundings.server.ts";
import type { ShopReader } from "./shop-reader.ts";

export interface SurroundingsFetched {
  /** Orders that waited and were looked at. */
  readonly orders: number;
  /** Products and customers that Shopify was asked for. */
  readonly products: number;
  readonly customers: number;
  readonly transfers: number;
}

/** Orders in one transaction: their customers fit into one call. */
const ORDERS_AT_ONCE = 250;

/**
 * Asks Shopify for what orders wait for, many at once, freezes it with them and accrues them
 * again. What was read is frozen even where a webhook tells of a change meanwhile: it is what
 * Shopify said when the order was first looked at, and no order waits for calm.
 * @param now before anything is asked
 */
export async function fetchSurroundings(
  db: Database,
  reader: ShopReader,
  shop: ShopId,
  now: Date,
  options: AccrueHooks = {},
): Promise<SurroundingsFetched> {
  const done = { orders: 0, products: 0, customers: 0, transfers: 0 };
  let after: OrderId | null = null;
  for (;;) {
    const orders = await waitingOrders(queryable(db.pool), shop, after, ORDERS_AT_ONCE);
    const last = orders.at(-1);
    if (last === undefined) return done;
    after = last.state.orderId;
    const versions = await programVersions(queryable(db.pool), shop);
    const read = await readSurroundings(db, reader, shop, wantedOf(orders, versions), now);
    const ids = orders.map(({ state }) => state.orderId);
    done.orders += ids.length;
    done.products += read.asked.products;
    done.customers += read.asked.customers;
    done.transfers += await freezeAndAccrue(db, shop, ids, read, now, options);
  }
}

/** What Shopify says around orders, and how much of it it had to be asked for. */
export interface SurroundingsRead {
  readonly products: ReadonlyMap<string, ProductFacts>;
  readonly customerTags: ReadonlyMap<CustomerId, readonly string[]>;
  readonly asked: { readonly products: number; readonly customers: number };
}

/**
 * What orders lack of their surroundings: from what is known of products, and the rest from
 * Shopify, whose word on products is kept. The orders need not be stored.
 * @param now before anything is asked
 */
export async function readSurroundings(
  db: Database,
  reader: ShopReader,
  shop: ShopId,
  wanted: readonly SurroundingsWanted[],
  now: Date,
): Promise<SurroundingsRead> {
  const lacking = wanted.map((one) => ({ one, missing: missingOf(one) }));
  const products = unique(lacking.flatMap(({ missing }) => missing.products));
  const buyers = unique(
    lacking.flatMap(({ one, missing }) => (missing.customerTags ? (buyerOf(one) ?? []) : [])),
  );
  const known = await cachedProducts(queryable(db.pool), shop, products, knownSince(now));
  const unknown = products.filter((id) => !known.has(id));
  const told = unknown.length === 0 ? new Map() : await reader.products(unknown);
  const customerTags = buyers.length === 0 ? new Map() : await reader.customerTags(buyers);
  if (unknown.length > 0) await inShop(db, shop, (tx) => saveProducts(tx, shop, told, now));
  // What is gone by now is known as it was.
  const gone = unknown.filter((id) => told.get(id) === null);
  const kept = await cachedProducts(queryable(db.pool), shop, gone, knownSince(now));
  const present = [...told].flatMap(([id, facts]) =>
    facts === null ? [] : [[id, facts] as const],
  );
  return {
    products: new Map([...known, ...kept, ...present]),
    customerTags,
    asked: { products: unknown.length, customers: buyers.length },
  };
}

/** Freezes what was read with the orders as they are by now. What they lack beyond it they go on waiting for. */
function freezeAndAccrue(
  db: Database,
  shop: ShopId,
  ids: readonly OrderId[],
  read: SurroundingsRead,
  now: Date,
  options: AccrueHooks,
): Promise<number> {
  return inShop(db, shop, async (tx) => {
    const versions = await programVersions(tx, shop);
    await lockOwnersFirst(tx, shop, new Map(ids.map((id) => [id, []])), versions, now);
    const orders = await lockOrders(tx, shop, ids);
    const frozen = wantedOf([...orders.values()], versions).map(
      (wanted) => [wanted.order.state.orderId, frozenWith(wanted, read)] as const,
    );
    await saveSurroundings(tx, shop, new Map(frozen));
    const { transfers } = await accrueOrdersIn(tx, shop, [], now, { ...options, again: ids });
    return transfers;
  });
}

/**
 * What was frozen of an order before, with what was read now: of the buyer's tags those that the
 * program asks about, and no others.
 */
export function frozenWith(wanted: SurroundingsWanted, read: SurroundingsRead): FrozenSurroundings {
  const buyer = buyerOf(wanted);
  const told = (buyer !== null && read.customerTags.get(buyer)) || null;
  const tags = told && wanted.program ? tagsAskedAbout(told, wanted.program) : told;
  const before = wanted.order.surroundings ?? NOTHING_FROZEN;
  return freeze(before, missingOf(wanted), read.products, tags);
}

/** The orders with what the program that judges each asks; none of an order that no program judges. */
function wantedOf(
  orders: readonly (SurroundingsWanted["order"] & Backfilled)[],
  versions: readonly ProgramVersion[],
): SurroundingsWanted[] {
  return orders.flatMap((order) => {
    const { facts } = order.state;
    const version = facts && versionOfOrder(order, facts.processedAt, versions);
    if (!version) return [];
    const { program } = version;
    return [{ order, needs: needsOf(program), program }];
  });
}

const buyerOf = ({ order }: SurroundingsWanted): CustomerId | null =>
  order.state.facts?.customerId ?? order.claimedBy;

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
