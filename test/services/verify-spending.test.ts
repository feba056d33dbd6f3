import { afterEach, beforeEach, expect, it } from "vitest";
import { day, refundOf } from "../support/order-examples.ts";
import { ANNA, give, hold, holdOrder, take, told } from "../support/order-with-hold.ts";
import { withClient } from "../support/postgres.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

/** Anna has paid order 7 with 400 points, of which 100 came back; 50 more are held. */
let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.order(SHOP, "1", { customerId: ANNA, totalMinor: 1n }, day(2));
  await give(shop, ANNA, 1000n);
  await take(shop, 1, 500n);
  const refunds = [refundOf("9", [["2", 1, 0n]])];
  await told(shop, [holdOrder("7", { refunds })]);
  await take(shop, 2, 50n);
});
afterEach(() => shop.close());

const tamper = (sql: string) =>
  withClient(shop.url, async (owner) => {
    await owner.query("SET session_replication_role = replica");
    expect((await owner.query(sql)).rowCount).toBe(1);
  });

it("finds nothing where nobody has tampered", async () => {
  expect(await shop.difference()).toBeNull();
});

it.each<[string, string, RegExp]>([
  [
    "points held by no hold",
    `UPDATE holds SET state = 'released' WHERE hold_id = '${hold(2)}'`,
    /has 50 points held where its open holds come to 0/,
  ],
  [
    "a hold that was made larger",
    `UPDATE holds SET points = 60 WHERE hold_id = '${hold(2)}'`,
    /has 50 points held where its open holds come to 60/,
  ],
  [
    "a capture that was made smaller",
    "UPDATE orders SET captured_points = 300 WHERE order_id = '7'",
    /order 7 has 300 points captured and 100 restored where its transfers make 400 and 100/,
  ],
  [
    "points that came back and are not told of",
    "UPDATE orders SET restored_points = 0 WHERE order_id = '7'",
    /order 7 has 400 points captured and 0 restored where its transfers make 400 and 100/,
  ],
  [
    "a hold that another order is said to have taken",
    `UPDATE holds SET order_id = '8' WHERE hold_id = '${hold(1)}'`,
    new RegExp(`hold ${hold(1)} and the order that took it contradict each other`),
  ],
  [
    "goods that came back and whose points did not",
    `UPDATE orders SET refunds = replace(refunds::text, '["2",1,', '["1",3,')::json
      WHERE order_id = '7'`,
    /order 7 has restored 100 where its facts make 300/,
  ],
])("names %s", async (_, sql, difference) => {
  await tamper(sql);
  expect(await shop.difference()).toMatch(difference);
});
