import { hash } from "node:crypto";

/* Everything is text, hashes in small hexadecimal digits, so that `sha256sum` alone can check it. */

/** SHA-256 of a text, in hexadecimal. */
export const sha256 = (text: string): string => hash("sha256", text, "hex");

/** What a tree without leaves comes to. */
const EMPTY = sha256("kopilka-empty/1\n");

const nodeOf = (left: string, right: string): string => sha256(`kopilka-node/1 ${left} ${right}\n`);

/** The sibling that a node is hashed with on its way to the root, and on which side it stands. */
export interface Step {
  readonly side: "left" | "right";
  readonly hash: string;
}

/**
 * The root over leaves that come one by one, in their order. Neighbours are
 * hashed in pairs, level by level; one that is left over moves up as it is.
 * Keeps a hash per level, whatever the number of leaves.
 */
export class MerkleRoot {
  /** Roots of full subtrees, the highest first, with their heights. */
  readonly #peaks: { height: number; hash: string }[] = [];

  add(leaf: string): void {
    let node = { height: 0, hash: leaf };
    for (;;) {
      const last = this.#peaks.at(-1);
      if (last?.height !== node.height) break;
      this.#peaks.pop();
      node = { height: node.height + 1, hash: nodeOf(last.hash, node.hash) };
    }
    this.#peaks.push(node);
  }

  root(): string {
    const hashes = this.#peaks.map((peak) => peak.hash);
    return hashes.length === 0 ? EMPTY : hashes.reduceRight((right, left) => nodeOf(left, right));
  }
}

/** The root over all leaves. */
export function merkleRoot(leaves: Iterable<string>): string {
  const tree = new MerkleRoot();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
}

/** The way from one leaf to the root; nothing of it tells what the other leaves are. */
export function merklePath(leaves: readonly string[], index: number): Step[] {
  const steps: Step[] = [];
  let level = leaves;
  for (let place = index; level.length > 1; place = Math.floor(place / 2)) {
    const isRight = place % 2 === 1;
    const sibling = level[isRight ? place - 1 : place + 1];
    if (sibling !== undefined) steps.push({ side: isRight ? "left" : "right", hash: sibling });
    level = parentsOf(level);
  }
  return steps;
}

/** Where a leaf ends that goes such a way: at the root, if the way is a proof. */
export const rootFrom = (leaf: string, steps: readonly Step[]): string =>
  steps.reduce(
    (node, { side, hash }) => (side === "left" ? nodeOf(hash, node) : nodeOf(node, hash)),
    leaf,
  );

function parentsOf(level: readonly string[]): string[] {
  const parents: string[] = [];
  for (let place = 0; place < level.length; place += 2) {
    const [left = "", right] = [level[place], level[place + 1]];
    parents.push(right === undefined ? left : nodeOf(left, right));
  }
  return parents;
}
