import { afterEach, beforeEach, expect, it } from "vitest";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { createTopicHandler } from "../../app/services/handle-topic.server.ts";
import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import { customerId } from "../../app/domain/ids.ts";
import { day } from "../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(() => shop.close());

const handle = createTopicHandler(emailHasher("a key of thirty-two characters!!"));
const told = (topic: string, payload: unknown) =>
  inTransaction(shop.db, (tx) =>
    handle(
      tx,
      { shop: SHOP, topic, triggeredAt: null, body: Buffer.from(JSON.stringify(payload)) },
      day(9),
    ),
  );

// Beyond 2^53, and a digit apart.
const [A, B, C] = ["9007199254740993", "9007199254740994", "9007199254740995"];
const gid = (id: string) => `gid://shopify/Customer/${id}`;
const created = (id: string) => () =>
  told("customers/create", { id: 1, admin_graphql_api_id: gid(id), email: "a@example.com" });
const merged = (from: string, into: string) => () =>
  told("customers/merge", {
    admin_graphql_api_customer_kept_id: gid(into),
    admin_graphql_api_customer_deleted_id: gid(from),
    status: "completed",
    errors: [],
  });
const deleted = (id: string) => () => told("customers/delete", { admin_graphql_api_id: gid(id) });

it("enrols a customer that was created, and keeps nothing of its name or address", async () => {
  await created(A)();
  expect(await shop.status(SHOP, A)).toBe("active");
  const held = await shop.sql.query("SELECT to_jsonb(c)::text AS text FROM customers c");
  expect(JSON.stringify(held)).not.toContain("example.com");
});

it("takes an update of an unknown customer for its creation", async () => {
  await told("customers/update", { admin_graphql_api_id: gid(A) });
  expect(await shop.status(SHOP, A)).toBe("active");
});

it("freezes the member of a deleted customer and keeps its points", async () => {
  await shop.order(SHOP, "1", { customerId: customerId(A) }, day(2));
  await deleted(A)();
  expect(await shop.status(SHOP, A)).toBe("frozen");
  expect(await shop.points(SHOP, A)).toBe(10n);
});

it("remembers a deletion that overtakes the creation", async () => {
  await deleted(A)();
  await created(A)();
  expect(await shop.status(SHOP, A)).toBe("frozen");
});

it.each([
  ["after both were created", [created(A), created(B), merged(A, B)]],
  ["before either was created", [merged(A, B), created(B), created(A)]],
  ["twice, with the deletion of the lost one between", [merged(A, B), deleted(A), merged(A, B)]],
  ["after the deletion of the lost one", [deleted(A), merged(A, B)]],
])("brings the points of merged customers together when told %s", async (_when, events) => {
  for (const event of events) await event();
  await shop.order(SHOP, "1", { customerId: customerId(A) }, day(2));
  await shop.order(SHOP, "2", { customerId: customerId(B), totalMinor: 50_000n }, day(3));
  for (const event of events) await event();
  expect(await shop.points(SHOP, A)).toBe(15n);
  expect(await shop.points(SHOP, B)).toBe(15n);
  expect(await shop.status(SHOP, B)).toBe("active");
  expect(await shop.difference()).toBeNull();
});

it.each([
  ["in their order", [merged(A, B), merged(B, C)]],
  ["the later one first", [merged(B, C), merged(A, B)]],
])("follows a chain of merges told %s", async (_order, merges) => {
  for (const [n, customer] of [A, B, C].entries()) {
    await shop.order(SHOP, String(n + 1), { customerId: customerId(customer) }, day(2));
  }
  for (const merge of merges) await merge();
  for (const customer of [A, B, C]) expect(await shop.points(SHOP, customer)).toBe(30n);
  expect(await shop.status(SHOP, A)).toBe("active");
  expect(await shop.difference()).toBeNull();
});

it("freezes the merged member once the surviving customer is deleted too, however it is told", async () => {
  await merged(A, B)();
  await deleted(B)();
  await deleted(C)();
  await merged(A, C)();
  expect(await shop.status(SHOP, B)).toBe("frozen");
});

it("changes nothing on a merge that failed at Shopify", async () => {
  await created(A)();
  await created(B)();
  await told("customers/merge", {
    admin_graphql_api_customer_kept_id: gid(B),
    admin_graphql_api_customer_deleted_id: gid(A),
    status: "failed",
  });
  await shop.order(SHOP, "1", { customerId: customerId(A) }, day(2));
  expect(await shop.points(SHOP, B)).toBe(0n);
});

it("merges once when told at the same time by several deliveries, with orders between", async () => {
  await shop.order(SHOP, "1", { customerId: customerId(A) }, day(2));
  await Promise.all([
    merged(A, B)(),
    shop.order(SHOP, "2", { customerId: customerId(A) }, day(3)),
    merged(B, C)(),
    shop.order(SHOP, "3", { customerId: customerId(B) }, day(3)),
    merged(A, B)(),
  ]);
  await merged(A, B)();
  await merged(B, C)();
  expect(await shop.points(SHOP, C)).toBe(30n);
  expect(await shop.difference()).toBeNull();
});
