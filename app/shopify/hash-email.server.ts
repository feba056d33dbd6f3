import { createHmac } from "node:crypto";

/** Names an e-mail address without holding it. */
export type HashEmail = (email: string) => string;

/**
 * A keyed hash of the trimmed address in lower case: the same buyer hashes the
 * same, and without the key nobody can try addresses against it.
 * @param key PERSONAL_DATA_KEY; changing it orphans the guest orders that wait
 * @returns 64 hexadecimal digits
 */
export function emailHasher(key: string): HashEmail {
  return (email) => createHmac("sha256", key).update(email.trim().toLowerCase()).digest("hex");
}
