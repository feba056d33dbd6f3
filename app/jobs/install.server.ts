import { PgBoss } from "pg-boss";
import { createPool, APP_ROLE } from "../db/pool.server.ts";
import { BOSS_SCHEMA } from "./boss.server.ts";

/**
 * Creates pg-boss's tables, or brings them up to the installed version, and
 * lets the app's role use them. May be run again at any time.
 * @param databaseUrl of a role that may create schemas
 */
export async function installJobQueue(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    schema: BOSS_SCHEMA,
    max: 2,
    supervise: false,
    schedule: false,
  });
  boss.on("error", () => undefined);
  await boss.start();
  await boss.stop({ graceful: false });

  const owner = createPool(databaseUrl, { max: 1, asAppRole: false, name: "kopilka-migrate" });
  try {
    await owner.pool.query(
      `GRANT USAGE ON SCHEMA ${BOSS_SCHEMA} TO ${APP_ROLE};
       GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${BOSS_SCHEMA} TO ${APP_ROLE};
       GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${BOSS_SCHEMA} TO ${APP_ROLE};
       GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA ${BOSS_SCHEMA} TO ${APP_ROLE};`,
    );
  } finally {
    await owner.close();
  }
}
