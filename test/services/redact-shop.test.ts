import { afterEach, beforeEach, expect, it } from "vitest";
import { TABLES_OF_A_SHOP } from "../../app/db/redact-shop-queries.server.ts";
import { inTransaction, type Tx } from "../../app/db/transaction.server.ts";
import { customerId } from "../../app/domain/ids.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { claimGuestOrders } from "../../app/services/claim-guest-orders.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { redactShop } from "../../app/services/redact-shop.server.ts";
import { insertDeliveries, orderDelivery, workerOn } from "../support/deliveries.ts";
import { day } from "../support/order-examples.ts";
import { withClient } from "../support/postgres.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const ANNA = "7000000000001";
const BORIS = "7000000000002";

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.install(OTHER_SHOP, day(0));
  await shop.order(SHOP, "1", { customerId: customerId(ANNA) }, day(2));
});
afterEach(() => shop.close());

/** The tables that still have rows of the shop. */
async function tablesLeft(): Promise<string[]> {
  const left: string[] = [];
  for (const table of TABLES_OF_A_SHOP) {
    const rows = await shop.sql.query(`SELECT 1 FROM ${table} WHERE shop = $1 LIMIT 1`, [SHOP]);
    if (rows.length > 0) left.push(table);
  }
  return left;
}

/** Comes back once a connection to this database waits for another's lock. */
const somebodyWaits = () =>
  withClient(shop.url, async (owner) => {
    const waiting = `SELECT 1 FROM pg_stat_activity
                      WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    for (let tries = 0; tries < 2_000; tries += 1)
      if ((await owner.query(waiting)).rowCount) return;
    throw new Error("nobody waits");
  });

const erase = () => inTransaction(shop.db, (tx) => redactShop(tx, SHOP, day(9)));

it("waits for the batch that is being posted, and leaves nothing of it", async () => {
  await insertDeliveries(shop.db, [
    orderDelivery(SHOP, "1", ANNA, 200_000n, day(3), { updatedAt: day(3) }),
    orderDelivery(SHOP, "2", BORIS, 100_000n, day(3)),
    { ...orderDelivery(SHOP, "3", BORIS, 100_000n, day(3)), topic: "stop", facts: null },
  ]);
  let erased: Promise<unknown> | undefined;
  // The batch has posted its orders when it comes to what is not an order.
  const handleTopic = async () => {
    erased ??= erase();
    await somebodyWaits();
    return null;
  };
  const worker = workerOn(shop.db, { handleTopic });
  expect(await worker.work(day(3))).toBe(3);
  expect(worker.failures).toEqual([]);
  await erased;
  expect(await tablesLeft()).toEqual([]);
});

const adjustment = { points: 5n, reason: "a gift", key: "gift", actor: "test" };

it.each<[string, () => Promise<unknown>]>([
  ["an order", () => shop.order(SHOP, "2", { customerId: customerId(BORIS) }, day(9))],
  [
    "an adjustment",
    () =>
      adjustPoints(shop.db, { shop: SHOP, customerId: customerId(ANNA), ...adjustment }, day(9)),
  ],
  [
    "a login",
    () =>
      claimGuestOrders(
        shop.db,
        { shop: SHOP, customerId: customerId(BORIS), emailHash: null },
        day(9),
      ),
  ],
  ["the maturing of its points", () => maturePoints(shop.db, SHOP, day(30))],
])("lets %s that meets it leave nothing behind", async (_, write) => {
  let written: Promise<unknown> | undefined;
  await inTransaction(shop.db, async (tx: Tx) => {
    await redactShop(tx, SHOP, day(9));
    written = write().catch((error: unknown) => error);
    await somebodyWaits();
  });
  expect(String(await written)).not.toMatch(/constraint/);
  expect(await tablesLeft()).toEqual([]);
  expect(await shop.difference()).toBeNull();
});
