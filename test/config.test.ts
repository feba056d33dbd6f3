import { describe, expect, it } from "vitest";
import { loadConfig } from "../app/config.server.ts";

const RIGHT = {
  DATABASE_URL: "postgresql://kopilka@db.example.com/kopilka",
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "very-secret",
  SHOPIFY_APP_URL: "https://kopilka.example.com/",
  PERSONAL_DATA_KEY: "0123456789abcdef0123456789abcdef",
};

describe("the environment", () => {
  it("is enough with five variables, and the rest have defaults", () => {
    expect(loadConfig(RIGHT)).toMatchObject({
      port: 3000,
      nodeEnv: "production",
      logLevel: "info",
      shopifyAppUrl: "https://kopilka.example.com",
      scopes: null,
      devStoreUrl: null,
    });
  });

  it("names everything that is missing at once", () => {
    expect(() => loadConfig({})).toThrow(
      /DATABASE_URL is not set.*SHOPIFY_API_KEY.*SHOPIFY_API_SECRET.*SHOPIFY_APP_URL.*PERSONAL_DATA_KEY/,
    );
  });

  it.each([
    ["DATABASE_URL", "mysql://elsewhere"],
    ["PORT", "many"],
    ["PORT", "70000"],
    ["SHOPIFY_APP_URL", "kopilka"],
    ["PERSONAL_DATA_KEY", "too short"],
    ["NODE_ENV", "prod"],
  ])("names %s when it is %j", (name, value) => {
    expect(() => loadConfig({ ...RIGHT, [name]: value })).toThrow(name);
  });

  it("takes an empty variable for one that is not set", () => {
    expect(() => loadConfig({ ...RIGHT, SHOPIFY_API_KEY: "" })).toThrow(
      "SHOPIFY_API_KEY is not set",
    );
  });

  it("never prints a secret", () => {
    const wrong = () => loadConfig({ ...RIGHT, PERSONAL_DATA_KEY: "hunter2", PORT: "x" });
    expect(wrong).toThrow(/^(?!.*(hunter2|very-secret)).*$/s);
  });

  it("refuses another App Bridge than Shopify's in production", () => {
    const dev = { ...RIGHT, APP_BRIDGE_URL: "http://127.0.0.1:4000/app-bridge.js" };
    expect(() => loadConfig(dev)).toThrow("APP_BRIDGE_URL");
    expect(loadConfig({ ...dev, NODE_ENV: "development" }).appBridgeUrl).toBe(dev.APP_BRIDGE_URL);
  });

  it("refuses the dev store's address in production", () => {
    const dev = { ...RIGHT, DEV_STORE_URL: "http://127.0.0.1:4000" };
    expect(() => loadConfig(dev)).toThrow("DEV_STORE_URL");
    expect(loadConfig({ ...dev, NODE_ENV: "development" }).devStoreUrl).toBe(
      "http://127.0.0.1:4000",
    );
  });
});
