import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { Fault } from "../../app/commands/fault.ts";
import { runProgram } from "../../app/commands/program/run-program.ts";
import { createPool, type Database } from "../../app/db/pool.server.ts";
import { programJsonSchema } from "../../app/domain/program-json-schema.ts";
import { customerId, shopId } from "../../app/domain/ids.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { freshDatabase, type FreshDatabase } from "../support/fresh-database.ts";
import { line, orderFacts } from "../support/order-examples.ts";
import { startProcess } from "../support/processes.ts";

let database: FreshDatabase;
let db: Database;
const folder = mkdtempSync(join(tmpdir(), "kopilka-program-"));
beforeAll(async () => {
  database = await freshDatabase();
  db = createPool(database.url);
  await db.pool.query(
    `INSERT INTO shops (shop, currency, timezone, installed_at, created_at)
     VALUES ('first.myshopify.com', 'RUB', 'Europe/Moscow', now(), now())`,
  );
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await db.close();
  await database.drop();
});

/** What the command says, on both outputs, and its exit code. */
async function program(...args: string[]): Promise<{ code: number; output: string }> {
  const said: string[] = [];
  const print = (line: string) => said.push(line);
  let code = 0;
  try {
    await runProgram(args, { open: async () => db, print });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    code = 1;
    said.push(error.message);
  }
  return { code, output: said.join("\n").replaceAll(/[\u00a0\u202f]/g, " ") };
}

/** A file of the preset with changes. */
async function presetFile(name: string, change: (text: string) => string = (text) => text) {
  const { output } = await program("preset", name);
  const file = join(folder, `${name}-${Math.random()}.json`);
  writeFileSync(file, change(output));
  return file;
}

describe("npm run program", () => {
  it("publishes a document, shows it, tells differences and rules, and overwrites nothing unseen", async () => {
    expect(await program("show")).toMatchObject({ code: 1 });
    const simple = await presetFile("simple_points");
    expect((await program("validate", simple)).output).toContain("is a program.");
    expect((await program("publish", simple)).output).toContain("Version 1 of first.myshopify.com");

    const retail = await presetFile("russian_retail");
    const between = await program("diff", retail);
    expect(between.output).toContain("Rate: 1 point for every RUB 100 → 3% of the price in points");
    const published = await program("publish", retail, "--locale", "ru");
    expect(published.output).toContain("Version 2");
    expect(published.output).toContain("Ставка: 1 балл за каждые 100 ₽ → 3 % цены баллами");
    expect((await program("diff", "1", "2")).output).toContain(
      "“10 %”, new: From a spend of RUB 100,000.",
    );
    expect((await program("diff", "2", retail)).output).toContain("Nothing was changed");

    const stale = await program("publish", simple, "--expect", "1");
    expect(stale).toMatchObject({ code: 1 });
    expect(stale.output).toContain("is at version 2 now");
    expect(JSON.parse((await program("show", "1")).output)).toEqual(
      JSON.parse(readFileSync(simple, "utf8")),
    );

    const rules = await program("rules", "--locale", "ru");
    expect(rules.output).toContain("## Уровни");
    expect(rules.output).toContain("- При покупках на сумму от 100 000 ₽.");
    const html = await program("rules", "1", "--html");
    expect(html.output).toContain('<html lang="en">');
    const earned = await program("preview", "--total", "10000");
    expect(earned.output).toContain("300 points, worth RUB 300");
  });

  it("JSON export and import: what show prints is a document to publish", async () => {
    const { output } = await program("show");
    const file = join(folder, "shown.json");
    writeFileSync(file, output);
    expect((await program("diff", file)).output).toContain("Nothing was changed");
  });

  it("counts the effect of a tier change before publishing", async () => {
    const shop = shopId("first.myshopify.com");
    const customer = customerId("7000000000001");
    const facts = orderFacts([line("1", 30_000_00n)], { customerId: customer });
    const now = new Date();
    const paid = { ...facts, processedAt: now, updatedAt: now, paidAt: now };
    await accrueOrders(db, shop, [{ kind: "state", facts: paid }], now);
    const { output } = await program("moves", await presetFile("russian_retail"));
    expect(output).toBe("0 of 1 members would move.");
    const higher = await presetFile("russian_retail", (text) => text.replace('"20000"', '"40000"'));
    expect((await program("moves", higher)).output).toBe(
      "1 of 1 members would move.\n  5 % → 3 %: 1",
    );
  });

  it("previews an order of a file", async () => {
    const file = join(folder, "order.json");
    const lines = [{ price: "20000", quantity: 2, type: "Shoes" }];
    writeFileSync(file, JSON.stringify({ lines, tier: "ten", customer_tags: ["vip"] }));
    const { output } = await program("preview", "--order", file);
    expect(output).toContain("4,000 points");
  });

  it("says what is wrong with a document, line by line, without a database", async () => {
    const file = await presetFile("tiers", (text) =>
      text.replace('"pending_days": 14', '"pending_days": 14.5').replace('"RUB"', '"roubles"'),
    );
    const { code, output } = await program("validate", file);
    expect(code).toBe(1);
    expect(output).toContain(`${file}:3:15 currency must be an ISO 4217 code`);
    expect(output).toMatch(/:\d+:21 earning\.pending_days must be a whole number of days from 0/);
    expect((await program("publish", file)).code).toBe(1);
  });

  it("says in one line what it does not understand", async () => {
    for (const wrong of [
      [],
      ["make"],
      ["validate"],
      ["validate", "nowhere.json"],
      ["preset", "none"],
      ["diff"],
      ["show", "99"],
      ["preview"],
      ["rules", "--locale", "de"],
      ["preset", "tiers", "--currency", "money"],
      ["show", "--nonsense"],
    ]) {
      const { code, output } = await program(...wrong);
      expect(code, wrong.join(" ")).toBe(1);
      expect(output.trim().split("\n"), wrong.join(" ")).toHaveLength(1);
    }
  });
});

it("runs as npm runs it, without a database for what needs none", async () => {
  const process = startProcess(
    ["app/commands/program.ts", "preset", "cashback", "--currency", "EUR"],
    {},
  );
  expect(await process.ended).toBe(0);
  expect(JSON.parse(process.output())).toMatchObject({ earning: { rate: { percent: "5" } } });
});

describe("A JSON Schema published for editors", () => {
  it("is the one in docs, and npm run program -- schema writes it", async () => {
    const expected = JSON.stringify(programJsonSchema(), null, 2);
    const file = new URL("../../docs/program.schema.json", import.meta.url);
    expect(
      readFileSync(file, "utf8").trim(),
      "npm run program -- schema --out docs/program.schema.json",
    ).toBe(expected);
    expect((await program("schema")).output.trim()).toBe(expected);
  });
});
