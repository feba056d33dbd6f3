import { readBooks } from "../../db/book-queries.server.ts";
import { holdersOfCustomers } from "../../db/holder-queries.server.ts";
import {
  addToImport,
  forgetEstimate,
  lockImport,
  moveImport,
} from "../../db/import-queries.server.ts";
import {
  forgetPreviewRows,
  rowsToPost,
  savePosted,
  type RowToPost,
} from "../../db/import-row-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { programVersions } from "../../db/program-queries.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import { planBlindly, queryable, type Tx } from "../../db/transaction.server.ts";
import { emptyBook } from "../../domain/ledger/book.ts";
import { holderId, type CustomerId, type ShopId } from "../../domain/ids.ts";
import { newId } from "../new-id.server.ts";
import { importKey, type ImportTerms } from "./imported-points.ts";
import { postMember, postRows, progressOf } from "./post-rows.server.ts";

/** Rows in one transaction, about: a member's are never parted. */
const BATCH = 1_000;

/**
 * Posts the rows of an import whose customers are known, some hundreds of members in a
 * transaction; taken up again, it goes on with those that are left.
 * @param onProgress told how many rows more have been posted
 */
export async function postImport(
  db: Database,
  shop: ShopId,
  importId: string,
  now: Date,
  onProgress: (rows: number) => void = () => undefined,
): Promise<void> {
  await throughMembers(db, shop, importId, now, async (tx, rows, terms) => {
    await postRows(tx, shop, rows, terms);
    onProgress(rows.length);
  });
  await moveImport(queryable(db.pool), shop, importId, ["posting"], "done", now);
}

/**
 * Reckons what an import would post, member by member as the members stand now, and posts
 * nothing. What was staged for it goes; its figures and its refused rows stay.
 */
export async function estimateImport(
  db: Database,
  shop: ShopId,
  importId: string,
  now: Date,
  onProgress: (rows: number) => void = () => undefined,
): Promise<void> {
  await inShop(db, shop, (tx) => forgetEstimate(tx, shop, importId));
  await throughMembers(db, shop, importId, now, async (tx, rows, terms) => {
    await estimateRows(tx, shop, importId, rows, terms);
    onProgress(rows.length);
  });
  await inShop(db, shop, async (tx) => {
    if (await moveImport(tx, shop, importId, ["posting"], "done", now))
      await forgetPreviewRows(tx, shop, importId);
  });
}

type Visit = (tx: Tx, rows: readonly RowToPost[], terms: ImportTerms) => Promise<void>;

/** Visits the members of an import in order of their customer ids, with all their rows. */
async function throughMembers(
  db: Database,
  shop: ShopId,
  importId: string,
  now: Date,
  visit: Visit,
): Promise<void> {
  let after: CustomerId | null = null;
  for (;;) {
    const last: CustomerId | null = await inShop(db, shop, async (tx) => {
      await planBlindly(tx);
      const one = await lockImport(tx, shop, importId);
      if (one?.state !== "posting") return null;
      const rows = await rowsToPost(tx, shop, importId, after, BATCH);
      if (rows.length === 0) return null;
      await visit(tx, rows, { versions: await programVersions(tx, shop), now });
      return rows.at(-1)?.customerId ?? null;
    });
    if (last === null) return;
    after = last;
  }
}

async function estimateRows(
  tx: Tx,
  shop: ShopId,
  importId: string,
  rows: readonly RowToPost[],
  terms: ImportTerms,
): Promise<void> {
  const customers = [...new Set(rows.map(({ customerId }) => customerId))];
  const known = await holdersOfCustomers(tx, shop, customers);
  const books = await readBooks(tx, shop, [...new Set(known.values())]);
  const byOwner = Map.groupBy(rows, ({ customerId }) => known.get(customerId) ?? customerId);
  const done = [...byOwner.values()].flatMap((own) => {
    const [first] = own;
    const owner = first && known.get(first.customerId);
    const book = (owner && books.get(owner)) ?? emptyBook(shop, holderId(newId()));
    const { refused } = postMember(book, own, terms);
    return own.map((one) => {
      const problem = refused.get(importKey(one)) ?? null;
      return { importId, row: one.row, customerId: one.customerId, holderId: null, problem };
    });
  });
  await savePosted(
    tx,
    shop,
    done.filter(({ problem }) => problem !== null),
  );
  const more = progressOf(rows, done).get(importId);
  if (more) await addToImport(tx, shop, importId, more);
}
