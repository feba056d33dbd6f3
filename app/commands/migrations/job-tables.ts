import type { Client } from "pg";
import { PgBoss } from "pg-boss";

/**
 * pg-boss's tables, in a schema of their own, made and upgraded by pg-boss itself; the app's
 * role may use them but not change their shape.
 */
export async function installJobTables(client: Client, url: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    schema: "pgboss",
    supervise: false,
    schedule: false,
    max: 2,
  });
  boss.on("error", () => undefined);
  await boss.start();
  await boss.stop({ graceful: false, close: true });
  await client.query(`
    GRANT USAGE ON SCHEMA pgboss TO kopilka_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO kopilka_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO kopilka_app;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA pgboss TO kopilka_app`);
}
