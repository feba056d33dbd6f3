import { randomUUID } from "node:crypto";
import pg from "pg";

/** The least SQL that holds points and gives them back, never oversold. */
export interface LeastHolds {
  holdAndRelease(shopper: number, points: number): Promise<void>;
  /** Lets the server come to rest before a measurement. */
  rest(): Promise<void>;
  end(): Promise<void>;
}

const TABLES = `
CREATE TABLE least_wallets (shop text, customer_id text, available bigint, held bigint,
  PRIMARY KEY (shop, customer_id));
CREATE TABLE least_holds (shop text, hold_id uuid, customer_id text, points bigint, state text,
  expires_at timestamptz, PRIMARY KEY (shop, hold_id));`;
const SHOP = "least.myshopify.com";

export async function createLeastHolds(
  url: string,
  clients: number,
  shoppers: number,
): Promise<LeastHolds> {
  const pool = new pg.Pool({ connectionString: url, max: clients });
  await pool.query(TABLES);
  await pool.query(
    "INSERT INTO least_wallets SELECT $1, n::text, 1200, 0 FROM generate_series(0, $2::int) AS n",
    [SHOP, shoppers],
  );
  return {
    async holdAndRelease(shopper, points) {
      const hold = randomUUID();
      const held = await pool.query({
        name: "least_hold",
        text: `WITH taken AS (
                 UPDATE least_wallets SET available = available - $4, held = held + $4
                  WHERE shop = $1 AND customer_id = $2 AND available >= $4 RETURNING 1
               )
               INSERT INTO least_holds
               SELECT $1, $3, $2, $4, 'active', now() + interval '30 minutes' FROM taken`,
        values: [SHOP, String(shopper), hold, points],
      });
      const released = await pool.query({
        name: "least_release",
        text: `WITH given AS (
                 UPDATE least_holds SET state = 'released'
                  WHERE shop = $1 AND hold_id = $2 AND state = 'active' RETURNING *
               )
               UPDATE least_wallets AS w SET available = w.available + g.points, held = w.held - g.points
                 FROM given AS g WHERE w.shop = g.shop AND w.customer_id = g.customer_id`,
        values: [SHOP, hold],
      });
      if (held.rowCount !== 1 || released.rowCount !== 1) throw new Error("nothing was held");
    },
    async rest() {
      await pool.query("VACUUM ANALYZE");
    },
    async end() {
      await pool.query("DROP TABLE least_wallets, least_holds");
      await pool.end();
    },
  };
}
