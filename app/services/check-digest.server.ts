import {
  digestNumbered,
  digestsOf,
  firstLostHead,
  firstLostHeadOfAll,
  headCountsOfAll,
  type LostHead,
} from "../db/digest-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inSnapshot, type Queryable } from "../db/transaction.server.ts";
import {
  digestChainDifference,
  HeadCount,
  headsDifference,
  type Digest,
} from "../domain/ledger/digest.ts";
import type { KeptDigest } from "../domain/ledger/digest-file.ts";
import type { ShopId } from "../domain/ids.ts";
import { readHeads } from "./read-heads.server.ts";

const HEADS_AT_ONCE = 5_000;

/**
 * Whether all that a digest says, which somebody has kept outside, still holds:
 * every chain that it names goes on from the head that it had then. In a sentence
 * what is the first that does not; null where all do. The chains themselves are
 * `verifyLedger`'s. Reads only, as of one moment.
 */
export function checkDigest(db: Database, shop: ShopId, kept: KeptDigest): Promise<string | null> {
  if (kept.digest.shop !== shop)
    return Promise.resolve(`the digest is of ${kept.digest.shop}, not of ${shop}`);
  return inSnapshot(db, async (tx) => {
    const { number } = kept.digest;
    for (let place = 0; place < kept.heads.length; place += HEADS_AT_ONCE) {
      const heads = kept.heads.slice(place, place + HEADS_AT_ONCE);
      const lost = await firstLostHead(tx, shop, heads);
      if (lost) return lostText(lost, number);
    }
    const stored = await digestNumbered(tx, shop, number);
    // The heads as the shop has them must make the root that was kept; then they are those of then.
    return (
      (await keptHeadsDifference(tx, kept.digest)) ??
      (stored?.hash === kept.hash
        ? null
        : `digest ${String(number)} is ${stored ? `stored with the hash ${stored.hash}` : "gone"}, and was kept with ${kept.hash}`)
    );
  });
}

async function keptHeadsDifference(tx: Queryable, digest: Digest): Promise<string | null> {
  const count = new HeadCount(digest.shop);
  for await (const heads of readHeads(tx, digest.shop, digest.number)) {
    for (const head of heads) count.add(head);
    const lost = await firstLostHead(tx, digest.shop, heads);
    if (lost) return lostText(lost, digest.number);
  }
  return headsDifference(digest, count);
}

/**
 * What the digests that the shop has say against its chains, or against each
 * other, in a sentence; null where nothing does. Who can write into the database
 * can write these anew as well: only a digest that was kept outside shows that.
 */
export async function digestDifference(tx: Queryable, shop: ShopId): Promise<string | null> {
  const digests = await digestsOf(tx, shop);
  const broken = digestChainDifference(digests);
  if (broken !== null) return broken;
  const lost = await firstLostHeadOfAll(tx, shop);
  if (lost) return lostText(lost, lost.number);
  const counts = new Map((await headCountsOfAll(tx, shop)).map((one) => [one.number, one]));
  for (const digest of digests) {
    const { chains, transfers } = counts.get(digest.number) ?? { chains: 0n, transfers: 0n };
    if (chains !== digest.chains || transfers !== digest.transfers)
      return `the heads of digest ${String(digest.number)} make ${String(chains)} chains of ${String(transfers)} transfers where it says ${String(digest.chains)} of ${String(digest.transfers)}`;
  }
  const newest = digests.at(-1);
  if (!newest) return null;
  const count = new HeadCount(shop);
  for await (const heads of readHeads(tx, shop, newest.number))
    for (const head of heads) count.add(head);
  return headsDifference(newest, count);
}

function lostText({ holderId, seq, hash, now }: LostHead, number: number): string {
  const head = `transfer ${String(seq)} of holder ${holderId}`;
  return now === null
    ? `${head} is gone, which digest ${String(number)} has seen`
    : `${head} was rewritten: its hash is ${now} where digest ${String(number)} has seen ${hash}`;
}
