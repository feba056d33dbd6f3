import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createPool, type Database } from "../../app/db/pool.server.ts";
import { inTransaction, queryable, RetryTransaction } from "../../app/db/transaction.server.ts";
import { endConnection, freshDatabase, type FreshDatabase } from "../support/fresh-database.ts";

let database: FreshDatabase;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  db = createPool(database.url, { max: 4 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});
beforeEach(async () => {
  await queryable(db.pool).query("DELETE FROM sync_cursors");
});

const note = (name: string, day: number) =>
  [
    `INSERT INTO sync_cursors (shop, name, done_to) VALUES ('a', $1, make_timestamp(2026, 1, $2, 0, 0, 0))
     ON CONFLICT (shop, name) DO UPDATE SET done_to = excluded.done_to`,
    [name, day],
  ] as const;
const noted = async () => {
  const rows = await queryable(db.pool).query<{ name: string; day: number }>(
    "SELECT name, extract(day FROM done_to)::int AS day FROM sync_cursors ORDER BY name",
  );
  return rows.map(({ name, day }) => `${name} ${day}`);
};

it("leaves nothing behind when its work throws, and hands the error on", async () => {
  const failing = inTransaction(db, async (tx) => {
    await tx.query(...note("lost", 1));
    throw new TypeError("a bug");
  });
  await expect(failing).rejects.toThrow(TypeError);
  expect(await noted()).toEqual([]);
});

it("runs its work again when its premises have changed, and gives up in the end", async () => {
  let attempts = 0;
  const third = inTransaction(db, async (tx) => {
    attempts += 1;
    await tx.query(...note(`attempt ${attempts}`, attempts));
    if (attempts < 3) throw new RetryTransaction("changed");
    return attempts;
  });
  expect(await third).toBe(3);
  expect(await noted()).toEqual(["attempt 3 3"]);
  const never = inTransaction(db, async () => {
    attempts += 1;
    throw new RetryTransaction("always");
  });
  await expect(never).rejects.toThrow("always");
  expect(attempts).toBe(3 + 8);
});

it("outlasts a deadlock: both transactions are done in the end", async () => {
  await queryable(db.pool).query(...note("x", 1));
  await queryable(db.pool).query(...note("y", 1));
  const both = Promise.withResolvers<undefined>();
  let waiting = 0;
  const take = (first: string, second: string, day: number) =>
    inTransaction(db, async (tx) => {
      await tx.query(...note(first, day));
      waiting += 1;
      if (waiting === 2) both.resolve(undefined);
      await both.promise;
      await tx.query(...note(second, day));
    });
  await Promise.all([take("x", "y", 2), take("y", "x", 3)]);
  const [x, y] = await noted();
  expect([x, y]).toEqual(x === "x 2" ? ["x 2", "y 2"] : ["x 3", "y 3"]);
});

it("outlives a connection that the server ends while nobody asks it anything", async () => {
  const cut = inTransaction(db, async (tx) => {
    await tx.query(...note("lost", 1));
    const [own] = await tx.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const ended = new Promise<void>((resolve) => {
      tx.client.once("end", resolve);
    });
    await endConnection(database.url, own?.pid);
    await ended;
    await tx.query("SELECT 1");
  });
  await expect(cut).rejects.toThrow("not queryable");
  expect(await noted()).toEqual([]);
});
