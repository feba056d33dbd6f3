import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { buildPages, pagesAreFresh } from "../../app/commands/build-pages.ts";
import { freshDatabase, type FreshDatabase } from "../support/fresh-database.ts";
import { withClient } from "../support/postgres.ts";
import { startProcess, type RunningProcess } from "../support/processes.ts";

const SECRET = "a secret that Shopify and the app share";

let database: FreshDatabase;
beforeAll(async () => {
  if (!pagesAreFresh()) await buildPages();
  database = await freshDatabase();
});
afterAll(() => database.drop());

const startWeb = (env: Record<string, string> = {}) =>
  startProcess(["app/server/main.ts"], {
    NODE_ENV: "production",
    DATABASE_URL: database.url,
    PORT: "0",
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: "https://kopilka.example.com",
    PERSONAL_DATA_KEY: "a key of at least thirty-two characters",
    ...env,
  });

async function addressOf(web: RunningProcess): Promise<string> {
  const output = await web.said(/"port":\d+/);
  return `http://127.0.0.1:${/"port":(\d+)/.exec(output)?.[1] ?? ""}`;
}

/** @returns the status, or undefined where the server takes no more connections */
async function sendWebhook(url: string, id: number): Promise<number | undefined> {
  const body = JSON.stringify({ id, email: null });
  const headers = {
    "x-shopify-topic": "customers/create",
    "x-shopify-shop-domain": "kopilka-test.myshopify.com",
    "x-shopify-webhook-id": String(id),
    "x-shopify-hmac-sha256": createHmac("sha256", SECRET).update(body).digest("base64"),
  };
  try {
    return (await fetch(`${url}/webhooks`, { method: "POST", headers, body })).status;
  } catch {
    return undefined;
  }
}

describe("the web process", () => {
  it("serves the API, the pages and webhooks from one port", async () => {
    const web = startWeb();
    const url = await addressOf(web);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect((await fetch(`${url}/api/v1/openapi.json`)).status).toBe(200);
    expect((await fetch(`${url}/api/v1/members/1`)).status).toBe(401);
    expect((await fetch(`${url}/api/v1/nothing`)).status).toBe(404);
    expect(await sendWebhook(url, 1)).toBe(200);
    web.signal("SIGTERM");
    expect(await web.ended).toBe(0);
  });

  it("told to end amid webhooks, loses none that it has answered", async () => {
    const web = startWeb();
    const url = await addressOf(web);
    const answered: number[] = [];
    let next = 1000;
    const senders = Array.from({ length: 20 }, async () => {
      for (;;) {
        const id = next;
        next += 1;
        const status = await sendWebhook(url, id);
        if (status === undefined) return;
        expect(status).toBe(200);
        answered.push(id);
        if (answered.length === 200) web.signal("SIGTERM");
      }
    });
    await Promise.all(senders);
    expect(await web.ended).toBe(0);
    expect(answered.length).toBeGreaterThanOrEqual(200);
    const stored = await withClient(database.url, (client) =>
      client.query<{ webhook_id: string }>("SELECT webhook_id FROM deliveries"),
    );
    const ids = new Set(stored.rows.map((row) => Number(row.webhook_id)));
    expect(answered.filter((id) => !ids.has(id))).toEqual([]);
  });

  it("says in one line that its port is in use", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    const { port } = other.address() as AddressInfo;
    const web = startWeb({ PORT: String(port) });
    expect(await web.ended).toBe(1);
    expect(web.output().trim()).toBe(
      `kopilka web: port ${port} is in use; set PORT to another one`,
    );
    other.close();
  });

  it("says in one line all that is wrong with its environment", async () => {
    const web = startWeb({ DATABASE_URL: "mysql://x", PERSONAL_DATA_KEY: "" });
    expect(await web.ended).toBe(1);
    const lines = web.output().trim().split("\n");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/DATABASE_URL .*PERSONAL_DATA_KEY/);
  });
});
