import { digestsBefore, type StoredDigest } from "../db/digest-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inSnapshot } from "../db/transaction.server.ts";
import { newestVerifications, type VerificationRow } from "../db/verification-queries.server.ts";
import type { ShopId } from "../domain/ids.ts";

const VERIFICATIONS = 6;
const DIGESTS = 20;

export interface ProofView {
  /** The newest first. */
  readonly verifications: readonly VerificationRow[];
  readonly digests: readonly StoredDigest[];
  /** Where the next page of digests begins; null where these are the last. */
  readonly older: number | null;
}

/** What proves a shop's ledger: what came of reading it again, and its digests. */
export function viewProof(db: Database, shop: ShopId, before: number | null): Promise<ProofView> {
  return inSnapshot(db, async (tx) => {
    const digests = await digestsBefore(tx, shop, before, DIGESTS + 1);
    const shown = digests.slice(0, DIGESTS);
    return {
      verifications: await newestVerifications(tx, shop, VERIFICATIONS),
      digests: shown,
      older: digests.length > DIGESTS ? (shown.at(-1)?.number ?? null) : null,
    };
  });
}
