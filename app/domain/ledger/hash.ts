import { hash } from "node:crypto";
import { stringify } from "safe-stable-stringify";
import type { HolderId, ShopId } from "../ids.ts";
import type { Transfer } from "./transfer.ts";

/** Named in every hash, so that another encoding can never be mistaken for this one. */
const ENCODING = "kopilka-transfer/1";

type Field = string | bigint | number | Date | Uint8Array | null;

/** SHA-256 of a transfer's canonical encoding. */
export const hashTransfer = (transfer: Omit<Transfer, "hash">): Uint8Array =>
  hash("sha256", encodeTransfer(transfer), "buffer");

/**
 * A transfer's canonical encoding: every field in a fixed order, each with its
 * length before it, the explanation as JSON with sorted keys. The stored json is
 * read back and encoded anew, so its own spelling does not count. docs/ledger-proof.md
 * tells it to strangers.
 */
export function encodeTransfer(t: Omit<Transfer, "hash">): Uint8Array {
  const fields: Field[] = [
    ENCODING,
    t.shop,
    t.holderId,
    t.seq,
    t.prevHash,
    t.key,
    t.code,
    t.debit,
    t.credit,
    t.amount,
    t.lot?.lotId ?? null,
    t.lot?.maturesAt ?? null,
    t.lot?.expiresAt ?? null,
    t.uses.length,
  ];
  for (const use of t.uses) fields.push(use.lotId, use.account, use.amount);
  fields.push(t.orderId, t.programVersion, stringify(t.explanation));
  fields.push(t.noteHash, t.eventAt, t.recordedAt);
  return encodeFields(fields);
}

/** What the first transfer of a holder's chain follows. */
export function genesisHash(shop: ShopId, holder: HolderId): Uint8Array {
  return hash("sha256", encodeFields(["kopilka-chain/1", shop, holder]), "buffer");
}

function encodeFields(fields: readonly Field[]): Uint8Array {
  const parts: Buffer[] = [];
  let text = "";
  for (const field of fields) {
    if (field instanceof Uint8Array) {
      parts.push(Buffer.from(`${text}b${String(field.length)}:`), Buffer.from(field));
      text = "";
    } else {
      text += encodeText(field);
    }
  }
  parts.push(Buffer.from(text));
  return Buffer.concat(parts);
}

function encodeText(field: Exclude<Field, Uint8Array>): string {
  if (field === null) return "n";
  const text = field instanceof Date ? field.toISOString() : String(field);
  return `s${String(Buffer.byteLength(text))}:${text}`;
}
