import { randomUUID } from "node:crypto";
import pg from "pg";

/**
 * The least SQL that holds points and gives them back, never oversold, and leaves
 * what a ledger has to keep: one statement for a hold, one for its release.
 */
export interface LeastHolds {
  holdAndRelease(shopper: number, points: number): Promise<void>;
  /** Lets the server come to rest before a measurement. */
  rest(): Promise<void>;
  end(): Promise<void>;
}

// Tables of its own, as a good engineer would make them for nothing but this: the keys and
// checks of ours without which a fact could be lost, doubled or oversold, none of our columns
// and indexes that serve something else, and the hash of a chain taken in the database.
const TABLES = `
CREATE TABLE least_wallets (shop text, customer_id text, available bigint CHECK (available >= 0),
  held bigint CHECK (held >= 0), seq bigint, hash bytea, PRIMARY KEY (shop, customer_id))
  WITH (fillfactor = 80);
CREATE TABLE least_lots (shop text, customer_id text, lot_id text, expires_at timestamptz,
  available bigint CHECK (available >= 0), held bigint CHECK (held >= 0),
  PRIMARY KEY (shop, customer_id, lot_id)) WITH (fillfactor = 80);
CREATE TABLE least_transfers (shop text, customer_id text, seq bigint, key text, code text,
  amount bigint, at timestamptz, prev_hash bytea, hash bytea,
  PRIMARY KEY (shop, customer_id, seq), UNIQUE (shop, key));
CREATE TABLE least_lot_uses (shop text, customer_id text, seq bigint, lot_id text, amount bigint,
  PRIMARY KEY (shop, customer_id, seq, lot_id));
CREATE TABLE least_holds (shop text, hold_id uuid, customer_id text, points bigint, state text,
  seq bigint, expires_at timestamptz, PRIMARY KEY (shop, hold_id));
CREATE UNIQUE INDEX ON least_holds (shop, customer_id) WHERE state = 'active';`;
const SHOP = "least.myshopify.com";

// Two at once for one wallet: the second waits for the first, and where it has read lots that
// the first has taken from, their CHECK refuses it as a whole.
const HOLD = `
WITH wallet AS (
  UPDATE least_wallets SET available = available - $3, held = held + $3, seq = seq + 1,
         hash = sha256(hash || convert_to(concat_ws('/', 'hold', $4::text, $3::text), 'UTF8'))
   WHERE shop = $1 AND customer_id = $2 AND available >= $3
  RETURNING new.seq, old.hash AS prev_hash, new.hash
), taken AS (
  SELECT lot_id, seq, least(available, $3 - before) AS amount
    FROM wallet CROSS JOIN (
      SELECT lot_id, available,
             sum(available) OVER (ORDER BY expires_at, lot_id)::bigint - available AS before
        FROM least_lots WHERE shop = $1 AND customer_id = $2 AND available > 0) AS lot
   WHERE before < $3
), moved AS (
  UPDATE least_lots AS l SET available = available - amount, held = held + amount
    FROM taken WHERE shop = $1 AND customer_id = $2 AND l.lot_id = taken.lot_id
), used AS (
  INSERT INTO least_lot_uses SELECT $1, $2, seq, lot_id, amount FROM taken
), posted AS (
  INSERT INTO least_transfers
  SELECT $1, $2, seq, 'hold/' || $4::text, 'hold', $3, now(), prev_hash, hash FROM wallet
)
INSERT INTO least_holds
SELECT $1, $4::uuid, $2, $3, 'active', seq, now() + interval '30 minutes' FROM wallet`;
const RELEASE = `
WITH hold AS (
  UPDATE least_holds SET state = 'released'
   WHERE shop = $1 AND hold_id = $2::uuid AND state = 'active' RETURNING *
), wallet AS (
  UPDATE least_wallets AS w
     SET available = available + points, held = held - points, seq = w.seq + 1,
         hash = sha256(hash || convert_to(concat_ws('/', 'release', $2::text, points), 'UTF8'))
    FROM hold WHERE w.shop = $1 AND w.customer_id = hold.customer_id
  RETURNING w.customer_id, points, hold.seq AS held_at, new.seq, old.hash AS prev_hash, new.hash
), given AS (
  SELECT customer_id, wallet.seq, lot_id, amount
    FROM wallet JOIN least_lot_uses AS u USING (customer_id)
   WHERE u.shop = $1 AND u.seq = held_at
), moved AS (
  UPDATE least_lots AS l SET available = available + amount, held = held - amount
    FROM given WHERE shop = $1 AND l.customer_id = given.customer_id AND l.lot_id = given.lot_id
), used AS (
  INSERT INTO least_lot_uses SELECT $1, customer_id, seq, lot_id, amount FROM given
)
INSERT INTO least_transfers
SELECT $1, customer_id, seq, 'release/' || $2::text, 'release', points, now(), prev_hash, hash
  FROM wallet`;

export async function createLeastHolds(
  url: string,
  clients: number,
  shoppers: number,
  lots: readonly bigint[],
): Promise<LeastHolds> {
  const pool = new pg.Pool({ connectionString: url, max: clients });
  await pool.query(TABLES);
  await pool.query(
    `INSERT INTO least_lots
     SELECT $1, n::text, lot, NULL, points, 0
       FROM generate_series(0, $2::int - 1) AS n,
            unnest($3::bigint[]) WITH ORDINALITY AS l (points, lot)`,
    [SHOP, shoppers, lots],
  );
  await pool.query(
    `INSERT INTO least_wallets
     SELECT shop, customer_id, sum(available), 0, 0, sha256('') FROM least_lots
      GROUP BY shop, customer_id`,
  );
  const run = async (name: string, text: string, values: unknown[]) => {
    const { rowCount } = await pool.query({ name, text, values });
    if (rowCount !== 1) throw new Error(`${name} has done nothing`);
  };
  return {
    async holdAndRelease(shopper, points) {
      const hold = randomUUID();
      await run("least_hold", HOLD, [SHOP, String(shopper), points, hold]);
      await run("least_release", RELEASE, [SHOP, hold]);
    },
    async rest() {
      await pool.query("VACUUM ANALYZE");
    },
    async end() {
      await pool.query(
        "DROP TABLE least_wallets, least_lots, least_transfers, least_lot_uses, least_holds",
      );
      await pool.end();
    },
  };
}
