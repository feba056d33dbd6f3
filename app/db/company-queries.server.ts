import { genesisHash } from "../domain/ledger/hash.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import { RetryTransaction, type Queryable, type Tx } from "./transaction.server.ts";

/** The holder of each company that is known. */
export async function holdersOfCompanies(
  db: Queryable,
  shop: ShopId,
  companies: readonly string[],
): Promise<Map<string, HolderId>> {
  if (companies.length === 0) return new Map();
  const rows = await db.query<{ company_id: string; holder_id: HolderId }>(
    `SELECT company_id, holder_id FROM companies
      WHERE shop = $1 AND company_id = ANY($2::text[])`,
    [shop, companies],
  );
  return new Map(rows.map((row) => [row.company_id, row.holder_id]));
}

/**
 * Creates companies as holders with empty balances.
 * @throws RetryTransaction when another transaction has created one of them meanwhile
 */
export async function insertCompanies(
  tx: Tx,
  shop: ShopId,
  companies: readonly { readonly companyId: string; readonly holderId: HolderId }[],
  now: Date,
): Promise<void> {
  if (companies.length === 0) return;
  const sorted = [...companies].sort((a, b) => (a.companyId < b.companyId ? -1 : 1));
  const holders = sorted.map((company) => company.holderId);
  await tx.query(
    `INSERT INTO holders (shop, holder_id, kind, created_at)
     SELECT $1, id, 'company', $3 FROM unnest($2::uuid[]) AS id`,
    [shop, holders, now],
  );
  const inserted = await tx.query(
    `INSERT INTO companies (shop, company_id, holder_id)
     SELECT $1, * FROM unnest($2::text[], $3::uuid[])
     ON CONFLICT (shop, company_id) DO NOTHING RETURNING 1`,
    [shop, sorted.map((company) => company.companyId), holders],
  );
  if (inserted.length < sorted.length)
    throw new RetryTransaction("a company has been stored meanwhile");
  await tx.query(
    `INSERT INTO balances (shop, holder_id, chain_hash)
     SELECT $1, * FROM unnest($2::uuid[], $3::bytea[])`,
    [shop, holders, holders.map((holder) => Buffer.from(genesisHash(shop, holder)))],
  );
}

/** A company with its balances. */
export interface CompanyRow {
  readonly holderId: HolderId;
  readonly companyId: string;
  readonly pending: Points;
  readonly available: Points;
  readonly held: Points;
  readonly owed: Points;
  /** Points earned, less those taken back. */
  readonly lifetimeEarned: Points;
}

/** A company as a holder; undefined for one that is none. */
export async function findCompany(
  db: Queryable,
  shop: ShopId,
  company: string,
): Promise<CompanyRow | undefined> {
  const [row] = await db.query<CompanyRow>(
    `SELECT c.holder_id AS "holderId", c.company_id AS "companyId",
            b.pending, b.available, b.held, b.owed,
            (SELECT coalesce(sum(CASE WHEN t.debit IN ('issued', 'reversed') THEN t.amount ELSE 0 END
                               - CASE WHEN t.credit = 'reversed' THEN t.amount ELSE 0 END), 0)::bigint
               FROM transfers t WHERE t.shop = $1 AND t.holder_id = c.holder_id
            ) AS "lifetimeEarned"
       FROM companies c JOIN balances b USING (shop, holder_id)
      WHERE c.shop = $1 AND c.company_id = $2`,
    [shop, company],
  );
  return row;
}
