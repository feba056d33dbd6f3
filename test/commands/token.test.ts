import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { createPool } from "../../app/db/pool.server.ts";
import { checkApiToken } from "../../app/services/check-api-token.server.ts";
import { freshDatabase, type FreshDatabase } from "../support/fresh-database.ts";
import { startProcess } from "../support/processes.ts";

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

async function token(...args: string[]) {
  const process = startProcess(["app/commands/token.ts", ...args], {
    DATABASE_URL: database.url,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "http://127.0.0.1:3000",
    PERSONAL_DATA_KEY: "a key of at least thirty-two characters",
  });
  const code = await process.ended;
  return { code, output: process.output() };
}

async function withDatabase<T>(work: (db: ReturnType<typeof createPool>) => Promise<T>) {
  const db = createPool(database.url);
  return work(db).finally(() => db.close());
}

const opens = (text: string) =>
  withDatabase((db) => checkApiToken(db, text, new Date("2026-11-21T12:00:00Z")));

const install = (shop: string) =>
  withDatabase((db) =>
    db.pool.query("INSERT INTO shops (shop, installed_at, created_at) VALUES ($1, now(), now())", [
      shop,
    ]),
  );

describe("npm run token", () => {
  it("makes a token that opens the API until it is revoked", async () => {
    expect(await token("create", "Till")).toMatchObject({ code: 1 });
    await install("first.myshopify.com");
    const created = await token("create", "Till");
    expect(created.code).toBe(0);
    const text = /^kpl_first_\S+$/m.exec(created.output)?.[0] ?? "";
    const caller = await opens(text);
    expect(caller?.shop).toBe("first.myshopify.com");

    const id = caller?.tokenId ?? "";
    const listed = await token("list");
    expect(listed.output).toContain(`${id}  Till`);
    expect(listed.output).not.toContain(text);

    expect((await token("revoke", id)).code).toBe(0);
    expect(await opens(text)).toBeUndefined();
    expect((await token("list")).output).toContain("revoked");
    const again = await token("revoke", id);
    expect(again.code).toBe(1);
    expect(again.output).toContain(`no token ${id}`);
  });

  it("asks which shop where there are several, and says in one line what is wrong", async () => {
    await install("second.myshopify.com");
    const ambiguous = await token("list");
    expect(ambiguous.code).toBe(1);
    expect(ambiguous.output).toContain("first.myshopify.com | second.myshopify.com");
    expect((await token("create", "Till", "--shop", "second")).output).toContain("kpl_second_");
    for (const wrong of [[], ["make"], ["create"], ["create", "a", "b"], ["list", "--shop", "x"]]) {
      const { code, output } = await token(...wrong);
      expect(code).toBe(1);
      expect(output.trim().split("\n")).toHaveLength(1);
    }
  });
});
