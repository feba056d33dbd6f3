import type pg from "pg";
import type { Database } from "./pool.server.ts";

type Value = unknown;

/** Something that runs SQL: a transaction, or the pool for a single statement. */
export interface Queryable {
  /** Runs one statement and returns its rows. */
  query<Row>(text: string, values?: readonly Value[]): Promise<Row[]>;
}

/** An open transaction. */
export interface Tx extends Queryable {
  readonly client: pg.PoolClient;
}

/** Thrown inside a transaction whose premises another one has changed meanwhile: it is run again. */
export class RetryTransaction extends Error {
  override name = "RetryTransaction";
}

const SERIALIZATION_FAILURE = "40001";
const DEADLOCK_DETECTED = "40P01";
const MOST_ATTEMPTS = 8;

/**
 * Runs `work` in one transaction (READ COMMITTED) and commits it. After a
 * deadlock, a serialization failure or a RetryTransaction it is rolled back and
 * run again, at most eight times; every other error rolls back and is thrown.
 */
export function inTransaction<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return run(db, "BEGIN", work);
}

/** Runs `work` on one unchanging view of the database; it can only read. */
export function inSnapshot<T>(db: Database, work: (tx: Queryable) => Promise<T>): Promise<T> {
  return run(db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work);
}

/** `inSnapshot` that may keep temporary tables of its own; nothing else is to be written in it. */
export function inSnapshotWithTables<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return run(db, "BEGIN ISOLATION LEVEL REPEATABLE READ", work);
}

async function run<T>(db: Database, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await db.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(begin);
      const result = await work({ client, ...queryable(client) });
      await client.query("COMMIT");
      return result;
    } catch (error) {
      await client.query("ROLLBACK").catch((reason: unknown) => {
        broken = reason instanceof Error ? reason : new Error(String(reason));
      });
      if (attempt >= MOST_ATTEMPTS || !isRetryable(error)) throw error;
    } finally {
      client.release(broken);
    }
  }
}

/**
 * Has the rest of the transaction planned without a look at the values. The
 * planner knows little of a shop that grew since the tables were last analysed:
 * it takes it for a handful of rows and reads them all, for each row wanted.
 */
export async function planBlindly(tx: Tx): Promise<void> {
  await tx.query("SET LOCAL plan_cache_mode = force_generic_plan");
}

/** Runs single statements outside a transaction. */
export function queryable(client: pg.Pool | pg.ClientBase): Queryable {
  return {
    async query<Row>(text: string, values: readonly Value[] = []): Promise<Row[]> {
      const result = await client.query(text, [...values]);
      return result.rows as Row[];
    },
  };
}

/** Whether a statement has failed because a row of the same key is there already. */
export const isDuplicateOf = (constraint: string, error: unknown): boolean =>
  (error as { constraint?: unknown } | null)?.constraint === constraint;

function isRetryable(error: unknown): boolean {
  if (error instanceof RetryTransaction) return true;
  const code = (error as { code?: unknown } | null)?.code;
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED;
}
