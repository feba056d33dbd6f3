import { digestNumbered, digestsBefore } from "../db/digest-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { digestFile, headLine } from "../domain/ledger/digest-file.ts";
import type { ShopId } from "../domain/ids.ts";
import { readHeads } from "./read-heads.server.ts";

/** A digest's file, in parts, as it is to be kept outside. */
export interface DigestExport {
  readonly number: number;
  readonly parts: AsyncGenerator<string>;
}

/**
 * A digest for keeping: nine lines, and with `heads` a line for each chain, by
 * which a later check can name the one that was rewritten.
 * @param number null for the newest
 * @returns null where there is none
 */
export async function exportDigest(
  db: Database,
  shop: ShopId,
  number: number | null,
  withHeads: boolean,
): Promise<DigestExport | null> {
  const sql = queryable(db.pool);
  const digest =
    number === null
      ? (await digestsBefore(sql, shop, null, 1))[0]
      : await digestNumbered(sql, shop, number);
  if (!digest) return null;
  async function* parts(of: NonNullable<typeof digest>) {
    yield digestFile(of);
    if (!withHeads) return;
    for await (const heads of readHeads(sql, shop, of.number)) yield heads.map(headLine).join("");
  }
  return { number: digest.number, parts: parts(digest) };
}
