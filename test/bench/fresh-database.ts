import { applyMigrations } from "../../app/commands/migrations/apply.ts";
import { databaseAt, withClient } from "../support/postgres.ts";

/** A migrated, empty database of a comparison's own on the same server. */
export async function freshDatabase(
  server: string,
  name: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const drop = () =>
    withClient(server, async (client) => {
      await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    });
  await drop();
  await withClient(server, (client) => client.query(`CREATE DATABASE ${name}`));
  const url = databaseAt(server, name);
  await applyMigrations(url);
  return { url, drop };
}
