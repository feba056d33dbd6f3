import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { queueAgain } from "../../app/services/queue-again.server.ts";
import {
  deliveriesIn,
  delivery,
  insertDeliveries,
  orderDelivery,
  workerOn,
} from "../support/deliveries.ts";
import { day } from "../support/order-examples.ts";
import { orderPayload } from "../support/order-payload.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const ANNA = "7000000000001";
/** More money, in minor units, than any order's points can be counted for. */
const ABSURD = 10n ** 30n;

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.install(OTHER_SHOP, day(0));
});
afterEach(() => shop.close());

describe("a delivery that cannot be processed", () => {
  const now = day(2);
  const poisoned = async () => {
    await insertDeliveries(shop.db, [
      orderDelivery(SHOP, "1", ANNA, 100_000n, now),
      orderDelivery(SHOP, "2", ANNA, ABSURD, now),
      orderDelivery(SHOP, "3", ANNA, 200_000n, now),
    ]);
    return workerOn(shop.db);
  };

  it("waits alone with its error, while the rest of its batch is posted", async () => {
    const worker = await poisoned();
    await worker.work(now);
    expect(await shop.points(SHOP, ANNA)).toBe(30n);
    const rows = await deliveriesIn(shop.db);
    expect(rows.map((row) => row.state).sort()).toEqual(["done", "done", "queued"]);
    expect(rows.find((row) => row.state === "queued")).toMatchObject({
      attempts: 1,
      last_error: expect.stringContaining("cannot earn") as unknown,
    });
    expect(await shop.difference()).toBeNull();
  });

  it("is tried again after growing pauses, not sooner, and ends dead", async () => {
    const worker = await poisoned();
    const waiting = async () =>
      (await deliveriesIn(shop.db)).find((row) => row.state === "queued")?.due_at;
    const pauses: number[] = [];
    let at = now;
    await worker.work(at);
    for (let next = await waiting(); next; next = await waiting()) {
      expect(await worker.work(new Date(next.getTime() - 1))).toBe(0);
      pauses.push(next.getTime() - at.getTime());
      at = next;
      expect(await worker.work(at)).toBe(1);
    }
    expect(pauses).toHaveLength(9);
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses[0]).toBe(2_000);
    expect(pauses.at(-1)).toBe(3_600_000);
    expect(worker.failures.map(({ final }) => final)).toEqual([
      ...Array<false>(9).fill(false),
      true,
    ]);
    expect((await deliveriesIn(shop.db)).map((row) => row.state).sort()).toEqual([
      "dead",
      "done",
      "done",
    ]);
  });

  it("keeps the worker from nothing that comes later", async () => {
    const worker = await poisoned();
    await worker.work(now);
    await insertDeliveries(shop.db, [orderDelivery(SHOP, "4", ANNA, 50_000n, now)]);
    expect(await worker.work(now)).toBe(1);
    expect(await shop.points(SHOP, ANNA)).toBe(35n);
  });

  it("is tried again alone, and breaks up no batch of others", async () => {
    const worker = await poisoned();
    await worker.work(now);
    const later = day(3);
    const others = ["4", "5", "6"].map((id) => orderDelivery(SHOP, id, ANNA, 100_000n, later));
    await insertDeliveries(shop.db, others);
    expect(await worker.work(later)).toBe(4);
    const transactions = await shop.sql.query<{ orders: bigint }>(
      `SELECT count(*) AS orders FROM orders WHERE order_id IN ('4', '5', '6') GROUP BY xmin::text`,
    );
    expect(transactions).toEqual([{ orders: 3n }]);
    const [queued] = (await deliveriesIn(shop.db)).filter((row) => row.state === "queued");
    expect(queued).toMatchObject({ attempts: 2 });
  });
});

describe("a dead delivery", () => {
  it("is read again from its body when it is queued again, and earns its points", async () => {
    const payload = orderPayload([{ id: 1, price: "700.00" }], {
      id: 11,
      customer: { id: Number(ANNA) },
    });
    await insertDeliveries(shop.db, [
      delivery({
        shop: SHOP,
        topic: "orders/paid",
        receivedAt: day(2),
        orderId: "11",
        body: Buffer.from(JSON.stringify(payload)),
        refusal: "line_items[0].price must be a decimal amount",
      }),
    ]);
    const worker = workerOn(shop.db);
    expect(await worker.work(day(2))).toBe(0);
    const [dead] = await deliveriesIn(shop.db);
    expect(await queueAgain(shop.db, OTHER_SHOP, dead!.delivery_id, day(3))).toBe("not_dead");
    expect(await queueAgain(shop.db, SHOP, dead!.delivery_id, day(3))).toBe("queued");
    expect(await queueAgain(shop.db, SHOP, dead!.delivery_id, day(3))).toBe("not_dead");
    expect(await worker.work(day(3))).toBe(1);
    expect(worker.failures).toEqual([]);
    expect(await shop.points(SHOP, ANNA)).toBe(7n);
    expect(await queueAgain(shop.db, SHOP, dead!.delivery_id, day(3))).toBe("not_dead");
  });

  it("may fail again as often as at first", async () => {
    await insertDeliveries(shop.db, [orderDelivery(SHOP, "1", ANNA, ABSURD, day(2))]);
    const worker = workerOn(shop.db);
    for (let attempt = 1; attempt <= 10; attempt += 1) await worker.work(day(2 + attempt));
    const [dead] = await deliveriesIn(shop.db);
    expect(dead).toMatchObject({ state: "dead", attempts: 10 });
    await queueAgain(shop.db, SHOP, dead!.delivery_id, day(30));
    await worker.work(day(30));
    const [again] = await deliveriesIn(shop.db);
    expect(again).toMatchObject({ state: "queued", attempts: 1 });
  });
});

describe("deliveries of two shops", () => {
  it("never share a transaction", async () => {
    const orders = [1, 2, 3, 4].map((number) =>
      orderDelivery(number % 2 ? SHOP : OTHER_SHOP, String(number), ANNA, 100_000n, day(2)),
    );
    await insertDeliveries(shop.db, orders);
    expect(await workerOn(shop.db).work(day(2))).toBe(4);
    const rows = await shop.sql.query<{ shop: string; transaction: string }>(
      `SELECT DISTINCT shop, xmin::text AS transaction FROM transfers`,
    );
    expect(new Set(rows.map((row) => row.shop))).toEqual(new Set([SHOP, OTHER_SHOP]));
    expect(rows).toHaveLength(2);
    expect(rows[0]?.transaction).not.toBe(rows[1]?.transaction);
  });

  it("do not hold each other up when those of one fail", async () => {
    await insertDeliveries(shop.db, [
      orderDelivery(SHOP, "1", ANNA, ABSURD, day(2)),
      orderDelivery(OTHER_SHOP, "1", ANNA, 100_000n, day(2)),
    ]);
    await workerOn(shop.db).work(day(2));
    expect(await shop.points(OTHER_SHOP, ANNA)).toBe(10n);
    expect(await shop.points(SHOP, ANNA)).toBeNull();
  });
});
