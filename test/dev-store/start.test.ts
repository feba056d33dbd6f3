import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { failureToStart, startDevStore, type DevStore } from "./support/dev-store.ts";

const RIGHT = {
  DEV_STORE_DATA_DIR: mkdtempSync(join(tmpdir(), "kopilka-dev-store-")),
  DEV_STORE_SEED: "none",
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  APP_URL: "http://127.0.0.1:1",
};

describe("the dev store does not start", () => {
  it("without its settings, and names every one", async () => {
    const { code, said } = await failureToStart({
      APP_URL: "nowhere",
      SHOP: "example.com",
      DEV_STORE_PORT: "four",
      DEV_STORE_SEED: "decade",
    });
    expect(code).toBe(1);
    expect(said).toBe(
      "The dev store's environment is not right: DEV_STORE_PORT must be a port; " +
        "DEV_STORE_DATA_DIR is not set; SHOPIFY_API_KEY is not set; " +
        "SHOPIFY_API_SECRET is not set; " +
        "APP_URL must be an address such as http://127.0.0.1:3000; " +
        "SHOP must be a myshopify.com domain; DEV_STORE_SEED must be year or none.\n",
    );
  });

  it("on a port in use, and says so in one line", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const { code, said } = await failureToStart({ ...RIGHT, DEV_STORE_PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(said).toBe(`Port ${port} is in use; DEV_STORE_PORT chooses another one.\n`);
  });
});

describe("the seeded shop", () => {
  const stores: DevStore[] = [];
  afterAll(() => Promise.all(stores.map((store) => store.stop())));

  it("is a year of trade, the same each time but for the dates, and told of to nobody", async () => {
    const [one, other] = await Promise.all([
      startDevStore({ DEV_STORE_SEED: "year" }),
      startDevStore({ DEV_STORE_SEED: "year" }),
    ]);
    stores.push(one, other);
    const state = await one.control("GET", "/state");
    expect(state.counts).toMatchObject({
      customers: 500,
      products: 60,
      collections: 8,
      deliveries: { queued: 0, delivered: 0 },
    });
    expect(state.counts.orders).toBeGreaterThan(4900);
    const amounts = async (store: DevStore) =>
      (await store.control("GET", "/orders?limit=200")).orders.map((order) => ({
        name: order.name,
        total: order.total_price,
        customer: order.customer?.id,
        refunds: order.refunds.length,
      }));
    const orders = await amounts(one);
    expect(await amounts(other)).toEqual(orders);
    expect(orders.filter((order) => order.refunds > 0).length).toBeGreaterThan(5);
  });
});
