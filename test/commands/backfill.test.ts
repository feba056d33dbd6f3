import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startProcess } from "../support/processes.ts";
import { DEV_KEY, DEV_SECRET, useRunningDevStore } from "../support/running-dev-store.ts";
import { PERSONAL_DATA_KEY, useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const ago = (days: number) => new Date(Date.now() - days * DAY_MS);

const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const kopilka = useShopOnDevStore(store, ago(10), "read_orders,read_customers");
const folder = mkdtempSync(join(tmpdir(), "kopilka-backfill-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function backfill(...args: string[]): Promise<string> {
  const running = startProcess(["app/commands/backfill.ts", ...args], {
    DATABASE_URL: kopilka.database.url,
    DEV_STORE_URL: store.url,
    NODE_ENV: "development",
    SHOPIFY_API_KEY: DEV_KEY,
    SHOPIFY_API_SECRET: DEV_SECRET,
    SHOPIFY_APP_URL: "http://127.0.0.1:9",
    PERSONAL_DATA_KEY,
  });
  const code = await running.ended;
  if (code !== 0) throw new Error(running.output());
  return running.output();
}

it("npm run backfill previews per member, shows the 60-day limit, posts under a version chosen, and undoes", async () => {
  for (const [email, days] of [
    ["anna@example.com", 30],
    ["anna@example.com", 20],
    ["boris@example.com", 5],
  ] as const)
    await store.control("POST", "/orders", {
      customer: { email },
      at: ago(days).toISOString(),
      financial_status: "paid",
      line_items: [{ title: "Brake disc", price: "1000.00", quantity: 1 }],
    });
  const since = ["--since", ago(90).toISOString().slice(0, 10)];
  const plain = await backfill(...since, "--preview");
  expect(plain).toContain("Shopify shows this app the orders of the last 60 days alone");
  expect(plain).toMatch(/3 orders read, 3 of them new, 10 points/);
  expect(plain).toMatch(/2 orders are from before .*; --program VERSION chooses one for them/);

  const file = join(folder, "members.csv");
  const seen = await backfill(...since, "--program", "1", "--preview", "--report", file);
  expect(seen).toContain("nothing was posted");
  expect(seen).toMatch(/customer \d+: 20 points for 2 orders/);
  expect(readFileSync(file, "utf8")).toMatch(
    /^customer_id,orders,points,bonuses\r\n\d+,\d,\d0,0\r\n/,
  );

  const done = await backfill(...since, "--program", "1");
  expect(done).toMatch(/3 orders read, 3 of them new, 30 points/);
  expect(done).toMatch(/orders from before .* are evaluated under version 1/);
  const id = /--undo (\S+)/.exec(done)?.[1] ?? "";
  expect(await backfill()).toContain(`${id}  `);
  expect(await backfill("--undo", id)).toContain("30 points were taken back");
  expect(await kopilka.database.difference()).toBeNull();
});
