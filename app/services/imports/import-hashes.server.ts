import { createHmac } from "node:crypto";
import type { ShopId } from "../../domain/ids.ts";
import { emailHasher, type HashEmail } from "../../shopify/hash-email.server.ts";

/** Names rows and addresses without holding what they say. */
export interface ImportHashes {
  readonly email: HashEmail;
  /** 16 bytes of a keyed hash of a row's external id, or of its content. */
  readonly row: (shop: ShopId, kind: "external" | "content", text: string) => Uint8Array;
}

/** @param key PERSONAL_DATA_KEY; changing it forgets which rows were imported */
export function importHashes(key: string): ImportHashes {
  return {
    email: emailHasher(key),
    row: (shop, kind, text) =>
      createHmac("sha256", key)
        .update(`kopilka-import-row/1\0${shop}\0${kind}\0${text}`)
        .digest()
        .subarray(0, 16),
  };
}
