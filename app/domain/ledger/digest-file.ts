import { holderId, shopId } from "../ids.ts";
import { digestText, hashDigest, HeadCount, headsDifference } from "./digest.ts";
import type { ChainHead, Digest } from "./digest.ts";
import { encodeTransfer } from "./hash.ts";
import type { Step } from "./merkle.ts";
import type { Transfer } from "./transfer.ts";

/* The files that leave the house; docs/ledger-proof.md says how to check them with sha256 alone. */

/** A digest for keeping: its text and its hash. Enough to find out later that something was rewritten. */
export const digestFile = (digest: Digest): string =>
  `${digestText(digest)}hash ${hashDigest(digest)}\n`;

/** A head as a line of a digest's file: with them, a check can name the chain that was rewritten. */
export const headLine = ({ holderId, seq, hash }: ChainHead): string =>
  `chain ${holderId} ${String(seq)} ${hash}\n`;

/**
 * Shows that one chain stood in a digest, without the others' data: its head, the
 * way from there to the digest's root, and every transfer of it up to the head.
 */
export const proofFile = (
  digest: Digest,
  head: ChainHead,
  steps: readonly Step[],
  chain: readonly Transfer[],
): string =>
  [
    digestFile(digest),
    headLine(head),
    ...steps.map(({ side, hash }) => `${side} ${hash}\n`),
    ...chain.map(transferLine),
  ].join("");

function transferLine(transfer: Transfer): string {
  const encoded = Buffer.from(encodeTransfer(transfer)).toString("base64");
  return `transfer ${String(transfer.seq)} ${hex(transfer.hash)} ${encoded}\n`;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** A digest that somebody has kept. */
export interface KeptDigest {
  readonly digest: Digest;
  readonly hash: string;
  /** All heads, or the one of a proof; none in the short form. */
  readonly heads: readonly ChainHead[];
}

export type ReadDigest =
  | { readonly kind: "ok"; readonly kept: KeptDigest }
  /** In a sentence. */
  | { readonly kind: "unreadable"; readonly problem: string };

const HEX = "[0-9a-f]{64}";
const TEXT = new RegExp(
  `^kopilka-digest/1\nshop (\\S+)\nnumber ([1-9]\\d{0,8})\ntaken (\\S+)\nchains (\\d{1,18})\n` +
    `transfers (\\d{1,18})\nroot (${HEX})\nprevious (${HEX})\nhash (${HEX})$`,
);
const CHAIN = new RegExp(`^chain ([0-9a-f-]{36}) ([1-9]\\d{0,17}) (${HEX})$`);
const OF_A_PROOF = /^(left|right|transfer) /;
const HEADER_LINES = 9;

/** Reads a digest's file, and checks that it agrees with itself. */
export function readDigestFile(text: string): ReadDigest {
  const lines = text.replaceAll("\r", "").trimEnd().split("\n");
  const found = TEXT.exec(lines.slice(0, HEADER_LINES).join("\n"));
  const takenAt = new Date(found?.[3] ?? "");
  if (!found || Number.isNaN(takenAt.getTime()))
    return unreadable("This is no digest: its first nine lines are not those of one.");
  const [, shop = "", number, , chains = "", transfers = "", root = "", previous = "", hash = ""] =
    found;
  const digest: Digest = {
    shop: shopId(shop),
    number: Number(number),
    takenAt,
    chains: BigInt(chains),
    transfers: BigInt(transfers),
    root,
    previous,
  };
  if (hashDigest(digest) !== hash)
    return unreadable("The file was changed: its hash is not that of its first eight lines.");
  return readHeads({ digest, hash, heads: [] }, lines.slice(HEADER_LINES));
}

function readHeads(kept: KeptDigest, lines: readonly string[]): ReadDigest {
  const isProof = lines.some((line) => OF_A_PROOF.test(line));
  const heads: ChainHead[] = [];
  const count = new HeadCount(kept.digest.shop);
  for (const [place, line] of lines.entries()) {
    if (isProof && OF_A_PROOF.test(line)) continue;
    const [, holder, seq, hash] = CHAIN.exec(line) ?? [];
    if (holder === undefined || seq === undefined || hash === undefined)
      return unreadable(`Line ${String(place + HEADER_LINES + 1)} is no chain's head.`);
    const head = { holderId: holderId(holder), seq: BigInt(seq), hash };
    heads.push(head);
    count.add(head);
  }
  const difference = isProof || heads.length === 0 ? null : headsDifference(kept.digest, count);
  if (difference !== null) return unreadable(`The file was changed: ${difference}.`);
  return { kind: "ok", kept: { ...kept, heads } };
}

const unreadable = (problem: string): ReadDigest => ({ kind: "unreadable", problem });
