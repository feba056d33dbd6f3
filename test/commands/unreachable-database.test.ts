import { expect, it } from "vitest";
import { startProcess } from "../support/processes.ts";

const NOWHERE = "postgresql://kopilka@127.0.0.1:1/kopilka";

it.each([
  ["verify", []],
  ["token", ["list"]],
  ["job", ["mature-points"]],
  ["export", ["--customer", "1"]],
])("npm run %s says in one line that the database cannot be reached", async (command, args) => {
  const process = startProcess([`app/commands/${command}.ts`, ...args], {
    DATABASE_URL: NOWHERE,
    SHOPIFY_API_KEY: "key",
    SHOPIFY_API_SECRET: "secret",
    SHOPIFY_APP_URL: "http://127.0.0.1:3000",
    PERSONAL_DATA_KEY: "a key of at least thirty-two characters",
  });
  expect(await process.ended).toBe(1);
  expect(process.output()).toMatch(/^kopilka: DATABASE_URL: .*ECONNREFUSED.*\n$/);
});
