import { afterAll, beforeAll, expect, it } from "vitest";
import { applyMigrations } from "../../app/commands/migrations/apply.ts";
import { createPool } from "../../app/db/pool.server.ts";
import { reachDatabase } from "../../app/db/reach-database.server.ts";
import { checkReadiness, migrationsOf } from "../../app/server/readiness.server.ts";
import { freshDatabase, type FreshDatabase } from "../support/fresh-database.ts";
import { withClient } from "../support/postgres.ts";

/*
 * There is one PostgreSQL here, and it is new enough: in this database it takes itself for 17.4,
 * because another current_setting() stands before its own.
 */
let old: FreshDatabase;
beforeAll(async () => {
  old = await freshDatabase();
  const name = new URL(old.url).pathname.slice(1);
  await withClient(old.url, (client) =>
    client.query(`
      CREATE SCHEMA older;
      GRANT USAGE ON SCHEMA older TO PUBLIC;
      CREATE FUNCTION older.current_setting(name text) RETURNS text LANGUAGE sql AS $$
        SELECT CASE name WHEN 'server_version_num' THEN '170004' WHEN 'server_version' THEN '17.4'
                         ELSE pg_catalog.current_setting(name) END $$;
      ALTER DATABASE ${name} SET search_path = older, pg_catalog, public;`),
  );
});
afterAll(() => old.drop());

const REFUSAL = "Kopilka needs PostgreSQL 18 or newer, and this server is 17.4";

it("a PostgreSQL that is too old is not migrated, and named as the reason", async () => {
  await expect(applyMigrations(old.url)).rejects.toMatchObject({
    name: "Fault",
    message: `DATABASE_URL: ${REFUSAL}`,
  });
});

it("a process that would work on it does not start, and the web process is not ready", async () => {
  expect(await reachDatabase(old.url)).toBe(REFUSAL);
  const db = createPool(old.url, { max: 1 });
  const readiness = await checkReadiness(db, migrationsOf("prisma/migrations"));
  await db.close();
  expect(readiness).toEqual({ kind: "not_ready", reason: REFUSAL });
});
