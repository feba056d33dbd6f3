import { beforeAll, describe, expect, it } from "vitest";
import type { ShopReader } from "../../../app/services/shop-reader.ts";
import { useRunningDevStore } from "../../support/running-dev-store.ts";
import { useShopOnDevStore } from "../../support/shop-on-dev-store.ts";
import { INSTALLED, NOW, surroundedShop } from "./shop.ts";

const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const shop = useShopOnDevStore(store, INSTALLED);
const at = surroundedShop(store, shop);

const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
const rate = (points: number) => ({ points, per_amount: "100" });
const TAGGED = { rules: [{ id: "tagged", lines: { tags: ["масло"] }, rate: rate(5) }] };

let number = 0;
/** A paid order of one unit at 1,000 roubles, told by a webhook. */
async function hears(of: string, product: string, now = NOW): Promise<string> {
  number += 1;
  const id = String(910_000 + number);
  await at.deliver(
    "orders/create",
    {
      id,
      currency: "RUB",
      created_at: "2026-11-10T09:30:00Z",
      updated_at: "2026-11-10T09:30:00Z",
      financial_status: "paid",
      customer: { id: of },
      line_items: [{ id: `${id}1`, product_id: product, price: "1000.00", quantity: 1 }],
    },
    now,
  );
  return id;
}
const waits = async (id: string) => (await at.stored(id))?.waits;

/** The reader of the shop, which remembers how many products it was asked for at a time. */
function counting(): { reader: ShopReader; asked: number[] } {
  const asked: number[] = [];
  const reader = shop.context.readerOf(shop.shop);
  const products: ShopReader["products"] = (ids) => {
    asked.push(ids.length);
    return reader.products(ids);
  };
  return { reader: { ...reader, products }, asked };
}

describe("what is known of products", () => {
  it("judges the next order of the same product without asking Shopify again", async () => {
    await at.publish(TAGGED);
    const anna = await at.customer({ email: "cache1@example.com" });
    const oil = await at.product({ tags: ["масло"] });
    expect(await waits(await hears(anna, oil))).toBe(true);
    await at.fetch();
    expect(await at.stored(await hears(anna, oil))).toMatchObject({ target: 50n, waits: false });
  });

  it("is kept fresh by product webhooks: a change is read before the next order is judged", async () => {
    await at.publish(TAGGED);
    const anna = await at.customer({ email: "cache2@example.com" });
    const oil = await at.product({ tags: ["масло"] });
    const first = await hears(anna, oil);
    await at.fetch();
    await at.changeProduct(oil, { tags: ["распродажа"] });
    const payload = { id: oil, product_type: "Запчасть", vendor: "Мотор", tags: "распродажа" };
    await at.deliver("products/update", payload, later(1));
    const second = await hears(anna, oil, later(1));
    expect(await waits(second)).toBe(true);
    await at.fetch(later(2));
    expect(await at.stored(second)).toMatchObject({ target: 10n, waits: false });
    expect(await at.stored(first)).toMatchObject({ target: 50n });
  });

  it("stays when a webhook tells of what no rule asks, as with every sale", async () => {
    await at.publish(TAGGED);
    const anna = await at.customer({ email: "cache3@example.com" });
    const oil = await at.product({ tags: ["масло", "зима"], vendor: "Shell" });
    await hears(anna, oil);
    await at.fetch();
    const told = { id: oil, product_type: "Запчасть", vendor: "Shell", tags: "зима, масло" };
    await at.deliver("products/update", told, later(1));
    expect(await waits(await hears(anna, oil, later(1)))).toBe(false);
  });

  it("is kept fresh by collection webhooks: which products came or went is read anew", async () => {
    const anna = await at.customer({ email: "cache4@example.com" });
    const oil = await at.product({});
    const sale = await at.collection([]);
    await at.publish({ rules: [{ id: "sale", lines: { collections: [sale] }, rate: null }] });
    const first = await hears(anna, oil);
    await at.fetch();
    expect(await at.stored(first)).toMatchObject({ target: 10n });
    await store.control("PUT", `/collections/${sale}`, { products: [oil] });
    await at.deliver("collections/update", { id: sale }, later(1));
    const second = await hears(anna, oil, later(1));
    expect(await waits(second)).toBe(true);
    await at.fetch(later(2));
    expect(await at.stored(second)).toMatchObject({ target: 0n });
    expect(await at.stored(first)).toMatchObject({ target: 10n });
    await store.control("DELETE", `/collections/${sale}`);
    await at.deliver("collections/delete", { id: sale }, later(3));
    const third = await hears(anna, oil, later(3));
    await at.fetch(later(4));
    expect(await at.stored(third)).toMatchObject({ target: 10n });
  });

  it("is not taken for fresh where the change was told while it was being read", async () => {
    await at.publish(TAGGED);
    const anna = await at.customer({ email: "cache5@example.com" });
    const oil = await at.product({ tags: ["масло"] });
    const first = await hears(anna, oil);
    const reader = shop.context.readerOf(shop.shop);
    const products: ShopReader["products"] = async (ids) => {
      const read = await reader.products(ids);
      await at.deliver("products/update", { id: oil, tags: "" }, later(1));
      return read;
    };
    await at.fetch(NOW, { ...reader, products });
    // The order at hand has seen what Shopify said; the next one asks again.
    expect(await at.stored(first)).toMatchObject({ target: 50n, waits: false });
    expect(await waits(await hears(anna, oil, later(2)))).toBe(true);
  });

  it("is read again after a day, in case that a webhook was lost", async () => {
    await at.publish(TAGGED);
    const anna = await at.customer({ email: "cache6@example.com" });
    const oil = await at.product({ tags: ["масло"] });
    await hears(anna, oil);
    await at.fetch();
    expect(await waits(await hears(anna, oil, later(23)))).toBe(false);
    expect(await waits(await hears(anna, oil, later(25)))).toBe(true);
  });

  it("a product in more than a page of collections is in all of them", async () => {
    const anna = await at.customer({ email: "cache7@example.com" });
    const oil = await at.product({});
    const collections: string[] = [];
    for (let n = 0; n < 23; n += 1) collections.push(await at.collection([oil]));
    const last = collections.at(-1) ?? "";
    await at.publish({ rules: [{ id: "last", lines: { collections: [last] }, rate: rate(4) }] });
    const id = await hears(anna, oil);
    await at.fetch();
    expect(await at.stored(id)).toMatchObject({ target: 40n });
  });
});

describe("what is missing is fetched in batches", () => {
  it("of many orders together, of up to 250 products and customers a call, whatever the rate limit", async () => {
    await at.publish({
      rules: [
        {
          id: "both",
          lines: { tags: ["масло"] },
          orders: { customer_tags: ["опт"] },
          rate: rate(2),
        },
      ],
    });
    const buyers = await Promise.all(
      Array.from({ length: 60 }, (_, n) =>
        at.customer({ email: `many${String(n)}@example.com`, tags: ["опт"] }),
      ),
    );
    const products = await Promise.all(
      Array.from({ length: 300 }, () => at.product({ tags: ["масло"] })),
    );
    for (const [n, product] of products.entries()) await hears(buyers[n % 60] ?? "", product);
    const throttle = { maximum: 2000, restore_per_second: 1000 };
    await store.control("PUT", "/faults", { lose: 1, admin_api: { throttle } });
    const { reader, asked } = counting();
    const done = await at.fetch(NOW, reader);
    await store.control("PUT", "/faults", { lose: 1 });
    expect(done).toMatchObject({ orders: 300, products: 300, transfers: 300 });
    // 250 orders are one batch, and 50 the next.
    expect(asked).toEqual([250, 50]);
    expect(await at.points(buyers[0] ?? "")).toBe(100n);
    expect(await shop.database.difference()).toBeNull();
  }, 120_000);

  it("an order that Shopify could not be asked for goes on waiting, and holds up nothing", async () => {
    await at.publish(TAGGED);
    const anna = await at.customer({ email: "cache8@example.com" });
    const id = await hears(anna, await at.product({ tags: ["масло"] }));
    const reader = shop.context.readerOf(shop.shop);
    const products = () => Promise.reject(new Error("Shopify is out of order"));
    await expect(at.fetch(NOW, { ...reader, products })).rejects.toThrow("out of order");
    expect(await waits(id)).toBe(true);
    await at.fetch();
    expect(await at.stored(id)).toMatchObject({ target: 50n, waits: false });
  });
});
