import pg from "pg";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { importHashes } from "../../../app/services/imports/import-hashes.server.ts";
import { matchImport } from "../../../app/services/imports/match-import.server.ts";
import { postImport } from "../../../app/services/imports/post-import.server.ts";
import { readImport } from "../../../app/services/imports/read-import.server.ts";
import { runImport, runImports } from "../../../app/services/imports/run-import.server.ts";
import { undoImport } from "../../../app/services/imports/undo-import.server.ts";
import { day } from "../../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";
import { bytesOf, csv, importDesk, KEY } from "./import-desk.ts";

const ROWS = 3_500;
const CUSTOMERS = Object.fromEntries(
  Array.from({ length: ROWS }, (_, i) => [String(7_000_000_000_000 + i), `m${i}@example.com`]),
);
const FILE = csv(
  "email,points",
  ...Object.values(CUSTOMERS).map((email, i) => `${email},${(i % 9) + 1}`),
);
const TOTAL = Array.from({ length: ROWS }, (_, i) => BigInt((i % 9) + 1)).reduce((a, b) => a + b);

let shop: ShopDatabase;
const desk = importDesk(() => shop, CUSTOMERS);
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(() => shop.close());

class Killed extends Error {}
/** Ends a step when it has told its progress so many times, as a kill does between two batches. */
const killAfter = (times: number) => {
  let told = 0;
  return () => {
    told += 1;
    if (told === times) throw new Killed();
  };
};
const posted = async () => {
  const [row] = await shop.sql.query<{ sum: string | null }>(
    "SELECT sum(available) AS sum FROM balances",
  );
  return BigInt(row?.sum ?? 0);
};

describe("an import that is broken off", () => {
  it("goes on where it stopped, at every step, and posts each row once", async () => {
    const run = { at: day(3), source: "the file" };
    const hashes = importHashes(KEY);
    const { db } = shop;
    const one = await desk.start(run);
    const reading = readImport(db, hashes, SHOP, one, bytesOf(FILE), day(3), killAfter(2));
    await expect(reading).rejects.toBeInstanceOf(Killed);
    const again = await desk.start(run);
    expect(again).toMatchObject({ importId: one.importId, rowsRead: 2_000 });
    await readImport(db, hashes, SHOP, again, bytesOf(FILE), day(3));

    const { importId } = one;
    const matching = matchImport(db, desk.finder, SHOP, importId, killAfter(2));
    await expect(matching).rejects.toBeInstanceOf(Killed);
    await matchImport(db, desk.finder, SHOP, importId);

    // Inside a transaction, which is rolled back as a kill would have it.
    const posting = postImport(db, SHOP, importId, day(3), killAfter(2));
    await expect(posting).rejects.toBeInstanceOf(Killed);
    expect(await posted()).toBeGreaterThan(0n);
    expect(await posted()).toBeLessThan(TOTAL);
    await runImport(db, desk.finder, SHOP, importId, () => day(4));
    expect(await desk.view(one)).toMatchObject({ state: "done", rowsRead: ROWS, posted: ROWS });
    expect(await posted()).toBe(TOTAL);
    expect(await shop.difference()).toBeNull();

    const undoing = undoImport(db, SHOP, importId, day(5), killAfter(2));
    await expect(undoing).rejects.toBeInstanceOf(Killed);
    await runImport(db, desk.finder, SHOP, importId, () => day(5));
    expect(await desk.view(one)).toMatchObject({ state: "undone", pointsTaken: TOTAL });
    expect(await posted()).toBe(0n);
    expect(await shop.difference()).toBeNull();
  });

  it("that is undone half-way is not gone on with", async () => {
    const done = await desk.start({ at: day(3), source: "the file" });
    await readImport(shop.db, importHashes(KEY), SHOP, done, bytesOf(FILE), day(3));
    await undoImport(shop.db, SHOP, done.importId, day(3));
    await runImport(shop.db, desk.finder, SHOP, done.importId, () => day(3));
    expect(await desk.view(done)).toMatchObject({ state: "undone", posted: 0 });
    expect(await posted()).toBe(0n);
  });

  it("is done by one of a command and a worker at once, whichever comes first", async () => {
    for (const preview of [true, false]) {
      const one = await desk.start({ at: day(3), preview });
      await readImport(shop.db, importHashes(KEY), SHOP, one, bytesOf(FILE), day(3));
      const { importId } = one;
      await Promise.all([
        runImports(shop.db, desk.finder, SHOP, () => day(3)),
        runImport(shop.db, desk.finder, SHOP, importId, () => day(3)),
        runImports(shop.db, desk.finder, SHOP, () => day(3)),
      ]);
      expect(await desk.view(one)).toMatchObject({ state: "done", posted: ROWS });
    }
    expect(await posted()).toBe(TOTAL);
  });

  it("asks the database for a batch of rows at a time, never for one", async () => {
    const queries = vi.spyOn(pg.Client.prototype, "query");
    const counted = async (rows: number) => {
      queries.mockClear();
      const lines = FILE.split("\n").slice(1, rows + 1);
      const noted = lines.map((line) => `${line},${String(rows)}`);
      await desk.bring(csv("email,points,note", ...noted), { at: day(3) });
      return queries.mock.calls.length;
    };
    const few = await counted(10);
    expect(few).toBeGreaterThan(10);
    expect(await counted(900)).toBeLessThanOrEqual(few + 10);
    queries.mockRestore();
  });
});
