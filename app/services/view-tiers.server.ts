import { membersByTier } from "../db/member-tier-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { latestProgram } from "../db/program-queries.server.ts";
import { inSnapshot } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { CurrencyCode } from "../domain/money.ts";
import type { Tiers } from "../domain/program/tiers.ts";

export interface TiersView {
  readonly tiers: Tiers;
  readonly currency: CurrencyCode;
  /** By the tier's id; those below the lowest under null. */
  readonly members: ReadonlyMap<string | null, number>;
}

/** The tiers in force, and how many stand in each; null where the program has none. */
export function viewTiers(db: Database, shop: ShopId): Promise<TiersView | null> {
  return inSnapshot(db, async (tx) => {
    const current = await latestProgram(tx, shop);
    if (!current?.program.tiers) return null;
    const { tiers, currency } = current.program;
    return { tiers, currency, members: await membersByTier(tx, shop) };
  });
}
