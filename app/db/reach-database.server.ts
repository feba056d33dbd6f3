import { createPool } from "./pool.server.ts";
import { serverRefusal } from "./server-version.server.ts";
import { queryable } from "./transaction.server.ts";

/**
 * Tries whether the database can be used, before anything that would fail less
 * clearly is opened.
 * @returns why not, in one line; null where it answers, is new enough and has our tables
 */
export async function reachDatabase(databaseUrl: string): Promise<string | null> {
  const db = createPool(databaseUrl, { max: 1, name: "kopilka-try" });
  try {
    const refusal = await serverRefusal(queryable(db.pool));
    if (refusal === null) await db.pool.query("SELECT 1 FROM shops LIMIT 1");
    return refusal;
  } catch (error) {
    const { errors } = error as { errors?: unknown[] };
    const cause = errors?.[0] ?? error;
    return cause instanceof Error ? cause.message : String(cause);
  } finally {
    await db.close();
  }
}
