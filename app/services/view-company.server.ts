import { findCompany, type CompanyRow } from "../db/company-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { latestProgram } from "../db/program-queries.server.ts";
import { inSnapshot } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { CurrencyCode, Minor } from "../domain/money.ts";
import { points } from "../domain/points.ts";
import { worthOf } from "../domain/program.ts";
import { viewTier, type TierView } from "./view-tier.server.ts";

export interface CompanyView extends CompanyRow {
  /** What `available - owed` is worth under the current program; null while there is none. */
  readonly worth: { readonly minor: Minor; readonly currency: CurrencyCode } | null;
  /** Null where the program has no tiers. */
  readonly tier: TierView | null;
}

/** The balance that a company's buyers share; undefined for a company that has none. */
export function viewCompany(
  db: Database,
  shop: ShopId,
  company: string,
  at: Date,
): Promise<CompanyView | undefined> {
  return inSnapshot(db, async (tx) => {
    const row = await findCompany(tx, shop, company);
    if (!row) return undefined;
    const current = await latestProgram(tx, shop);
    const free = row.available - row.owed;
    const worth = current && {
      minor: worthOf(points(free > 0n ? free : 0n), current.program),
      currency: current.program.currency,
    };
    return { ...row, worth, tier: await viewTier(tx, shop, row.holderId, current, at) };
  });
}
