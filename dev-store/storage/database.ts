import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

/**
 * The dev store's own storage: one SQLite file. Shopify's database is not the
 * app's, so this one is not either.
 */
export interface Database {
  all(sql: string, ...values: SQLInputValue[]): Record<string, unknown>[];
  get(sql: string, ...values: SQLInputValue[]): Record<string, unknown> | undefined;
  run(sql: string, ...values: SQLInputValue[]): void;
  /** Everything in `work` or nothing; `work` must not be asynchronous. */
  transaction<T>(work: () => T): T;
  close(): void;
}

/** Raised whenever the tables or the documents change: what is kept is a plaything, so nothing migrates. */
const SCHEMA_VERSION = 2n;

// Documents are V8's structured clones, which keep bigints and dates.
const SCHEMA = `
CREATE TABLE IF NOT EXISTS customers (
  id INTEGER PRIMARY KEY, email TEXT, name TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, document BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS customers_email ON customers (email);
CREATE INDEX IF NOT EXISTS customers_updated ON customers (updated_at, id);
CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL, customer_id INTEGER, email TEXT, status TEXT NOT NULL,
  created_at INTEGER NOT NULL, processed_at INTEGER NOT NULL, updated_at INTEGER NOT NULL, document BLOB NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS orders_customer ON orders (customer_id, id);
CREATE INDEX IF NOT EXISTS orders_updated ON orders (updated_at, id);
CREATE INDEX IF NOT EXISTS orders_created ON orders (created_at, id);
CREATE INDEX IF NOT EXISTS orders_processed ON orders (processed_at, id);
CREATE TABLE IF NOT EXISTS order_refunds (refund_id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS products (id INTEGER PRIMARY KEY, document BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS collections (id INTEGER PRIMARY KEY, document BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, lane TEXT NOT NULL, about TEXT NOT NULL, payload TEXT NOT NULL,
  webhook_id TEXT NOT NULL, event_id TEXT NOT NULL, triggered_at INTEGER NOT NULL, headers TEXT NOT NULL,
  status TEXT NOT NULL, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,
  answer_status INTEGER, answer TEXT, history TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX IF NOT EXISTS deliveries_queued ON deliveries (due_at, id) WHERE status = 'queued';
CREATE INDEX IF NOT EXISTS deliveries_status ON deliveries (status, id);
CREATE INDEX IF NOT EXISTS deliveries_about ON deliveries (about, id);
CREATE TABLE IF NOT EXISTS metafields (
  id INTEGER PRIMARY KEY, owner TEXT NOT NULL, namespace TEXT NOT NULL, key TEXT NOT NULL,
  type TEXT NOT NULL, value TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
  UNIQUE (owner, namespace, key)
) STRICT;
CREATE TABLE IF NOT EXISTS tokens (
  token TEXT PRIMARY KEY, kind TEXT NOT NULL, refresh_token TEXT UNIQUE, expires_at INTEGER, refresh_expires_at INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS carts (token TEXT PRIMARY KEY, updated_at INTEGER NOT NULL, document BLOB NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS carts_updated ON carts (updated_at);
CREATE TABLE IF NOT EXISTS app_discounts (id INTEGER PRIMARY KEY, document BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS code_discounts (code TEXT PRIMARY KEY, document BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS metafield_definitions (id INTEGER PRIMARY KEY, document BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS draft_orders (id INTEGER PRIMARY KEY, document BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;

/** Opens, or makes, the storage in `folder`. */
export function openDatabase(folder: string): Database {
  mkdirSync(folder, { recursive: true });
  const sqlite = new DatabaseSync(join(folder, "dev-store.sqlite"), {
    readBigInts: true,
  });
  sqlite.exec(
    "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;",
  );
  const { user_version: version, tables } = sqlite
    .prepare(
      "SELECT user_version, (SELECT count(*) FROM sqlite_master) AS tables FROM pragma_user_version",
    )
    .get() as { user_version: bigint; tables: bigint };
  if (tables > 0n && version !== SCHEMA_VERSION) {
    throw new Error(`${folder} is of another version of the dev store: remove it to start afresh`);
  }
  sqlite.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION};`);
  const statements = new Map<string, ReturnType<DatabaseSync["prepare"]>>();
  const prepared = (sql: string) => {
    const known = statements.get(sql) ?? sqlite.prepare(sql);
    statements.set(sql, known);
    return known;
  };
  let open = false;
  return {
    all: (sql, ...values) => prepared(sql).all(...values),
    get: (sql, ...values) => prepared(sql).get(...values),
    run: (sql, ...values) => void prepared(sql).run(...values),
    transaction(work) {
      if (open) return work();
      open = true;
      sqlite.exec("BEGIN");
      try {
        const result = work();
        sqlite.exec("COMMIT");
        return result;
      } catch (error) {
        sqlite.exec("ROLLBACK");
        throw error;
      } finally {
        open = false;
      }
    },
    close: () => sqlite.close(),
  };
}
