import { createHmac, timingSafeEqual } from "node:crypto";
import { validReviewSecrets } from "../../db/review-secret-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import type { ShopId } from "../../domain/ids.ts";
import type { ReviewSource } from "../../domain/review-sources.ts";
import type { Seal } from "./seal.server.ts";

/** A body as it came, and what is said to be its signature. */
export interface SignedBody {
  readonly shop: ShopId;
  readonly source: ReviewSource;
  readonly body: Uint8Array;
  /** The HMAC-SHA256 of the body, in hexadecimal digits as Judge.me writes it, or in base64. */
  readonly signature: string | undefined;
}

/**
 * Whether one of the shop's valid secrets has signed the body. Compares in a time that does not
 * tell how much of the signature was right.
 */
export async function isSignedReview(
  db: Database,
  seal: Seal,
  { shop, source, body, signature }: SignedBody,
): Promise<boolean> {
  const given = signature === undefined ? null : digestIn(signature.trim());
  if (given === null) return false;
  const sealed = await validReviewSecrets(queryable(db.pool), shop, source);
  return sealed.some((one) =>
    timingSafeEqual(createHmac("sha256", seal.open(one)).update(body).digest(), given),
  );
}

function digestIn(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  const bytes = Buffer.from(text, "base64");
  return bytes.length === 32 ? bytes : null;
}
