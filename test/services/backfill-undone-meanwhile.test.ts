import { afterEach, beforeEach, expect, it } from "vitest";
import { customerId, orderId } from "../../app/domain/ids.ts";
import type { OrderFacts } from "../../app/domain/order/order.ts";
import { runBackfill } from "../../app/services/backfill/run-backfill.server.ts";
import { undoBackfill } from "../../app/services/backfill/undo-backfill.server.ts";
import type { ShopReader } from "../../app/services/shop-reader.ts";
import { day, line, orderFacts } from "../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const ANNA = customerId("7000000000001");

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(10));
});
afterEach(() => shop.close());

const bought = (id: number): OrderFacts =>
  orderFacts([line("1", 100_000n)], {
    orderId: orderId(String(id)),
    customerId: ANNA,
    source: "admin",
    processedAt: day(5),
    updatedAt: new Date(day(5).getTime() + id),
    paidAt: day(5),
  });

it("a back-fill that is undone while it runs brings in no more orders", async () => {
  const orders = Array.from({ length: 500 }, (_, place) => bought(place + 1));
  const isUndone = Promise.withResolvers<undefined>();
  const reader = {
    async ordersUpdatedSince(_since: Date, after: string | null) {
      if (after === null) return { orders: orders.slice(0, 250), unreadable: [], next: "2" };
      await isUndone.promise;
      return { orders: orders.slice(250), unreadable: [], next: null };
    },
  } as unknown as ShopReader;
  const undo = async () => {
    const [row] = await shop.sql.query<{ id: string }>("SELECT backfill_id AS id FROM backfills");
    const outcome = await undoBackfill(shop.db, SHOP, row?.id ?? "", day(20));
    expect(outcome).toMatchObject({ kind: "undone", orders: 250, taken: 2_500n });
    isUndone.resolve(undefined);
  };

  const read = { db: shop.db, reader, shop: SHOP, since: day(0), programVersion: 1 };
  const afterFirstPage = () => {
    undo().catch(isUndone.reject);
  };
  const running = runBackfill(read, () => day(20), {}, afterFirstPage);
  await expect(running).rejects.toThrow("undone meanwhile");
  expect(await shop.points(SHOP, ANNA)).toBe(0n);
  expect(await shop.difference()).toBeNull();
});
