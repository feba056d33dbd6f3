import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether Shopify signed this body. Compares in a time that does not tell how
 * much of the signature was right.
 * @param body the raw bytes as they came; parsed and printed JSON is another body
 * @param header `X-Shopify-Hmac-Sha256`: base64 of the HMAC-SHA256 under the app's secret
 * @returns the 32 bytes of the signature, which also tell a repeated body; null
 *   where it is missing or wrong
 */
export function verifyHmac(
  body: Uint8Array,
  header: string | null | undefined,
  secret: string,
): Buffer | null {
  if (header == null) return null;
  const digest = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(header, "base64");
  return given.length === digest.length && timingSafeEqual(given, digest) ? digest : null;
}
