import { existsSync, readFileSync } from "node:fs";

import { parse } from "smol-toml";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { API_VERSION } from "../../app/shopify/api-version.ts";
import { ORDER_TOPICS } from "../../app/shopify/payloads/order-events.ts";

const text = readFileSync("shopify.app.toml", "utf8");
const toml = z
  .looseObject({
    webhooks: z.object({
      api_version: z.string(),
      subscriptions: z.array(
        z.object({
          topics: z.array(z.string()).default([]),
          compliance_topics: z.array(z.string()).default([]),
          uri: z.string(),
          metafields: z.array(z.object({ namespace: z.string(), key: z.string() })).default([]),
        }),
      ),
    }),
  })
  .parse(parse(text));
const { subscriptions } = toml.webhooks;

describe("shopify.app.toml", () => {
  it("subscribes to every topic that Kopilka acts on, once each", () => {
    expect(subscriptions.flatMap((one) => one.topics).sort()).toEqual(
      [
        ...ORDER_TOPICS,
        "customers/create",
        "customers/update",
        "customers/delete",
        "customers/merge",
        "customers_email_marketing_consent/update",
        "products/create",
        "products/update",
        "products/delete",
        "collections/create",
        "collections/update",
        "collections/delete",
        "app/uninstalled",
        "app/scopes_update",
      ].sort(),
    );
  });

  it("declares the three compliance topics as such", () => {
    expect(subscriptions.flatMap((one) => one.compliance_topics).sort()).toEqual([
      "customers/data_request",
      "customers/redact",
      "shop/redact",
    ]);
  });

  it("sends all of them to the one endpoint, in the API version of the operations", () => {
    expect([...new Set(subscriptions.map((one) => one.uri))]).toEqual(["/webhooks"]);
    expect(toml.webhooks.api_version).toBe(API_VERSION);
  });

  it("asks for the metafield that names a hold with every topic that carries an order", () => {
    const asked = subscriptions.filter(({ metafields }) =>
      metafields.some(({ namespace, key }) => namespace === "$app" && key === "hold"),
    );
    expect(asked.flatMap((one) => one.topics).sort()).toEqual(
      ORDER_TOPICS.filter(
        (topic) => !["orders/edited", "orders/delete", "refunds/create"].includes(topic),
      ).sort(),
    );
  });

  it("names a file that exists behind every topic", () => {
    const topicLines = text.split("\n").filter((line) => /^ {2}"\w+\/\w+"/.test(line));
    expect(topicLines).toHaveLength(
      subscriptions.flatMap((one) => [...one.topics, ...one.compliance_topics]).length,
    );
    const unnamed = topicLines.filter((line) => !/# app\/\S+\.ts\b/.test(line));
    expect(unnamed).toEqual([]);
  });

  it("names no file that is gone", () => {
    const named = [...text.matchAll(/\bapp\/[\w./$-]+\.ts\b/g)].map(([file]) => file);
    expect(named.filter((file) => !existsSync(file))).toEqual([]);
  });

  it("keeps the holds out of shoppers' hands, and lets an order name its hold", () => {
    expect(toml).toMatchObject({
      customer: {
        metafields: { app: { hold: { access: { storefront: "none", customer_account: "none" } } } },
      },
      order: { metafields: { app: { hold: { capabilities: { cart_to_order_copyable: true } } } } },
    });
  });
});
