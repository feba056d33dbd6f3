import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  digestChainDifference,
  hashDigest,
  HeadCount,
  leafOf,
  NO_DIGEST,
  type ChainHead,
  type Digest,
} from "../../../app/domain/ledger/digest.ts";
import { digestFile, headLine, readDigestFile } from "../../../app/domain/ledger/digest-file.ts";
import {
  merklePath,
  MerkleRoot,
  merkleRoot,
  rootFrom,
  sha256,
} from "../../../app/domain/ledger/merkle.ts";
import { holderId } from "../../../app/domain/ids.ts";
import { day } from "../../support/order-examples.ts";
import { SHOP } from "../../support/member-book.ts";

const leaves = (count: number) => Array.from({ length: count }, (_, i) => sha256(String(i)));
const head = (place: number): ChainHead => ({
  holderId: holderId(`00000000-0000-7000-8000-${String(place).padStart(12, "0")}`),
  seq: BigInt(place + 1),
  hash: sha256(`head ${String(place)}`),
});

/** The digest of so many chains, and its heads. */
function digestOf(chains: number): { digest: Digest; heads: ChainHead[] } {
  const heads = Array.from({ length: chains }, (_, place) => head(place));
  const count = new HeadCount(SHOP);
  for (const one of heads) count.add(one);
  const { transfers } = count;
  const said = { shop: SHOP, number: 1, takenAt: day(1), previous: NO_DIGEST };
  return { digest: { ...said, chains: count.chains, transfers, root: count.root() }, heads };
}

describe("the tree over the heads", () => {
  it("leads from every leaf to one root, with a step per level at most", () => {
    for (let count = 1; count <= 40; count += 1) {
      const all = leaves(count);
      for (const [place, leaf] of all.entries()) {
        const path = merklePath(all, place);
        expect(rootFrom(leaf, path)).toBe(merkleRoot(all));
        expect(path.length).toBeLessThanOrEqual(Math.ceil(Math.log2(count)));
      }
    }
  });

  it("has another root for any other leaves, or another order of them", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { minLength: 1 }), fc.array(fc.nat(50)), (a, b) => {
        const root = (list: readonly number[]) => merkleRoot(list.map((n) => sha256(String(n))));
        fc.pre(a.join() !== b.join());
        expect(root(a)).not.toBe(root(b));
      }),
    );
  });

  it("takes no node for a leaf: a tree of the upper level has another root", () => {
    const shop = SHOP;
    const [a, b] = [leafOf(shop, head(0)), leafOf(shop, head(1))];
    const tree = new MerkleRoot();
    tree.add(merkleRoot([a, b]));
    expect(tree.root()).toBe(merkleRoot([a, b]));
    expect(leafOf(shop, { ...head(0), hash: merkleRoot([a, b]) })).not.toBe(merkleRoot([a, b]));
  });
});

describe("a digest's file", () => {
  it("is read as it was written, short or with every head", () => {
    const { digest, heads } = digestOf(5);
    const kept = { digest, hash: hashDigest(digest) };
    const short = digestFile(digest);
    expect(readDigestFile(short)).toEqual({ kind: "ok", kept: { ...kept, heads: [] } });
    const full = short + heads.map(headLine).join("");
    expect(readDigestFile(full)).toEqual({ kind: "ok", kept: { ...kept, heads } });
    expect(readDigestFile(full.replaceAll("\n", "\r\n"))).toMatchObject({ kind: "ok" });
  });

  it.each<[string, (file: string) => string, RegExp]>([
    ["no digest at all", () => "hello", /is no digest/],
    [
      "another number of transfers",
      (f) => f.replace("transfers 15", "transfers 16"),
      /was changed/,
    ],
    ["another time", (f) => f.replace("2026", "2025"), /was changed: its hash is not/],
    ["a head that is missing", (f) => f.replace(/chain .*\n/, ""), /make chains 4 where it says 5/],
    [
      "a head that is another",
      (f) => f.replace(head(2).hash, sha256("x")),
      /was changed: the heads of digest 1 make the root/,
    ],
    ["a line that is none", (f) => `${f}hello\n`, /Line 15 is no chain's head/],
  ])("is not taken for one with %s", (_, change, problem) => {
    const { digest, heads } = digestOf(5);
    const file = digestFile(digest) + heads.map(headLine).join("");
    const read = readDigestFile(change(file));
    expect(read).toMatchObject({
      kind: "unreadable",
      problem: expect.stringMatching(problem) as string,
    });
  });
});

describe("the digests of a shop", () => {
  const first = { ...digestOf(2).digest };
  const stored = (digest: Digest) => ({ ...digest, hash: hashDigest(digest) });
  const one = stored(first);
  const two = stored({ ...first, number: 2, takenAt: day(2), previous: one.hash });

  it("name each other, so that keeping one keeps all before it", () => {
    expect(digestChainDifference([one, two])).toBeNull();
    expect(digestChainDifference([two])).toBe("digest 1 is gone");
    expect(digestChainDifference([{ ...one, chains: 3n }, two])).toBe(
      "digest 1 is not what its hash was taken of",
    );
    const other = stored({ ...first, chains: 3n });
    expect(digestChainDifference([other, two])).toBe(
      "digest 2 does not follow the hash of the one before",
    );
  });
});
