import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";

import { customerId, orderId, shopId } from "../../app/domain/ids.ts";
import { adminClients } from "../../app/shopify/admin-client.server.ts";
import { shopReader } from "../../app/shopify/orders/shop-reader.server.ts";
import { shopifyFetch } from "../../app/shopify/shopify-fetch.server.ts";

let server: Server | undefined;
afterEach(() => server?.close());

/** A reader of an Admin API that answers everything with these data and one denied path. */
async function reader(data: object, ...path: (string | number)[]) {
  const error = { message: "Access denied", path, extensions: { code: "ACCESS_DENIED" } };
  const body = JSON.stringify({ data, errors: [error] });
  server = createServer((_request, response) => response.end(body));
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const admin = adminClients({
    sessions: { of: () => Promise.resolve({ kind: "ok", accessToken: "token" }) },
    fetch: shopifyFetch(`http://127.0.0.1:${port}`),
    log: pino({ level: "silent" }),
    retries: 0,
  })(shopId("kopilka-dev.myshopify.com"));
  return shopReader({ admin, hashEmail: (email) => `hash of ${email}`, onUnreadable: () => {} });
}

/** As Shopify answers an app that lacks a scope or an approval: HTTP 200, and null in the place. */
describe("what the app may not see is not taken for what is not there", () => {
  it.each([
    ["order", { order: null }, ["order"]],
    ["order.id", { order: null }, ["order", "id"]],
  ])("of an order, denied at %s", async (_name, data, path) => {
    const { order } = await reader(data, ...path);
    await expect(order(orderId("1"))).rejects.toThrow("ACCESS_DENIED");
  });

  it.each([
    ["nodes", { nodes: [null, null] }, ["nodes"]],
    ["one of nodes", { nodes: [{ id: "gid://shopify/Order/1" }, null] }, ["nodes", 1]],
  ])("of many orders, denied at %s", async (_name, data, path) => {
    const { missingOrders } = await reader(data, ...path);
    await expect(missingOrders([orderId("1"), orderId("2")])).rejects.toThrow("ACCESS_DENIED");
  });

  it("of a customer", async () => {
    const { customer } = await reader({ customer: null }, "customer");
    await expect(customer(customerId("7"))).rejects.toThrow("may not read customer");
  });

  it("but a customer without an address is one of whom nothing can be claimed", async () => {
    const shown = { id: "gid://shopify/Customer/7", tags: [], defaultEmailAddress: null };
    const { customer } = await reader({ customer: shown }, "customer", "defaultEmailAddress");
    expect(await customer(customerId("7"))).toEqual({ customerId: "7", emailHash: null });
  });
});
