import { PgBoss } from "pg-boss";
import { APP_ROLE } from "../db/pool.server.ts";
import type { Tx } from "../db/transaction.server.ts";

/** Where pg-boss keeps its tables; `npm run migrate` creates them. */
export const BOSS_SCHEMA = "pgboss";

export interface BossOptions {
  /** Told of what goes wrong in the background: a lost connection, a failed poll. */
  readonly onError: (error: Error) => void;
  /** False where jobs are only sent: no schedules, no maintenance. */
  readonly works?: boolean;
}

/**
 * pg-boss as the app's role. It has connections of its own, because it expects
 * its counts as numbers where our pool reads bigint; it never changes its
 * tables, which belong to the role that migrates.
 */
export function createBoss(databaseUrl: string, options: BossOptions): PgBoss {
  const works = options.works ?? true;
  const boss = new PgBoss({
    connectionString: databaseUrl,
    options: `-c role=${APP_ROLE}`,
    application_name: "kopilka-jobs",
    schema: BOSS_SCHEMA,
    max: 4,
    migrate: false,
    createSchema: false,
    reindex: false,
    monitorVacuum: false,
    supervise: works,
    schedule: works,
    useListenNotify: works,
    cronMonitorIntervalSeconds: 15,
    // How often jobs whose worker has died are looked for.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  });
  boss.on("error", options.onError);
  return boss;
}

/** An open transaction as pg-boss takes it: `boss.send(name, data, { db: sendsWithin(tx) })`. */
export function sendsWithin(tx: Tx) {
  return {
    executeSql: (text: string, values?: unknown[]) => tx.client.query(text, values ?? []),
  };
}
