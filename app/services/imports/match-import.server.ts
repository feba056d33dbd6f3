import { holdersOfCustomers } from "../../db/holder-queries.server.ts";
import { addToImport, lockImport, moveImport } from "../../db/import-queries.server.ts";
import {
  rowsToMatch,
  saveMatches,
  type Match,
  type RowToMatch,
} from "../../db/import-row-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import { planBlindly, queryable } from "../../db/transaction.server.ts";
import type { CustomerId, ShopId } from "../../domain/ids.ts";
import type { CustomerFinder } from "./customer-finder.ts";

/** Rows in one transaction; of their addresses Shopify is asked in smaller batches. */
const BATCH = 1_000;
/** A history names the same few members again and again. */
const MOST_REMEMBERED = 5_000;

/**
 * Finds the customer of each staged row: by its id where Shopify knows that, otherwise by its
 * address. Addresses that no customer has wait under their keyed hash; no address stays.
 * @param onProgress told how many rows more have been matched
 */
export async function matchImport(
  db: Database,
  finder: CustomerFinder,
  shop: ShopId,
  importId: string,
  onProgress: (rows: number) => void = () => undefined,
): Promise<void> {
  const matcher = matcherFor(db, finder, shop);
  let after = 0;
  for (;;) {
    const rows = await rowsToMatch(queryable(db.pool), shop, importId, after, BATCH);
    const last = rows.at(-1);
    if (!last) break;
    after = last.row;
    // Shopify is asked outside of the transaction: no lock waits for it.
    const matches = await matcher(rows);
    await inShop(db, shop, async (tx) => {
      await planBlindly(tx);
      const now = await lockImport(tx, shop, importId);
      if (now?.state !== "matching") return;
      const states = await saveMatches(tx, shop, importId, matches);
      const of = (state: string) => states.filter((one) => one === state).length;
      const more = { refused: of("refused"), waiting: of("waiting") };
      await addToImport(tx, shop, importId, more);
    });
    onProgress(rows.length);
    if (rows.length < BATCH) break;
  }
  await moveImport(queryable(db.pool), shop, importId, ["matching"], "posting");
}

function matcherFor(db: Database, finder: CustomerFinder, shop: ShopId) {
  const byEmail = new Map<string, CustomerId | null>();
  const known = new Map<CustomerId, boolean>();

  async function learnCustomers(customers: readonly CustomerId[]): Promise<void> {
    const asked = [...new Set(customers)].filter((customer) => !known.has(customer));
    const ours = await holdersOfCustomers(queryable(db.pool), shop, asked);
    const strange = asked.filter((customer) => !ours.has(customer));
    const missing = strange.length > 0 ? await finder.missing(strange) : new Set<CustomerId>();
    for (const customer of asked) known.set(customer, !missing.has(customer));
  }

  async function learnEmails(emails: readonly string[]): Promise<void> {
    const asked = [...new Set(emails)].filter((email) => !byEmail.has(email));
    if (asked.length === 0) return;
    const found = await finder.byEmail(asked);
    for (const email of asked) byEmail.set(email, found.get(email) ?? null);
  }

  return async (rows: readonly RowToMatch[]): Promise<Match[]> => {
    if (byEmail.size > MOST_REMEMBERED) byEmail.clear();
    if (known.size > MOST_REMEMBERED) known.clear();
    await learnCustomers(rows.flatMap(({ customerId }) => (customerId ? [customerId] : [])));
    const byId = (row: RowToMatch) =>
      row.customerId && known.get(row.customerId) ? row.customerId : null;
    await learnEmails(
      rows.flatMap((row) => (byId(row) === null && row.email !== null ? [row.email] : [])),
    );
    return rows.map((row): Match => {
      const customerId =
        byId(row) ?? (row.email === null ? null : (byEmail.get(row.email) ?? null));
      if (customerId !== null || row.email !== null)
        return { row: row.row, customerId, problem: null };
      const problem = {
        code: "unknown_customer",
        field: "customer_id",
        value: row.customerId ?? "",
      } as const;
      return { row: row.row, customerId: null, problem };
    });
  };
}
