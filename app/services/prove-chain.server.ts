import { digestNumbered, digestsBefore } from "../db/digest-queries.server.ts";
import { findHolders } from "../db/holder-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inSnapshot } from "../db/transaction.server.ts";
import { chainsOf } from "../db/transfer-queries.server.ts";
import { leafOf, type ChainHead } from "../domain/ledger/digest.ts";
import { proofFile } from "../domain/ledger/digest-file.ts";
import { merklePath } from "../domain/ledger/merkle.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import { readHeads } from "./read-heads.server.ts";

export type ChainProof =
  | { readonly kind: "proof"; readonly number: number; readonly file: string }
  | { readonly kind: "unknown_member" }
  | { readonly kind: "unknown_digest" }
  /** Nothing had happened to the member when the digest was taken. */
  | { readonly kind: "not_in_digest"; readonly number: number };

/**
 * Shows that a member's chain stood in a digest, and what stands in the chain,
 * without the others' data; see docs/ledger-proof.md.
 * @param number of the digest; null for the newest
 */
export function proveChain(
  db: Database,
  shop: ShopId,
  customer: CustomerId,
  number: number | null,
): Promise<ChainProof> {
  return inSnapshot(db, async (tx) => {
    const holder = (await findHolders(tx, shop, [customer])).get(customer)?.holderId;
    if (!holder) return { kind: "unknown_member" };
    const digest =
      number === null
        ? (await digestsBefore(tx, shop, null, 1))[0]
        : await digestNumbered(tx, shop, number);
    if (!digest) return { kind: "unknown_digest" };
    const leaves: string[] = [];
    let own: { head: ChainHead; place: number } | null = null;
    for await (const heads of readHeads(tx, shop, digest.number)) {
      for (const head of heads) {
        if (head.holderId === holder) own = { head, place: leaves.length };
        leaves.push(leafOf(shop, head));
      }
    }
    if (!own) return { kind: "not_in_digest", number: digest.number };
    const { head, place } = own;
    const chain = (await chainsOf(tx, shop, [holder])).filter(({ seq }) => seq <= head.seq);
    const file = proofFile(digest, head, merklePath(leaves, place), chain);
    return { kind: "proof", number: digest.number, file };
  });
}
