import "@shopify/shopify-api/adapters/node";

import { RequestedTokenType, shopifyApi } from "@shopify/shopify-api";
import { pino } from "pino";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";

import { orderId, shopId } from "../../app/domain/ids.ts";
import { linesAsEdited } from "../../app/domain/order/edited-lines.ts";
import { applyOrderEvents } from "../../app/domain/order/merge.ts";
import type { OrderFacts } from "../../app/domain/order/order.ts";
import { adminClients } from "../../app/shopify/admin-client.server.ts";
import { API_VERSION } from "../../app/shopify/api-version.ts";
import { useDevStore } from "../../app/shopify/dev-store-address.server.ts";
import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import { shopReader } from "../../app/shopify/orders/shop-reader.server.ts";
import { orderFromPayload } from "../../app/shopify/payloads/order.ts";
import { shopifyFetch } from "../../app/shopify/shopify-fetch.server.ts";
import { API_KEY, API_SECRET, SHOP, startDevStore } from "./dev-store.ts";
import type { DevStore } from "./dev-store.ts";

const hashEmail = emailHasher("a key of at least thirty-two characters");
const unreadable: string[] = [];
/** What happens at Shopify right before it answers. */
let beforeCall: (query: string) => Promise<unknown> = () => Promise.resolve();
let store: DevStore;
let reader: ReturnType<typeof shopReader>;

beforeAll(async () => {
  store = await startDevStore();
  useDevStore(store.url);
  const api = shopifyApi({
    apiKey: API_KEY,
    apiSecretKey: API_SECRET,
    apiVersion: API_VERSION,
    hostName: "127.0.0.1",
    isEmbeddedApp: true,
  });
  const { session } = await api.auth.tokenExchange({
    shop: SHOP,
    sessionToken: await store.sessionToken(),
    requestedTokenType: RequestedTokenType.OfflineAccessToken,
    expiring: true,
  });
  const admin = adminClients({
    sessions: { of: () => Promise.resolve({ kind: "ok", accessToken: session.accessToken ?? "" }) },
    fetch: async (...call) => {
      const body = call[1]?.body;
      if (typeof body === "string") await beforeCall(body);
      return shopifyFetch(store.url)(...call);
    },
    log: pino({ level: "silent" }),
    retries: 20,
    firstPauseMs: 1,
  })(shopId(SHOP));
  reader = shopReader({
    admin,
    hashEmail,
    onUnreadable: (order, field, message) => unreadable.push(`${order} ${field} ${message}`),
  });
});
afterAll(() => store.stop());
beforeEach(() => store.control("PUT", "/faults", { lose: 1 }));

const answered = z.object({ order: z.looseObject({ id: z.union([z.string(), z.number()]) }) });
type Payload = z.infer<typeof answered>["order"];

const post = async (path: string, body: object): Promise<Payload> =>
  answered.parse(await store.control("POST", path, body)).order;
const create = (order: object) => post("/orders", order);

/** What the two ways of reading say of the same order, less where they differ by nature. */
async function bothWays(id: string | number): Promise<[OrderFacts, OrderFacts]> {
  const payload = answered.parse(await store.control("GET", `/orders/${id}`)).order;
  const webhook = orderFromPayload(payload, hashEmail);
  if (webhook.kind !== "ok" || webhook.value.kind !== "state")
    throw new Error(JSON.stringify(webhook));
  const admin = await reader.order(orderId(String(id)));
  if (admin === null) throw new Error("The Admin API does not know the order");
  expect(admin.source).toBe("admin");
  expect(admin.paidAt === null).toBe(webhook.value.facts.paidAt === null);
  const { facts } = webhook.value;
  return [{ ...admin, source: "webhook", paidAt: facts.paidAt }, facts];
}

const two = {
  line_items: [
    { title: "Фильтр", price: "500.00", quantity: 3, product_id: null },
    { title: "Масло", price: "1250.50" },
  ],
};
const lineOf = (order: Payload, index: number) =>
  z.array(z.object({ id: z.unknown() })).parse(order["line_items"])[index]?.id;
const refund = (order: Payload, body: object) => post(`/orders/${order.id}/refunds`, body);
const edit = (order: Payload, body: object) => post(`/orders/${order.id}/edit`, body);

describe("an order reads the same from a webhook and from the Admin API", () => {
  it.each([
    ["paid", two],
    ["not paid yet", { ...two, financial_status: "pending" }],
    ["a test", { ...two, test: true, source_name: "pos" }],
    ["a guest's", { ...two, customer: null, email: "Anna@Example.com" }],
    ["prices without tax", { ...two, taxes_included: false }],
    ["in the buyer's currency", { ...two, presentment_currency: "EUR", presentment_rate: 0.01 }],
    [
      "with shipping",
      { ...two, shipping_lines: [{ price: "300.00", discounted_price: "200.00" }] },
    ],
    [
      "discounted",
      {
        ...two,
        discount_applications: [
          { type: "automatic", title: "Осень", value: "10.0", value_type: "percentage" },
        ],
        line_items: [
          {
            title: "Фильтр",
            price: "500.00",
            quantity: 3,
            discount_allocations: [{ amount: "150.00" }],
          },
        ],
      },
    ],
    [
      "paid with points",
      {
        note_attributes: [{ name: "_kopilka_hold", value: "0199f9a0-0000-7000-8000-000000000001" }],
        discount_applications: [
          { type: "automatic", title: "Осень", value: "10.0", value_type: "percentage" },
          { type: "automatic", title: "Баллы · K7F3Q2", value: "51.0", value_type: "fixed_amount" },
        ],
        line_items: [
          {
            title: "Фильтр",
            price: "500.00",
            quantity: 3,
            discount_allocations: [
              { amount: "150.00", discount_application_index: 0 },
              { amount: "34.00", discount_application_index: 1 },
            ],
          },
          {
            title: "Масло",
            price: "250.00",
            discount_allocations: [{ amount: "17.00", discount_application_index: 1 }],
          },
        ],
      },
    ],
    ["a company's", { ...two, company: { id: 51, location_id: 52 } }],
    ["of named vendors", { line_items: [{ title: "Фильтр", price: "500.00", vendor: "Mann" }] }],
    [
      "discounted by a code and by a sale",
      {
        ...two,
        discount_codes: [{ code: "SEZON10", amount: "10.0", type: "percentage" }],
        discount_applications: [{ type: "automatic", title: "Осень", value: "10.0" }],
        shipping_lines: [{ price: "300.00" }],
        taxes_included: false,
      },
    ],
    ["a completed draft's", { ...two, source_name: "shopify_draft_order" }],
    [
      "gift card and tip",
      {
        line_items: [
          { title: "Подарочная карта", price: "1000.00", gift_card: true },
          { title: "Tip", price: "100.00", tip_payment_gateway: "bogus", requires_shipping: false },
          {
            title: "Чаевые",
            price: "50.00",
            tip_payment_gateway: "bogus",
            requires_shipping: false,
          },
        ],
      },
    ],
  ])("%s", async (_name, input) => {
    const [admin, webhook] = await bothWays((await create(input)).id);
    expect(admin).toEqual(webhook);
  });

  it("refunded in part, with less and with more paid than the lines come to", async () => {
    const order = await create({ ...two, shipping_lines: [{ price: "300.00" }] });
    const items = (quantity: number) => [{ line_item_id: lineOf(order, 0), quantity }];
    await refund(order, { refund_line_items: items(1) });
    await refund(order, {
      refund_line_items: items(1),
      amount: "450.00",
      shipping: { amount: "100.00" },
    });
    await refund(order, { amount: "70.00" });
    const [admin, webhook] = await bothWays(order.id);
    expect(admin).toEqual(webhook);
    expect(admin.refunds.map((one) => one.discrepancyMinor)).toEqual([0n, 15_000n, -7_000n]);
    expect(admin.lines[0]?.removed).toBe(0);
  });

  it.each([true, false])(
    "edited, refunded, and edited again; removals listed: %s",
    async (listed) => {
      await store.control("PUT", "/faults", { lose: 1, edit_lists_removals: listed });
      const order = await create(two);
      const id = lineOf(order, 0);
      await edit(order, {
        lines: [{ line_item_id: id, quantity: 2 }],
        add: [{ title: "Щётки", price: "90.00" }],
      });
      await refund(order, { refund_line_items: [{ line_item_id: id, quantity: 1 }] });
      await edit(order, {
        lines: [
          { line_item_id: id, quantity: 0 },
          { line_item_id: lineOf(order, 1), quantity: 0 },
        ],
      });
      const [admin, webhook] = await bothWays(order.id);
      expect(admin).toEqual(webhook);
      expect(admin.lines.map((line) => line.removed)).toEqual(listed ? [0, 0, 0] : [2, 1, 0]);
      const state = applyOrderEvents(null, [{ kind: "state", facts: admin }]);
      if (state.facts === null) throw new Error("facts have been applied");
      const edited = linesAsEdited({ ...state, facts: state.facts });
      expect(edited.map((line) => line.removed)).toEqual([2, 1, 0]);
      expect(admin.refunds.filter((one) => !one.isEdit)).toHaveLength(1);
    },
  );

  it("sent in two parcels, and told of as sent with the second", async () => {
    const order = await create(two);
    const at = (hour: number) => `2030-02-01T1${String(hour)}:00:00Z`;
    const first = { line_items: [{ id: lineOf(order, 0) }], at: at(0) };
    await post(`/orders/${order.id}/fulfil`, first);
    expect((await bothWays(order.id)).map((one) => one.fulfilledAt)).toEqual([null, null]);
    await post(`/orders/${order.id}/fulfil`, { at: at(5) });
    const [admin, webhook] = await bothWays(order.id);
    expect(admin).toEqual(webhook);
    expect(admin.fulfilledAt).toEqual(new Date(at(5)));
  });

  it("refunded to store credit: a refund of those lines like any other", async () => {
    const order = await create(two);
    const items = [{ line_item_id: lineOf(order, 0), quantity: 2 }];
    const back = await refund(order, { refund_line_items: items, to: "store_credit" });
    expect(JSON.stringify(back["refunds"])).toContain("shopify_store_credit");
    const [admin, webhook] = await bothWays(order.id);
    expect(admin).toEqual(webhook);
    const told = { isEdit: false, discrepancyMinor: 0n, paidMinor: 100_000n };
    expect(admin.refunds).toMatchObject([{ ...told, lines: [{ quantity: 2 }] }]);
  });

  it.each([
    ["the same price", "500.00", false],
    ["the same price", "500.00", true],
    ["a lower price", "300.00", false],
    ["a lower price", "300.00", true],
    ["a higher price", "900.00", false],
    ["a higher price", "900.00", true],
  ])(
    "exchanged for goods of %s (%s): a refund of what came back; listed as paid less: %s",
    async (_name, price, listed) => {
      await store.control("PUT", "/faults", { lose: 1, exchange_discrepancy: listed });
      const order = await create(two);
      await post(`/orders/${order.id}/exchange`, {
        refund_line_items: [{ line_item_id: lineOf(order, 0), quantity: 1 }],
        add: [{ title: "Фильтр другой", price }],
      });
      const [admin, webhook] = await bothWays(order.id);
      expect(admin.lines).toHaveLength(3);
      const told = { isEdit: false, discrepancyMinor: 0n, lines: [{ quantity: 1 }] };
      expect(admin.refunds).toMatchObject([told]);
      // The webhook cannot tell what was given: it is the Admin API that is asked, in any order.
      const events = [admin, webhook].map((facts, index) => ({
        kind: "state" as const,
        facts: { ...facts, source: index === 0 ? ("admin" as const) : ("webhook" as const) },
      }));
      for (const told of [events, events.toReversed()]) {
        const state = applyOrderEvents(null, told);
        expect(state.refetch).toBeNull();
        expect(state.refunds).toMatchObject([{ isEdit: false, discrepancyMinor: 0n }]);
      }
      const unasked = applyOrderEvents(null, events.slice(1));
      const isUnsure = listed || price !== "300.00";
      expect(unasked.refetch).toBe(isUnsure ? "conflicting_refund" : null);
    },
  );

  it("cancelled and paid back", async () => {
    const order = await create(two);
    await post(`/orders/${order.id}/cancel`, { refund: true });
    const [admin, webhook] = await bothWays(order.id);
    expect(admin).toEqual(webhook);
    expect(admin.cancelledAt).not.toBeNull();
  });

  it("larger than a page: 60 lines, all refunded together, and 25 refunds more", async () => {
    const line_items = Array.from({ length: 60 }, (_, index) => ({
      title: `Деталь ${index}`,
      price: "100.00",
      quantity: 2,
    }));
    const order = await create({ line_items });
    const one = line_items.map((_, index) => ({ line_item_id: lineOf(order, index), quantity: 1 }));
    await refund(order, { refund_line_items: one });
    for (let index = 0; index < 25; index += 1) {
      await refund(order, {
        refund_line_items: [{ line_item_id: lineOf(order, index), quantity: 1 }],
      });
    }
    const [admin, webhook] = await bothWays(order.id);
    expect(admin).toEqual(webhook);
    expect(admin.refunds[0]?.lines).toHaveLength(60);
    expect(admin.refunds).toHaveLength(26);
  });
});

describe("the orders that changed since a moment", () => {
  it("come page by page, each once, in the order in which they changed, through faults", async () => {
    const since = new Date("2031-01-01T00:00:00Z");
    const made: string[] = [];
    for (let index = 0; index < 55; index += 1) {
      const at = new Date(since.getTime() + index * 1000).toISOString();
      made.push(String((await create({ ...two, at })).id));
    }
    await store.control("PUT", "/faults", {
      lose: 1,
      admin_api: { error_rate: 0.3, throttle: 0.2 },
    });
    const read: string[] = [];
    let after: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof reader.ordersUpdatedSince>> =
        await reader.ordersUpdatedSince(since, after);
      read.push(...page.orders.map((order) => order.orderId));
      after = page.next;
    } while (after !== null);
    expect(read).toEqual(made);
    expect(unreadable).toEqual([]);
  });

  it("are none that are deleted between two of their pages", async () => {
    const line_items = Array.from({ length: 60 }, () => ({ title: "Деталь", price: "100.00" }));
    const order = await create({ line_items });
    beforeCall = async (query) => {
      if (query.includes("query OrderLines")) await store.control("DELETE", `/orders/${order.id}`);
    };
    await expect(reader.order(orderId(String(order.id)))).rejects.toThrow(
      "while it was being read",
    );
    beforeCall = () => Promise.resolve();
    expect(await reader.order(orderId(String(order.id)))).toBeNull();
  });

  it("are none that Shopify does not know", async () => {
    expect(await reader.order(orderId("1"))).toBeNull();
  });
});
