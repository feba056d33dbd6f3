import pg from "pg";

/** The role that every session of the app takes on: it may not change the ledger's past. */
export const APP_ROLE = "kopilka_app";

/** A PostgreSQL database of Kopilka, and how to end its connections. */
export interface Database {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface PoolOptions {
  /** Most connections at once. */
  readonly max?: number;
  /** Shown in pg_stat_activity. */
  readonly name?: string;
  /** False for migrations, which own the tables. */
  readonly asAppRole?: boolean;
  /** Told of a connection that broke while idle; the pool replaces it. */
  readonly onIdleError?: (error: Error) => void;
}

const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.INT8, BigInt);

/**
 * Opens a pool. bigint columns come back as `bigint`, timestamptz as `Date`,
 * numeric as `string`. No connection is made before the first query.
 */
export function createPool(databaseUrl: string, options: PoolOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: options.max ?? 10,
    application_name: options.name ?? "kopilka",
    types,
    ...(options.asAppRole === false ? {} : { options: `-c role=${APP_ROLE}` }),
  });
  // Without a listener, a server that restarts would end the process.
  pool.on("error", (error) => options.onIdleError?.(error));
  // The same while a connection is in use; whoever uses it hears of it from the query.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return { pool, close: () => pool.end() };
}
