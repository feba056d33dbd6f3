import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { arrayOf } from "../../app/db/array-parameter.server.ts";
import { createPool, type Database } from "../../app/db/pool.server.ts";
import { freshDatabase, type FreshDatabase } from "../support/fresh-database.ts";

let database: FreshDatabase;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  db = createPool(database.url, { max: 1 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const readBack = async (type: string, parameter: string): Promise<unknown> => {
  const { rows } = await db.pool.query<{ value: unknown }>(`SELECT $1::${type}[] AS value`, [
    parameter,
  ]);
  return rows[0]?.value;
};

it.each([
  ["null"],
  ["NULL"],
  [""],
  [" "],
  ["a,b"],
  ["{}"],
  ['say "no"'],
  ["back\\slash"],
  ["№ 1\n"],
])("hands the text %j to PostgreSQL as it is", async (text) => {
  expect(await readBack("text", arrayOf([text, null, text]))).toEqual([text, null, text]);
});

it("hands over whatever text PostgreSQL can hold", async () => {
  const texts = fc.array(
    fc.option(fc.string({ unit: "grapheme" }).map((one) => one.replaceAll("\u0000", ""))),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (values) => {
      expect(await readBack("text", arrayOf(values))).toEqual(values);
    }),
    { numRuns: 200 },
  );
});

it("hands over numbers, moments and bytes", async () => {
  const at = new Date("2026-11-21T22:00:00.123Z");
  const bytes = Buffer.from([0, 92, 34, 255]);
  const [most, least] = [9_223_372_036_854_775_807n, -1n];
  expect(await readBack("bigint", arrayOf([most, least, null]))).toEqual([
    String(most),
    String(least),
    null,
  ]);
  expect(await readBack("timestamptz", arrayOf([at, null]))).toEqual([at, null]);
  expect(await readBack("bytea", arrayOf([bytes, null]))).toEqual([bytes, null]);
});
