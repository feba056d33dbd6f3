import pg from "pg";

const BATCH = 100;

/** The least SQL that could record orders: a dedupe row, a ledger row, a balance. */
export interface Least {
  /** @returns orders per second */
  record(shop: string, orders: number): Promise<number>;
  /**
   * Lets the server come to rest before a measurement: what the one before, or the filling
   * of the queue, has left to the vacuum is no part of it.
   */
  rest(): Promise<void>;
  end(): Promise<void>;
}

const TABLES = `
CREATE TABLE IF NOT EXISTS least_seen (shop text, order_id text, PRIMARY KEY (shop, order_id));
CREATE TABLE IF NOT EXISTS least_ledger (shop text, entry bigserial, customer_id text,
  order_id text, amount bigint, at timestamptz, PRIMARY KEY (shop, entry));
CREATE TABLE IF NOT EXISTS least_balances (shop text, customer_id text, balance bigint,
  PRIMARY KEY (shop, customer_id));`;

export async function createLeast(url: string): Promise<Least> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(TABLES);
  return {
    async record(shop, orders) {
      const began = performance.now();
      for (let from = 0; from < orders; from += BATCH) await recordBatch(client, shop, from);
      return (orders / (performance.now() - began)) * 1000;
    },
    async rest() {
      await client.query("VACUUM ANALYZE");
    },
    async end() {
      await client.query("DROP TABLE least_seen, least_ledger, least_balances");
      await client.end();
    },
  };
}

async function recordBatch(client: pg.Client, shop: string, from: number): Promise<void> {
  const numbers = Array.from({ length: BATCH }, (_, index) => from + index);
  const orders = numbers.map((number) => String(7_000_000_000_000 + number));
  const customers = numbers.map((number) => String(8_000_000_000_000 + (number % 5_000)));
  const amounts = numbers.map(() => 73);
  await client.query("BEGIN");
  await client.query({
    name: "seen",
    text: "INSERT INTO least_seen SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING",
    values: [shop, orders],
  });
  await client.query({
    name: "ledger",
    text: `INSERT INTO least_ledger (shop, customer_id, order_id, amount, at)
           SELECT $1, *, now() FROM unnest($2::text[], $3::text[], $4::bigint[])`,
    values: [shop, customers, orders, amounts],
  });
  await client.query({
    name: "balances",
    text: `INSERT INTO least_balances AS b
           SELECT $1, customer, sum(amount) FROM unnest($2::text[], $3::bigint[])
                  AS new (customer, amount) GROUP BY customer
           ON CONFLICT (shop, customer_id) DO UPDATE SET balance = b.balance + excluded.balance`,
    values: [shop, customers, amounts],
  });
  await client.query("COMMIT");
}
