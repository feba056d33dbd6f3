import type { HolderId, ShopId } from "../ids.ts";
import { MerkleRoot, sha256 } from "./merkle.ts";

/** What the first digest of a shop names as the one before. */
export const NO_DIGEST = "0".repeat(64);

/** The newest transfer of a holder's chain, as a digest found it. */
export interface ChainHead {
  readonly holderId: HolderId;
  readonly seq: bigint;
  /** Of the transfer, in hexadecimal. */
  readonly hash: string;
}

/** What all chains of a shop came to at one moment. Hashes are in hexadecimal. */
export interface Digest {
  readonly shop: ShopId;
  /** From 1. */
  readonly number: number;
  readonly takenAt: Date;
  /** How many chains there were, and how many transfers in all of them. */
  readonly chains: bigint;
  readonly transfers: bigint;
  /** Of the Merkle tree over the heads, in order of their holders' ids. */
  readonly root: string;
  /** Hash of the digest before. */
  readonly previous: string;
}

/** A leaf of a digest's tree. */
export const leafOf = (shop: ShopId, { holderId, seq, hash }: ChainHead): string =>
  sha256(`kopilka-leaf/1 ${shop} ${holderId} ${String(seq)} ${hash}\n`);

/** A digest as text: what its hash is taken of. */
export const digestText = (digest: Digest): string =>
  [
    "kopilka-digest/1",
    `shop ${digest.shop}`,
    `number ${String(digest.number)}`,
    `taken ${digest.takenAt.toISOString()}`,
    `chains ${String(digest.chains)}`,
    `transfers ${String(digest.transfers)}`,
    `root ${digest.root}`,
    `previous ${digest.previous}`,
    "",
  ].join("\n");

/** Names a digest, and with it all digests before. */
export const hashDigest = (digest: Digest): string => sha256(digestText(digest));

/** Sums up the heads of a shop's chains, which come in order of their holders' ids. */
export class HeadCount {
  readonly #shop: ShopId;
  readonly #tree = new MerkleRoot();
  chains = 0n;
  transfers = 0n;

  constructor(shop: ShopId) {
    this.#shop = shop;
  }

  add(head: ChainHead): void {
    this.#tree.add(leafOf(this.#shop, head));
    this.chains += 1n;
    this.transfers += head.seq;
  }

  root(): string {
    return this.#tree.root();
  }
}

/** The first thing in which heads are not what the digest was taken of; null where they are. */
export function headsDifference(digest: Digest, count: HeadCount): string | null {
  const of = `digest ${String(digest.number)}`;
  const differs = (what: string, is: unknown, should: unknown) =>
    `the heads of ${of} make ${what} ${String(is)} where it says ${String(should)}`;
  if (count.chains !== digest.chains) return differs("chains", count.chains, digest.chains);
  if (count.transfers !== digest.transfers)
    return differs("transfers", count.transfers, digest.transfers);
  const root = count.root();
  return root === digest.root ? null : differs("the root", root, digest.root);
}

/** The first digest that is not what its hash was taken of, or does not follow the one before. */
export function digestChainDifference(
  digests: readonly (Digest & { readonly hash: string })[],
): string | null {
  let previous = NO_DIGEST;
  for (const [place, digest] of digests.entries()) {
    const of = `digest ${String(digest.number)}`;
    if (digest.number !== place + 1) return `digest ${String(place + 1)} is gone`;
    if (hashDigest(digest) !== digest.hash) return `${of} is not what its hash was taken of`;
    if (digest.previous !== previous) return `${of} does not follow the hash of the one before`;
    previous = digest.hash;
  }
  return null;
}
