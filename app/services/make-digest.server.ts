import {
  digestsBefore,
  insertDigest,
  keepChangedHeads,
  lockDigests,
  type StoredDigest,
} from "../db/digest-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import { hashDigest, HeadCount, NO_DIGEST, type Digest } from "../domain/ledger/digest.ts";
import type { ShopId } from "../domain/ids.ts";
import { readHeads } from "./read-heads.server.ts";

const HOUR_MS = 60 * 60 * 1000;
/** Where nothing has happened since, the newest digest stands for so long. */
const STANDS_FOR_MS = 20 * HOUR_MS;

export interface DigestMade {
  readonly digest: StoredDigest;
  /** False where nothing has happened since the newest, which then stands. */
  readonly isNew: boolean;
}

/** Takes a digest of all chains of a shop as they stand now. */
export function makeDigest(db: Database, shop: ShopId, now: Date): Promise<DigestMade> {
  return inShop(db, shop, async (tx) => {
    await lockDigests(tx, shop);
    const [last] = await digestsBefore(tx, shop, null, 1);
    const number = (last?.number ?? 0) + 1;
    const changed = await keepChangedHeads(tx, shop, number);
    const isFresh = last && now.getTime() - last.takenAt.getTime() < STANDS_FOR_MS;
    if (changed === 0 && isFresh) return { digest: last, isNew: false };

    const count = new HeadCount(shop);
    for await (const heads of readHeads(tx, shop, number))
      for (const head of heads) count.add(head);
    const digest: Digest = {
      shop,
      number,
      takenAt: now,
      chains: count.chains,
      transfers: count.transfers,
      root: count.root(),
      previous: last?.hash ?? NO_DIGEST,
    };
    const stored = { ...digest, hash: hashDigest(digest) };
    await insertDigest(tx, stored);
    return { digest: stored, isNew: true };
  });
}
