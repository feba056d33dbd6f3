import { beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { customerId, holdId, orderId } from "../../app/domain/ids.ts";
import { points } from "../../app/domain/points.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { backfillOrders } from "../../app/services/backfill-orders.server.ts";
import { reconcileOrders } from "../../app/services/reconcile-orders.server.ts";
import { refetchMarkedOrders } from "../../app/services/refetch-orders.server.ts";
import { reservePoints } from "../../app/services/reserve-points.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { parseBody } from "../../app/shopify/payloads/parse-body.ts";
import { orderFromPayload } from "../../app/shopify/payloads/order.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const INSTALLED = new Date("2026-11-01T12:00:00Z");
const NOW = new Date();

const store = useRunningDevStore();
const shop = useShopOnDevStore(store, INSTALLED);

const made = z.object({ admin_graphql_api_id: z.string() });
const idOf = (of: z.output<typeof made>) => of.admin_graphql_api_id.split("/").at(-1) ?? "";
const orderOf = (answer: unknown) => z.object({ order: z.looseObject(made.shape) }).parse(answer);

let anna = "";
let hold: { id: string; code: string };
/** Anna has 1,000 points, of which 500 are held for a checkout; no webhook arrives. */
beforeEach(async () => {
  await store.control("PUT", "/faults", { lose: 1 });
  const { db } = shop.database;
  const answer = await store.control("POST", "/customers", {});
  anna = idOf(z.object({ customer: made }).parse(answer).customer);
  const customer = customerId(anna);
  const gift = { shop: shop.shop, customerId: customer, reason: "gift", actor: "test" };
  const first = { orderId: orderId("1"), customerId: customer, processedAt: NOW, paidAt: NOW };
  await shop.database.order(shop.shop, first.orderId, { ...first, totalMinor: 1n }, NOW);
  await adjustPoints(db, { ...gift, points: 1000n, key: `gift/${anna}` }, NOW);
  const request = { shop: shop.shop, customerId: customer, points: points(500n) };
  const reserved = await reservePoints(db, request, NOW);
  if (reserved.kind !== "reserved") throw new Error(reserved.kind);
  hold = { id: reserved.hold.holdId, code: reserved.hold.code };
});

const buy = async (paid: object) => {
  const answer = await store.control("POST", "/orders", {
    customer_id: anna,
    line_items: [{ title: "Brake disc", price: "1000", quantity: 2 }],
    paid_with_points: { hold: hold.id, amount: "400", title: `Points · ${hold.code}`, ...paid },
  });
  return idOf(orderOf(answer).order);
};
const balance = async () => {
  const member = await viewMember(shop.database.db, shop.shop, customerId(anna));
  return member && [member.available, member.held, member.owed];
};
const reader = () => shop.context.readerOf(shop.shop);
const reconcile = () => reconcileOrders(shop.database.db, reader(), shop.shop, new Date());

describe("an order in the dev store that was paid with points", () => {
  it.each([
    ["the metafield, the message", { named_by: "metafield" }],
    ["the attribute, the discount's title", { named_by: "attribute", title: "Kopilka points" }],
  ])("takes its hold though no webhook comes: %s", async (_, paid) => {
    await buy(paid);
    await reconcile();
    await reconcile();
    expect(await balance()).toEqual([600n, 0n, 0n]);
    expect(await shop.database.difference()).toBeNull();
  });

  it("takes it in a back-fill", async () => {
    await buy({});
    await backfillOrders(shop.database.db, reader(), shop.shop, INSTALLED, new Date());
    expect(await balance()).toEqual([600n, 0n, 0n]);
  });

  it("takes it by its webhook, and gives back what a refund returns", async () => {
    const id = await buy({});
    const hear = async () => {
      const { order } = orderOf(await store.control("GET", `/orders/${id}`));
      const parsed = parseBody(JSON.stringify(order));
      const reading = orderFromPayload(parsed.kind === "ok" ? parsed.body : null, () => "");
      if (reading.kind !== "ok") throw new Error(reading.message);
      await accrueOrders(shop.database.db, shop.shop, [reading.value], new Date());
      return order;
    };
    const order = await hear();
    expect(await balance()).toEqual([600n, 0n, 0n]);
    const [line] = z.array(z.object({ id: z.unknown() })).parse(order["line_items"]);
    const refunded = [{ line_item_id: line?.id, quantity: 1 }];
    await store.control("POST", `/orders/${id}/refunds`, { refund_line_items: refunded });
    await hear();
    expect(await balance()).toEqual([800n, 0n, 0n]);
    await store.control("POST", `/orders/${id}/cancel`, { refund: true });
    await reconcile();
    expect(await balance()).toEqual([1000n, 0n, 0n]);
    expect(await shop.database.difference()).toBeNull();
  });

  it("is asked about when a webhook shows no discount of its hold, and decided then", async () => {
    const id = await buy({ title: `Points · ${hold.code}` });
    const told = await reader().order(orderId(id));
    if (!told) throw new Error("the order is there");
    const facts = { ...told, source: "webhook" as const, automaticDiscounts: [] };
    const { marked } = await accrueOrders(
      shop.database.db,
      shop.shop,
      [{ kind: "state", facts }],
      NOW,
    );
    expect([marked, await balance()]).toEqual([[id], [500n, 500n, 0n]]);
    const { db } = shop.database;
    expect(await refetchMarkedOrders(db, shop.context.readerOf, shop.shop, new Date())).toEqual({
      settled: 1,
    });
    expect(await balance()).toEqual([600n, 0n, 0n]);
  });

  it("is left to the merchant where the Admin API shows none either", async () => {
    const id = await buy({ title: "Another discount" });
    await reconcile();
    expect(
      await shop.database.sql.query("SELECT hold_id, capture FROM orders WHERE order_id = $1", [
        id,
      ]),
    ).toEqual([{ hold_id: holdId(hold.id), capture: "unmatched" }]);
    expect(await balance()).toEqual([500n, 500n, 0n]);
  });
});
