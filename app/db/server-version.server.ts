import type { Queryable } from "./transaction.server.ts";

/** As `server_version_num` writes it: what is embedded, and all that the tests run on. */
const OLDEST_SERVER = 180_000;

/** @returns in one line, why this PostgreSQL will not do; null where it is new enough */
export async function serverRefusal(db: Queryable): Promise<string | null> {
  const [row] = await db.query<{ number: string; version: string }>(
    `SELECT current_setting('server_version_num') AS number,
            current_setting('server_version') AS version`,
  );
  if (row && Number(row.number) >= OLDEST_SERVER) return null;
  return `Kopilka needs PostgreSQL 18 or newer, and this server is ${row?.version ?? "unknown"}`;
}
