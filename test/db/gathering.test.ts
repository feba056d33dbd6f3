import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { gathering } from "../../app/db/gathering.server.ts";
import { shopId } from "../../app/domain/ids.ts";

const SHOP = shopId("a.myshopify.com");
const OTHER_SHOP = shopId("b.myshopify.com");

/** Never connects: what runs together only notes what it was given. */
const pool = new pg.Pool();
let groups: number[][] = [];
beforeEach(() => {
  groups = [];
});
afterEach(() => {
  expect(pool.totalCount).toBe(0);
});

const double = gathering((_, __, items: readonly number[]) => {
  groups.push([...items]);
  if (items.includes(13)) return Promise.reject(new Error("thirteen"));
  return Promise.resolve(items.map((item) => item * 2));
});

it("lets those who ask at once share a statement, and answers each its own", async () => {
  expect(await Promise.all([1, 2, 3].map((item) => double(pool, SHOP, item)))).toEqual([2, 4, 6]);
  expect(groups).toEqual([[1, 2, 3]]);
});

it("takes those who were just answered, and ask again, along in the next statement", async () => {
  const twice = async (item: number) => double(pool, SHOP, await double(pool, SHOP, item));
  expect(await Promise.all([1, 2, 3].map(twice))).toEqual([4, 8, 12]);
  expect(groups).toEqual([
    [1, 2, 3],
    [2, 4, 6],
  ]);
});

it("keeps shops apart", async () => {
  await Promise.all([double(pool, SHOP, 1), double(pool, OTHER_SHOP, 2)]);
  expect(groups).toEqual([[1], [2]]);
});

it("tells a failure to the one whose it is", async () => {
  const asked = [1, 13, 2].map((item) => double(pool, SHOP, item));
  expect(await Promise.allSettled(asked)).toMatchObject([
    { value: 2 },
    { reason: { message: "thirteen" } },
    { value: 4 },
  ]);
});

it("lets a transaction's statements go alone, at once", async () => {
  const client = new pg.Client();
  await Promise.all([double(client, SHOP, 1), double(client, SHOP, 2)]);
  expect(groups).toEqual([[1], [2]]);
});
