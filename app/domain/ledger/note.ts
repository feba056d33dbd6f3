import { createHash } from "node:crypto";

/**
 * What a transfer bears of a free text: SHA-256 of the salt and the text. With
 * the salt erased beside the text, nobody can find the text by guessing.
 * @param salt 16 random bytes
 */
export function hashNote(salt: Uint8Array, text: string): Uint8Array {
  return createHash("sha256").update("kopilka-note/1").update(salt).update(text).digest();
}
