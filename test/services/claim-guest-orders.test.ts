import { afterEach, beforeEach, expect, it } from "vitest";
import { customerId } from "../../app/domain/ids.ts";
import { claimGuestOrders } from "../../app/services/claim-guest-orders.server.ts";
import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import { day } from "../support/order-examples.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const hashEmail = emailHasher("a key of thirty-two characters!!");
const ANNA = "7000000000001";
const BORIS = "7000000000002";

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(() => shop.close());

const guest = (id: string, email: string, totalMinor = 100_000n, of = SHOP) =>
  shop.order(of, id, { customerId: null, guestHash: hashEmail(email), totalMinor }, day(2));
const claim = (customer: string, email: string | null) =>
  claimGuestOrders(
    shop.db,
    { shop: SHOP, customerId: customerId(customer), emailHash: email && hashEmail(email) },
    day(4),
  );

it("lets an order without a customer earn for nobody until its address is proven", async () => {
  await guest("1", "anna@example.com");
  expect(await shop.sql.query("SELECT holder_id FROM holders")).toEqual([]);
  expect(await claim(ANNA, "Anna@Example.com ")).toEqual(["1"]);
  expect(await shop.points(SHOP, ANNA)).toBe(10n);
  expect(await shop.difference()).toBeNull();
});

it("claims all that waits under the address, and nothing else", async () => {
  await shop.install(OTHER_SHOP, day(0));
  await guest("1", "anna@example.com");
  await guest("2", "anna@example.com", 50_000n);
  await guest("3", "boris@example.com");
  await guest("4", "anna@example.com", 100_000n, OTHER_SHOP);
  await shop.order(SHOP, "5", { customerId: customerId(BORIS) }, day(2));
  expect([...(await claim(ANNA, "anna@example.com"))].sort()).toEqual(["1", "2"]);
  expect(await shop.points(SHOP, ANNA)).toBe(15n);
  expect(await shop.points(SHOP, BORIS)).toBe(10n);
});

it("enrols who is logged in without an address, and gives nothing", async () => {
  await guest("1", "anna@example.com");
  expect(await claim(ANNA, null)).toEqual([]);
  expect(await shop.points(SHOP, ANNA)).toBe(0n);
});

it("gives an order once, to one of two who claim it at the same moment", async () => {
  await guest("1", "anna@example.com");
  const claims = await Promise.all([
    claim(ANNA, "anna@example.com"),
    claim(BORIS, "anna@example.com"),
    claim(ANNA, "anna@example.com"),
  ]);
  expect(claims.flat()).toEqual(["1"]);
  expect((await shop.points(SHOP, ANNA)) ?? 0n).not.toBe(await shop.points(SHOP, BORIS));
  expect(await claim(ANNA, "anna@example.com")).toEqual([]);
  expect(await shop.difference()).toBeNull();
});

it("follows a claimed order through later changes, and a customer that Shopify gives it", async () => {
  await guest("1", "anna@example.com");
  await claim(ANNA, "anna@example.com");
  const facts = { customerId: null, guestHash: hashEmail("anna@example.com") };
  await shop.order(SHOP, "1", { ...facts, totalMinor: 60_000n, updatedAt: day(5) }, day(5));
  expect(await shop.points(SHOP, ANNA)).toBe(6n);
  await shop.order(SHOP, "1", { customerId: customerId(BORIS), updatedAt: day(6) }, day(6));
  expect(await shop.points(SHOP, ANNA)).toBe(0n);
  expect(await shop.points(SHOP, BORIS)).toBe(10n);
  expect(await shop.difference()).toBeNull();
});
