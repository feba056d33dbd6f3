import { genesisHash } from "../domain/ledger/hash.ts";
import type { CustomerId, HolderId, ShopId } from "../domain/ids.ts";
import { RetryTransaction, type Queryable, type Tx } from "./transaction.server.ts";

/** Whose a customer is. */
export interface CustomerHolder {
  /** A living one. */
  readonly holderId: HolderId;
  /** Whether anything was ever decided on its enrolment. */
  readonly decided: boolean;
}

/** The living holder of each customer that is known, merges followed. */
export async function holdersOfCustomers(
  db: Queryable,
  shop: ShopId,
  customers: readonly CustomerId[],
): Promise<Map<CustomerId, HolderId>> {
  const found = await findHolders(db, shop, customers);
  return new Map([...found].map(([customer, { holderId }]) => [customer, holderId]));
}

/** `holdersOfCustomers`, with what decides whether their enrolment is to be looked up. */
export async function findHolders(
  db: Queryable,
  shop: ShopId,
  customers: readonly CustomerId[],
): Promise<Map<CustomerId, CustomerHolder>> {
  if (customers.length === 0) return new Map();
  const rows = await db.query<{ customer_id: CustomerId; holder_id: HolderId; decided: boolean }>(
    `SELECT c.customer_id, coalesce(h.merged_into, h.holder_id) AS holder_id, h.decided
       FROM unnest($2::text[]) AS wanted (customer_id)
      CROSS JOIN LATERAL (
        SELECT customer_id, holder_id FROM customers
         WHERE shop = $1 AND customer_id = wanted.customer_id LIMIT 1) AS c
      CROSS JOIN LATERAL (
        SELECT holder_id, merged_into, decided FROM holders
         WHERE shop = $1 AND holder_id = c.holder_id LIMIT 1) AS h`,
    [shop, customers],
  );
  return new Map(
    rows.map(({ customer_id, holder_id, decided }) => [
      customer_id,
      { holderId: holder_id, decided },
    ]),
  );
}

/** The living holders that the given ones have become. */
export async function livingHolders(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<Map<HolderId, HolderId>> {
  if (holders.length === 0) return new Map();
  const rows = await db.query<{ holder_id: HolderId; living: HolderId }>(
    `SELECT h.* FROM unnest($2::uuid[]) AS wanted (holder_id)
      CROSS JOIN LATERAL (
        SELECT holder_id, coalesce(merged_into, holder_id) AS living FROM holders
         WHERE shop = $1 AND holder_id = wanted.holder_id LIMIT 1) AS h`,
    [shop, holders],
  );
  return new Map(rows.map((row) => [row.holder_id, row.living]));
}

/** The next living holders of a shop after one, in order of id. */
export async function livingHoldersAfter(
  db: Queryable,
  shop: ShopId,
  after: HolderId | null,
  limit: number,
): Promise<HolderId[]> {
  const rows = await db.query<{ holder_id: HolderId }>(
    `SELECT holder_id FROM holders
      WHERE shop = $1 AND merged_into IS NULL AND ($2::uuid IS NULL OR holder_id > $2)
      ORDER BY holder_id LIMIT $3`,
    [shop, after, limit],
  );
  return rows.map((row) => row.holder_id);
}

export interface NewMember {
  readonly customerId: CustomerId;
  readonly holderId: HolderId;
}

/**
 * Creates members with their empty balances, each for one customer.
 * @throws RetryTransaction when another transaction has created one of them meanwhile
 */
export async function insertMembers(
  tx: Tx,
  shop: ShopId,
  members: readonly NewMember[],
  now: Date,
): Promise<void> {
  if (members.length === 0) return;
  const sorted = [...members].sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
  const holders = sorted.map((member) => member.holderId);
  await tx.query(
    `INSERT INTO holders (shop, holder_id, kind, created_at)
     SELECT $1, id, 'member', $3 FROM unnest($2::uuid[]) AS id`,
    [shop, holders, now],
  );
  const inserted = await tx.query(
    `INSERT INTO customers (shop, customer_id, holder_id, created_at)
     SELECT $1, customer_id, holder_id, $4
       FROM unnest($2::text[], $3::uuid[]) AS new (customer_id, holder_id)
     ON CONFLICT (shop, customer_id) DO NOTHING RETURNING 1`,
    [shop, sorted.map((member) => member.customerId), holders, now],
  );
  if (inserted.length < sorted.length)
    throw new RetryTransaction("a customer has been enrolled meanwhile");
  await tx.query(
    `INSERT INTO members (shop, holder_id, status, joined_at)
     SELECT $1, id, 'active', $3 FROM unnest($2::uuid[]) AS id`,
    [shop, holders, now],
  );
  await tx.query(
    `INSERT INTO balances (shop, holder_id, chain_hash)
     SELECT $1, * FROM unnest($2::uuid[], $3::bytea[])`,
    [shop, holders, holders.map((holder) => Buffer.from(genesisHash(shop, holder)))],
  );
}

/** Lets `from`, and whatever was merged into it, point to `into`. Both are locked by the caller. */
export async function markMerged(
  tx: Tx,
  shop: ShopId,
  from: HolderId,
  into: HolderId,
): Promise<void> {
  await tx.query(
    `UPDATE holders SET merged_into = $3
      WHERE shop = $1 AND (holder_id = $2 OR merged_into = $2)`,
    [shop, from, into],
  );
  await tx.query(`UPDATE holds SET holder_id = $3 WHERE shop = $1 AND holder_id = $2`, [
    shop,
    from,
    into,
  ]);
}
