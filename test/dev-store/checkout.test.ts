import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CheckoutJson, CustomerJson, OrderJson, ProductJson } from "./support/answers.ts";
import { startDevStore, type DevStore } from "./support/dev-store.ts";
import { discountClient, discountOf, type DiscountClient } from "./support/discounts.ts";
import { extensionsFolder, putLoyaltyDiscount } from "./support/functions.ts";

const HOLD = "6f1c2a9e-3b1d-4c55-8b3f-0a9d7f1e2c3b";
const OTHER_HOLD = "00000000-3b1d-4c55-8b3f-0a9d7f1e2c3b";

let store: DevStore;
let app: DiscountClient;
let lamp: ProductJson;
let brush: ProductJson;
let anna: CustomerJson;

beforeAll(async () => {
  const folder = extensionsFolder();
  await putLoyaltyDiscount(folder);
  store = await startDevStore({ DEV_STORE_EXTENSIONS: folder });
  app = await discountClient(store);
  const config = { kind: "points", currency: "RUB", worth: { points: 1, amount: "1.00" } };
  await app.create(
    discountOf("loyalty-discount", {
      title: "Kopilka points",
      metafields: [
        {
          namespace: "$app",
          key: "config",
          type: "json",
          value: JSON.stringify({ ...config, maximum_share_percent: 30 }),
        },
      ],
    }),
  );
  await store.control("POST", "/metafield-definitions", {
    owner_type: "ORDER",
    key: "hold",
    type: "single_line_text_field",
    cart_to_order_copyable: true,
  });
  lamp = (await store.control("POST", "/products", { title: "Фара", price: "1000" })).product;
  brush = (await store.control("POST", "/products", { title: "Щётка", price: "333.33" })).product;
  anna = (await store.control("POST", "/customers", { email: "anna@example.com" })).customer;
});
afterAll(() => store.stop());
beforeEach(async () => {
  await store.control("PUT", "/faults", {});
  await hold(HOLD, "500.00");
});

const hold = (id: string, amount: string) =>
  app.setMetafield(anna.admin_graphql_api_id, "hold", {
    id,
    code: "K7F3Q2",
    points: Number(amount),
    amount,
    currency: "RUB",
  });

/** Two lamps and a brush: 2,333.33 roubles. */
const annasCart = async (more: object = {}) => {
  const lines = [{ product_id: lamp.id, quantity: 2 }, { product_id: brush.id }];
  return (await store.control("POST", "/carts", { customer_id: anna.id, lines, ...more })).cart
    .token;
};
const naming = (id: string) => ({ metafields: [{ key: "hold", value: id }] });
const priced = async (token: string): Promise<CheckoutJson> =>
  (await store.control("GET", `/checkouts/${token}`)).checkout;
const complete = async (token: string, body: object = {}) =>
  (await store.control("POST", `/checkouts/${token}/complete`, body)).order;

describe("a checkout", () => {
  it("costs what its lines and the shipping cost, taxes included", async () => {
    const checkout = await priced(await annasCart());
    expect(checkout.subtotal.amount).toBe("2333.33");
    expect(checkout.shipping?.price.amount).toBe("350.00");
    expect(checkout.tax.amount).toBe("483.88");
    expect(checkout.total.amount).toBe("2683.33");
    expect(checkout.applications).toEqual([]);
  });

  it("sends for nothing from 5,000 roubles on", async () => {
    const token = await annasCart({ lines: [{ variant_id: lamp.variant_id, quantity: 5 }] });
    expect((await priced(token)).total.amount).toBe("5000.00");
  });

  it("takes the held points off when the cart names the hold, dealt out over the lines", async () => {
    const token = await annasCart();
    await store.control("POST", `/carts/${token}/metafields`, { key: "hold", value: HOLD });
    const checkout = await priced(token);
    const [points] = checkout.applications;
    expect(points).toMatchObject({ discount_title: "Kopilka points", amount: "500.00" });
    expect(points?.message).toMatch(/· K7F3Q2$/);
    expect(checkout.lines.map((line) => line.allocations[0]?.amount)).toEqual(["428.57", "71.43"]);
    expect(checkout.total.amount).toBe("2183.33");
    await store.control("DELETE", `/carts/${token}/metafields/$app/hold`);
    expect((await priced(token)).total.amount).toBe("2683.33");
  });

  it("takes them off for an attribute too, and speaks the buyer's language", async () => {
    const attributes = [{ name: "_kopilka_hold", value: HOLD }];
    const [ru] = (await priced(await annasCart({ attributes }))).applications;
    const [en] = (await priced(await annasCart({ attributes, locale: "en" }))).applications;
    expect(ru?.amount).toBe("500.00");
    expect(en?.amount).toBe("500.00");
    expect(en?.message).not.toBe(ru?.message);
  });

  it.each([
    ["a guest names it", { customer_id: null }],
    ["it is not the customer's hold", naming(OTHER_HOLD)],
  ])("takes nothing off when %s", async (_case, more) => {
    const checkout = await priced(await annasCart({ ...naming(HOLD), ...more }));
    expect(checkout.applications).toEqual([]);
    expect(checkout.function_errors).toEqual([]);
  });

  it.each([
    ["USD", "0.0125", "6.25", "27.30", "500.00"],
    ["KZT", "6.4", "3200.00", "13973.31", "500.00"],
    ["JPY", "1.9", "950", "4148", "500.00"],
  ])("in %s at %s takes off %s of it", async (currency, rate, off, total, inShop) => {
    const checkout = await priced(
      await annasCart({ ...naming(HOLD), presentment_currency: currency }),
    );
    expect(checkout.rate).toBe(rate);
    expect(checkout.applications[0]).toMatchObject({ amount: off, currency, shop_amount: inShop });
    expect(checkout.total).toMatchObject({ amount: total, currency });
  });

  it("refuses a currency, a customer and a variant that are not there, and a placed cart's change", async () => {
    for (const body of [
      { presentment_currency: "XAU" },
      { customer_id: 404 },
      { lines: [{ variant_id: 404 }] },
      { lines: [{ product_id: 404 }] },
    ])
      expect((await store.call("POST", "/carts", body)).status).toBe(422);
    expect((await store.call("GET", "/carts/nothing")).status).toBe(404);
    const token = await annasCart();
    await complete(token);
    expect((await store.call("PUT", `/carts/${token}`, { locale: "en" })).status).toBe(422);
    expect((await store.call("POST", `/checkouts/${token}/complete`)).status).toBe(422);
    expect((await store.control("GET", `/carts/${token}`)).cart.order_id).not.toBeNull();
  });
});

describe("an order from a checkout", () => {
  it("has the discount on its lines, names the hold, and is told of as any order", async () => {
    store.app.forget();
    const token = await annasCart({
      ...naming(HOLD),
      attributes: [{ name: "gift", value: "yes" }],
    });
    await complete(token, { expected_total: (await priced(token)).total.amount });
    await store.settle();
    expect(store.app.topics()).toEqual(["orders/create", "orders/paid"]);
    const payload = store.app.payload("orders/create") as OrderJson;
    expect(payload.discount_applications).toMatchObject([{ type: "automatic", value: "500.0" }]);
    expect(payload.line_items.map((line) => line.discount_allocations[0]?.amount)).toEqual([
      "428.57",
      "71.43",
    ]);
    expect(payload.total_price).toBe("2183.33");
    expect(payload.note_attributes).toEqual([{ name: "gift", value: "yes" }]);
    expect(payload.metafields).toMatchObject([{ key: "hold", value: HOLD }]);
  });

  it.each([
    ["message", /· K7F3Q2$/],
    ["title", /^Kopilka points$/],
  ])("calls an automatic discount by its %s when so switched", async (discountTitle, expected) => {
    await store.control("PUT", "/faults", { discount_title: discountTitle });
    const order = await complete(await annasCart(naming(HOLD)));
    expect(order.discount_applications[0]?.title).toMatch(expected);
  });

  it("copies only metafields whose definition says so, and tells of none when switched off", async () => {
    await store.control("PUT", "/faults", { webhook_metafields: false });
    const metafields = [
      { key: "hold", value: HOLD },
      { key: "note", value: "to be left behind" },
    ];
    const order = await complete(await annasCart({ metafields }));
    expect(order.metafields).toBeUndefined();
    const answer = await app.ask(
      `query Kept($id: ID!) { order(id: $id) { metafields(first: 5) { nodes { key value } } } }`,
      { id: order.admin_graphql_api_id },
    );
    expect(answer).toEqual({ order: { metafields: { nodes: [{ key: "hold", value: HOLD }] } } });
  });

  it.each([
    ["pending", ["orders/create"]],
    ["authorized", ["orders/create"]],
    ["paid", ["orders/create", "orders/paid"]],
  ])("is %s when so paid", async (payment, topics) => {
    store.app.forget();
    const order = await complete(await annasCart(), { payment });
    await store.settle();
    expect(order.financial_status).toBe(payment);
    expect(store.app.topics()).toEqual(topics);
  });

  it("is not placed at another total than the buyer saw", async () => {
    const token = await annasCart(naming(HOLD));
    await priced(token);
    await hold(OTHER_HOLD, "500.00");
    const refused = await store.call("POST", `/checkouts/${token}/complete`, {
      expected_total: "2183.33",
    });
    expect(refused.body.error.code).toBe("total_changed");
    expect((await store.control("GET", `/carts/${token}`)).cart.order_id).toBeNull();
  });

  it("can have the discount of a hold that another cart was ordered with a moment before", async () => {
    const carts = [await annasCart(naming(HOLD)), await annasCart(naming(HOLD))];
    const orders = [await complete(carts[0] ?? ""), await complete(carts[1] ?? "")];
    expect(orders.map((order) => order.total_price)).toEqual(["2183.33", "2183.33"]);
    expect(orders.map((order) => order.metafields?.[0]?.value)).toEqual([HOLD, HOLD]);
  });

  it("is found by its customer and the time since, as the app looks for it", async () => {
    const since = new Date(Math.floor(Date.now() / 1000) * 1000).toISOString();
    const order = await complete(await annasCart(naming(HOLD)));
    await complete(await annasCart({ customer_id: null, email: "guest@example.com" }));
    const search = `query Since($query: String) { orders(first: 5, reverse: true, query: $query) {
      nodes { id customer { id } } } }`;
    const found = (await app.ask(search, {
      query: `customer_id:${anna.id} created_at:>='${since}'`,
    })) as { orders: { nodes: { id: string; customer: { id: string } }[] } };
    expect(found.orders.nodes[0]?.id).toBe(order.admin_graphql_api_id);
    for (const node of found.orders.nodes) expect(node.customer.id).toBe(anna.admin_graphql_api_id);
    const later = { query: `customer_id:${anna.id} created_at:>='2999-01-01T00:00:00Z'` };
    expect(await app.ask(search, later)).toEqual({ orders: { nodes: [] } });
  });

  it("is placed once by two who press at the same time", async () => {
    const token = await annasCart(naming(HOLD));
    const both = await Promise.all(
      [1, 2].map(() => store.call("POST", `/checkouts/${token}/complete`)),
    );
    expect(both.map((answer) => answer.status).sort()).toEqual([201, 422]);
  });
});

describe("what is not known of Shopify", () => {
  it("a metafield alone may leave the Functions asleep until the next other change", async () => {
    await store.control("PUT", "/faults", { rerun_on_metafield: false, rerun_at_payment: false });
    const token = await annasCart();
    await priced(token);
    await store.control("POST", `/carts/${token}/metafields`, { key: "hold", value: HOLD });
    expect((await priced(token)).applications).toEqual([]);
    await store.control("PUT", `/carts/${token}`, { locale: "en" });
    expect((await priced(token)).discounts.amount).toBe("500.00");
  });

  it("without a run at payment the order keeps what the last run said", async () => {
    for (const [again, total] of [
      [false, "2183.33"],
      [true, "2683.33"],
    ] as const) {
      await hold(HOLD, "500.00");
      await store.control("PUT", "/faults", { rerun_at_payment: again });
      const token = await annasCart(naming(HOLD));
      await priced(token);
      await hold(OTHER_HOLD, "500.00");
      expect((await complete(token)).total_price).toBe(total);
    }
  });
});

describe("an order made in one call", () => {
  it.each([
    ["metafield", 1, 0],
    ["attribute", 0, 1],
    ["both", 1, 1],
  ])("names its hold by %s and has the discount of it", async (namedBy, metafields, attributes) => {
    const order = (
      await store.control("POST", "/orders", {
        customer_id: anna.id,
        line_items: [{ product_id: lamp.id }, { product_id: brush.id }],
        paid_with_points: {
          hold: HOLD,
          named_by: namedBy,
          amount: "100",
          title: "Points · K7F3Q2",
        },
      })
    ).order;
    expect(order.total_price).toBe("1233.33");
    expect(order.discount_applications).toMatchObject([
      { type: "automatic", title: "Points · K7F3Q2", value: "100.0" },
    ]);
    expect(order.line_items.map((line) => line.discount_allocations[0]?.amount)).toEqual([
      "75.00",
      "25.00",
    ]);
    expect(order.metafields).toHaveLength(metafields);
    expect(order.note_attributes).toHaveLength(attributes);
  });
});
