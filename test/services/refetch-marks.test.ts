import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { orderId } from "../../app/domain/ids.ts";
import type { OrderEvent, OrderFacts } from "../../app/domain/order/order.ts";
import { accrueOrders, type AccrueOptions } from "../../app/services/accrue-orders.server.ts";
import { amountRefund, day, line, orderFacts } from "../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const ID = orderId("1");

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(() => shop.close());

const told = (totalMinor: bigint, other: Partial<OrderFacts> = {}): OrderEvent => ({
  kind: "state",
  facts: orderFacts([line("1", totalMinor)], { orderId: ID, ...other }),
});
const edited: OrderEvent = { kind: "edited", orderId: ID };
const hear = (now: Date, events: OrderEvent[], options: AccrueOptions = {}) =>
  accrueOrders(shop.db, SHOP, events, now, options);
/** The Admin API's answer, asked for on one day and applied on another. */
const answer = (asked: Date, applied: Date, updatedAt: Date, totalMinor = 100_000n) =>
  hear(applied, [told(totalMinor, { source: "admin", updatedAt })], { fetchStartedAt: asked });

const mark = async () => {
  const [row] = await shop.sql.query<{ refetch_reason: string | null; refetch_since: Date | null }>(
    "SELECT refetch_reason, refetch_since FROM orders",
  );
  return row?.refetch_since ? [row.refetch_reason, row.refetch_since] : null;
};

describe("an order is marked to be read again", () => {
  it.each<[string, OrderEvent[]]>([
    ["edited", [told(100_000n), edited]],
    ["unknown_order", [{ kind: "refund", orderId: ID, refund: amountRefund("5", 1_000n) }]],
    ["conflicting_state", [told(100_000n), told(200_000n)]],
    [
      "conflicting_refund",
      [
        told(100_000n),
        { kind: "refund", orderId: ID, refund: amountRefund("5", 1_000n) },
        { kind: "refund", orderId: ID, refund: amountRefund("5", 2_000n) },
      ],
    ],
  ])("as %s", async (reason, events) => {
    const { marked } = await hear(day(3), events);
    expect(marked).toEqual([ID]);
    expect(await mark()).toEqual([reason, day(3)]);
  });

  it("and whoever reads it is told within the transaction, of every mark", async () => {
    const heard: string[] = [];
    const onMarked: AccrueOptions["onMarked"] = async (tx, of, orders) => {
      const rows = await tx.query("SELECT 1 FROM orders WHERE refetch_since IS NOT NULL");
      heard.push(`${rows.length} at ${of}: ${orders.join()}`);
    };
    await hear(day(3), [told(100_000n)], { onMarked });
    await hear(day(3), [edited], { onMarked });
    expect(heard).toEqual([`1 at ${SHOP}: ${ID}`]);
  });
});

describe("an order that the Admin API did not know", () => {
  const POINTS = "7000000000001";
  const notKnown = (asked: Date) =>
    hear(asked, [{ kind: "deleted", orderId: ID, at: asked, source: "admin" }], {
      fetchStartedAt: asked,
    });

  it("has its points again once the Admin API shows it, asked later", async () => {
    await hear(day(3), [told(100_000n)]);
    await notKnown(day(4));
    expect(await shop.points(SHOP, POINTS)).toBe(0n);
    await answer(day(3), day(5), day(3));
    expect(await shop.points(SHOP, POINTS)).toBe(0n);
    await answer(day(6), day(6), day(3));
    expect(await shop.points(SHOP, POINTS)).toBe(10n);
    expect(await shop.difference()).toBeNull();
  });

  it("is asked about again when a webhook tells of it", async () => {
    await hear(day(3), [told(100_000n)]);
    await notKnown(day(4));
    const { marked } = await hear(day(5), [told(100_000n, { updatedAt: day(5) })]);
    expect(marked).toEqual([ID]);
    expect(await mark()).toEqual(["missing", day(5)]);
    expect(await shop.points(SHOP, POINTS)).toBe(0n);
    await answer(day(6), day(6), day(5));
    expect(await mark()).toBeNull();
    expect(await shop.points(SHOP, POINTS)).toBe(10n);
  });
});

describe("a mark", () => {
  it("outlives webhooks, which may have been sent before what is in doubt", async () => {
    await hear(day(3), [told(100_000n), edited]);
    const { marked } = await hear(day(4), [told(120_000n, { updatedAt: day(4) })]);
    expect(marked).toEqual([]);
    expect(await mark()).toEqual(["edited", day(3)]);
  });

  it("goes with an answer that was asked for after it", async () => {
    await hear(day(3), [told(100_000n), edited]);
    await answer(day(4), day(5), day(3), 150_000n);
    expect(await mark()).toBeNull();
    expect(await shop.points(SHOP, "7000000000001")).toBe(15n);
  });

  it("stays when the answer was asked for before it, although the answer is posted", async () => {
    await hear(day(3), [told(100_000n)]);
    await hear(day(5), [edited]);
    await answer(day(4), day(6), day(4), 150_000n);
    expect(await mark()).toEqual(["edited", day(5)]);
    expect(await shop.points(SHOP, "7000000000001")).toBe(15n);
  });

  it("goes with an answer older than a webhook that has come meanwhile, and the webhook stands", async () => {
    await hear(day(3), [told(100_000n), edited]);
    await hear(day(6), [told(200_000n, { updatedAt: day(6) })]);
    await answer(day(4), day(7), day(4), 150_000n);
    expect(await mark()).toBeNull();
    expect(await shop.points(SHOP, "7000000000001")).toBe(20n);
  });

  it("is renewed while what is in doubt is told again, so that an answer on its way is not believed", async () => {
    await hear(day(3), [told(100_000n), edited]);
    await hear(day(5), [edited]);
    expect(await mark()).toEqual(["edited", day(5)]);
  });

  it("goes when the order is deleted: there is nothing to be read", async () => {
    await hear(day(3), [told(100_000n), edited]);
    await hear(day(4), [{ kind: "deleted", orderId: ID, at: day(4), source: "webhook" }]);
    expect(await mark()).toBeNull();
    expect(await shop.points(SHOP, "7000000000001")).toBe(0n);
  });
});
