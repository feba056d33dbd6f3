import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { adminClient } from "./support/admin-client.ts";
import { startDevStore, type DevStore } from "./support/dev-store.ts";

let store: DevStore;
beforeAll(async () => void (store = await startDevStore()));
afterAll(() => store.stop());
beforeEach(async () => {
  await store.settle();
  store.app.forget();
});

const product = async (body: object = {}) => {
  const answer = await store.call("POST", "/products", { title: "Фара", price: "1000", ...body });
  return (answer.body as unknown as { product: { id: number } }).product;
};

describe("the catalogue", () => {
  it("tells of products in the fields that the subscription asks for, and of nothing else", async () => {
    const { id } = await product({
      vendor: "Hella",
      product_type: "Фара",
      tags: ["свет", "новое"],
    });
    await store.control("PUT", `/products/${id}`, { tags: ["свет"] });
    await store.control("DELETE", `/products/${id}`);
    await store.settle();
    expect(store.app.topics()).toEqual(["products/create", "products/update", "products/delete"]);
    expect(store.app.payload("products/create")).toEqual({
      id,
      admin_graphql_api_id: `gid://shopify/Product/${id}`,
      vendor: "Hella",
      product_type: "Фара",
      tags: "свет, новое",
    });
    expect(store.app.payload("products/update")).toMatchObject({ tags: "свет" });
    expect(store.app.payload("products/delete")).toEqual({ id });
  });

  it("tells of a collection whose products changed, and not which", async () => {
    const { id } = await product();
    const made = await store.call("POST", "/collections", { title: "Свет" });
    const { collection } = made.body as unknown as { collection: { id: number } };
    await store.control("PUT", `/collections/${collection.id}`, { products: [id] });
    await store.control("DELETE", `/collections/${collection.id}`);
    await store.settle();
    const topics = ["collections/create", "collections/update", "collections/delete"];
    expect(store.app.topics().slice(1)).toEqual(topics);
    expect(Object.keys(store.app.payload("collections/update") as object).sort()).toEqual([
      "admin_graphql_api_id",
      "id",
    ]);
  });

  it("answers many products by their ids with types, tags and collections, and null for none", async () => {
    const { id } = await product({ tags: ["свет"] });
    await store.control("POST", "/collections", { title: "Свет", products: [id] });
    const admin = adminClient(store);
    const { body: token } = await admin.exchange();
    const { data } = await admin.graphql(
      token.access_token,
      `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Product {
         productType tags collections(first: 5) { nodes { title } } } } }`,
      { ids: [`gid://shopify/Product/${id}`, "gid://shopify/Product/1"] },
    );
    expect(data).toEqual({
      nodes: [
        { productType: "Запчасть", tags: ["свет"], collections: { nodes: [{ title: "Свет" }] } },
        null,
      ],
    });
  });
});

describe("orders that are made otherwise", () => {
  const lines = { line_items: [{ title: "Фара", price: "1000.00", quantity: 2 }] };

  it("a draft is nobody's order until it is completed", async () => {
    const draft = await store.call("POST", "/draft-orders", lines);
    const { id } = (draft.body as unknown as { draft_order: { id: number } }).draft_order;
    await store.settle();
    expect(store.app.topics()).toEqual([]);
    const body = { payment_pending: true };
    const { order } = await store.control("POST", `/draft-orders/${id}/complete`, body);
    expect(order).toMatchObject({
      source_name: "shopify_draft_order",
      financial_status: "pending",
    });
    const again = await store.call("POST", `/draft-orders/${id}/complete`);
    expect(again.status).toBe(404);
    expect((await store.call("POST", "/draft-orders", {})).status).toBe(422);
  });

  it("a subscription is renewed by another order of the same goods", async () => {
    const { order } = await store.control("POST", "/orders", {
      ...lines,
      customer: { email: "renew@example.com" },
    });
    const renewed = (await store.control("POST", `/orders/${order.id}/renew`)).order;
    expect(renewed).toMatchObject({
      source_name: "subscription_contract_checkout_one",
      total_price: "2000.00",
      customer: { id: order.customer?.id },
    });
  });

  it("an exchange adds lines, lists what came back, and pays back or asks for the difference", async () => {
    const exchanged = async (price: string) => {
      const { order } = await store.control("POST", "/orders", lines);
      const path = `/orders/${order.id}/exchange`;
      const back = [{ line_item_id: order.line_items[0]?.id, quantity: 1 }];
      const body = { refund_line_items: back, add: [{ title: "Лампа", price }] };
      return (await store.control("POST", path, body)).order;
    };
    expect(await exchanged("1000.00")).toMatchObject({ financial_status: "paid" });
    expect(await exchanged("400.00")).toMatchObject({
      financial_status: "partially_refunded",
      refunds: [{ return: {}, transactions: [{ amount: "600.00", kind: "refund" }] }],
    });
    expect(await exchanged("1500.00")).toMatchObject({
      financial_status: "partially_paid",
      total_outstanding: "500.00",
      refunds: [{ transactions: [], refund_line_items: [{ subtotal: 1000 }] }],
      line_items: [{ current_quantity: 1 }, { current_quantity: 1 }],
    });
  });
});
