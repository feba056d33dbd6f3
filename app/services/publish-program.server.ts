import type { Database } from "../db/pool.server.ts";
import { insertProgramVersion, latestProgram } from "../db/program-queries.server.ts";
import { currencyOfShop } from "../db/shop-queries.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import { RetryTransaction } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { Program } from "../domain/program.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { EXPIRY_JOB } from "./apply-expiry.server.ts";
import type { RequestJob } from "./job-requests.ts";
import { TIERS_JOB } from "./move-tiers.server.ts";
import { requestInstallation } from "./request-installation.ts";

export interface Publication {
  readonly shop: ShopId;
  readonly program: Program;
  /** Who publishes: a staff member's id, a token's name, `install`. */
  readonly by: string;
  /** The version that the publisher has seen; 0 before the first. Unset: whatever it is. */
  readonly expectedVersion?: number;
}

export type PublicationOutcome =
  | { readonly kind: "published"; readonly version: ProgramVersion }
  /** Somebody has published meanwhile. */
  | { readonly kind: "stale"; readonly current: number }
  /** The shop's orders are in other money, so that nothing would be earned under it. */
  | { readonly kind: "wrong_currency"; readonly shopCurrency: string };

/**
 * Publishes a new, immutable version of the shop's program, in force from `now` on. A shop
 * whose currency is not known yet may publish in any.
 * @param requestJob has the worker tell the discount of it and give points other dates of expiry,
 *   in the same transaction; without it scheduled runs do
 */
export function publishProgram(
  db: Database,
  { shop, program, by, expectedVersion }: Publication,
  now: Date,
  { requestJob }: { readonly requestJob?: RequestJob | undefined } = {},
): Promise<PublicationOutcome> {
  return inShop(db, shop, async (tx) => {
    const shopCurrency = await currencyOfShop(tx, shop);
    if (shopCurrency !== null && shopCurrency !== program.currency)
      return { kind: "wrong_currency", shopCurrency };
    const latest = await latestProgram(tx, shop);
    const current = latest?.version ?? 0;
    if (expectedVersion !== undefined && expectedVersion !== current)
      return { kind: "stale", current };
    const version = { version: current + 1, publishedAt: now, program };
    const inserted = await insertProgramVersion(tx, shop, version, by);
    if (inserted) {
      const reason = `version/${version.version}` as const;
      if (requestJob) await requestInstallation(requestJob, tx, shop, reason);
      const hasTiers = program.tiers !== null || (latest && latest.program.tiers !== null);
      for (const name of hasTiers ? [EXPIRY_JOB, TIERS_JOB] : [EXPIRY_JOB])
        await requestJob?.(tx, { name, shop, key: `${shop}/${reason}` });
      return { kind: "published", version };
    }
    // Another publisher has taken the number between the two statements.
    if (expectedVersion === undefined) throw new RetryTransaction("a version came between");
    return { kind: "stale", current: version.version };
  });
}
