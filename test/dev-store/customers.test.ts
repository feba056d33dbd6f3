import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { startDevStore, type DevStore } from "./support/dev-store.ts";
import type { CustomerJson, OrderJson } from "./support/answers.ts";
import { API_SECRET } from "./support/receiver.ts";

let store: DevStore;
beforeAll(async () => void (store = await startDevStore()));
afterAll(() => store.stop());
beforeEach(async () => {
  await store.settle();
  store.app.forget();
});

let people = 0;
const customer = async (): Promise<CustomerJson> =>
  (await store.control("POST", "/customers", { email: `person${(people += 1)}@example.com` }))
    .customer;
const buy = async (who: CustomerJson): Promise<OrderJson> =>
  (await store.control("POST", "/orders", { customer_id: who.id, line_items: [{ price: "10" }] }))
    .order;
const gid = (who: CustomerJson) => `gid://shopify/Customer/${who.id}`;

it.each([
  ["the one merged into", 1],
  ["the other one", 0],
])("merges two customers so that %s survives with all orders", async (_which, survivor) => {
  const both = [await customer(), await customer()] as const;
  const [gone, kept] = survivor === 1 ? both : [both[1], both[0]];
  const orders = [await buy(kept), await buy(gone)];
  await store.control("POST", `/customers/${both[0].id}/merge`, {
    into: both[1].id,
    survivor: kept.id,
  });
  await store.settle();
  expect(store.app.payload("customers/merge")).toMatchObject({
    admin_graphql_api_customer_kept_id: gid(kept),
    admin_graphql_api_customer_deleted_id: gid(gone),
    status: "completed",
  });
  expect(await store.call("GET", `/customers/${gone.id}`)).toMatchObject({ status: 404 });
  for (const order of orders) {
    expect((await store.control("GET", `/orders/${order.id}`)).order.customer?.id).toBe(kept.id);
  }
});

it("calls the app proxy as Shopify signs it when a customer logs in", async () => {
  const who = await customer();
  expect(await store.control("POST", `/customers/${who.id}/login`)).toMatchObject({
    status: 200,
    body: "opened",
  });
  const { signature, ...query } = Object.fromEntries(store.app.visits.at(-1)!.searchParams);
  const text = Object.keys(query)
    .sort()
    .map((name) => `${name}=${query[name]}`)
    .join("");
  expect(signature).toBe(createHmac("sha256", API_SECRET).update(text).digest("hex"));
  expect(query).toMatchObject({
    logged_in_customer_id: String(who.id),
    shop: "kopilka-dev.myshopify.com",
  });
});

it("demands data and their erasure with Shopify's payloads", async () => {
  const who = await customer();
  const order = await buy(who);
  await store.control("POST", `/customers/${who.id}/data_request`);
  await store.control("POST", `/customers/${who.id}/redact`);
  await store.control("POST", "/redact");
  await store.settle();
  const shop = { shop_domain: "kopilka-dev.myshopify.com", shop_id: 61234567890 };
  expect(store.app.payload("customers/data_request")).toMatchObject({
    ...shop,
    orders_requested: [order.id],
    customer: { id: who.id, email: who.email },
  });
  expect(store.app.payload("customers/redact")).toMatchObject({
    ...shop,
    orders_to_redact: [order.id],
    customer: { id: who.id },
  });
  expect(store.app.payload("shop/redact")).toEqual(shop);
});

it("deletes a customer without orders only", async () => {
  const [idle, buyer] = [await customer(), await customer()];
  await buy(buyer);
  expect(await store.call("DELETE", `/customers/${buyer.id}`)).toMatchObject({ status: 422 });
  await store.control("DELETE", `/customers/${idle.id}`);
  await store.settle();
  expect(store.app.payload("customers/delete")).toMatchObject({
    id: idle.id,
    admin_graphql_api_id: gid(idle),
  });
});
