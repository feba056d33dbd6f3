import { lockBooks } from "../../db/book-queries.server.ts";
import { redactedAmong } from "../../db/customer-life-queries.server.ts";
import { addToImport, type ImportProgress } from "../../db/import-queries.server.ts";
import { savePosted, type PostedRow, type RowToPost } from "../../db/import-row-queries.server.ts";
import { insertNotes, type NewNote } from "../../db/note-queries.server.ts";
import { saveBooks } from "../../db/save-books.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { ImportProblem } from "../../domain/imports/problem.ts";
import { bookOf, type Book } from "../../domain/ledger/book.ts";
import { importPoints } from "../../domain/ledger/import.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import { ensureMembers } from "../ensure-members.server.ts";
import { setFacts } from "./imported-facts.server.ts";
import { importKey, noteOf, postingsOf, type ImportTerms } from "./imported-points.ts";

const ERASED: ImportProblem = { code: "erased_customer" };

/**
 * Posts rows whose customers are known, each member's in order of their dates, and sets the
 * birthdays and tiers that they give. Whoever is not known yet becomes a member, without a welcome:
 * they have had one where they come from. Set-based, whatever the number of rows.
 */
export async function postRows(
  tx: Tx,
  shop: ShopId,
  rows: readonly RowToPost[],
  terms: ImportTerms,
): Promise<void> {
  if (rows.length === 0) return;
  const { now, versions } = terms;
  const customers = [...new Set(rows.map(({ customerId }) => customerId))];
  const erased = await redactedAmong(tx, shop, customers);
  const living = customers.filter((customer) => !erased.has(customer));
  const known = await ensureMembers(tx, shop, living, now, { isGoing: true, versions });
  const byHolder = Map.groupBy(
    rows.filter(({ customerId }) => known.has(customerId)),
    ({ customerId }) => known.get(customerId) as HolderId,
  );
  const books = await lockBooks(tx, shop, [...byHolder.keys()].sort());

  const done: PostedRow[] = rows.flatMap(({ importId, row, customerId }) =>
    erased.has(customerId) ? [{ importId, row, customerId, holderId: null, problem: ERASED }] : [],
  );
  const notes: NewNote[] = [];
  for (const [holderId, own] of byHolder) {
    const posted = postMember(bookOf(books, holderId), own, terms);
    const refused = (one: RowToPost) => posted.refused.get(importKey(one)) ?? null;
    notes.push(...posted.notes);
    done.push(
      ...own.map((one) => {
        const { importId, row, customerId } = one;
        return { importId, row, customerId, holderId, problem: refused(one) };
      }),
    );
  }
  await saveBooks(tx, shop, [...books.values()]);
  await insertNotes(tx, shop, notes, now);
  await setFacts(tx, shop, byHolder, now);
  await savePosted(tx, shop, done);
  for (const [importId, more] of progressOf(rows, done))
    await addToImport(tx, shop, importId, more);
}

export interface MemberPosted {
  /** Why rows were left out, by their keys. */
  readonly refused: ReadonlyMap<string, ImportProblem>;
  readonly notes: readonly NewNote[];
}

/** Posts one member's rows to a book. */
export function postMember(
  book: Book,
  rows: readonly RowToPost[],
  terms: ImportTerms,
): MemberPosted {
  const postings = postingsOf(rows, terms);
  const left = importPoints(
    book,
    postings.map(({ points }) => points),
    new Set(),
    terms.now,
  );
  const refused = new Map(
    left.map(({ key, had }): [string, ImportProblem] => {
      const figures = { had: String(had) };
      return [key, { code: "more_than_had", field: "points_amount", figures }];
    }),
  );
  const notes = postings.flatMap((posting) =>
    refused.has(posting.points.key) ? [] : noteOf(posting, book.holderId),
  );
  return { refused, notes };
}

/** What the rows add to the figures of their imports. */
export function progressOf(
  rows: readonly RowToPost[],
  done: readonly Pick<PostedRow, "importId" | "row" | "problem">[],
): Map<string, Required<Pick<ImportProgress, "posted" | "refused" | "pointsPosted">>> {
  const problems = new Map(done.map((one) => [importKey(one), one.problem]));
  const byImport = new Map<string, { posted: number; refused: number; pointsPosted: bigint }>();
  for (const row of rows) {
    const sums = byImport.get(row.importId) ?? { posted: 0, refused: 0, pointsPosted: 0n };
    const isRefused = Boolean(problems.get(importKey(row)));
    const points = row.facts.revokedAt === null ? (row.points ?? 0n) : 0n;
    byImport.set(row.importId, {
      posted: sums.posted + (isRefused ? 0 : 1),
      refused: sums.refused + (isRefused ? 1 : 0),
      pointsPosted: sums.pointsPosted + (isRefused ? 0n : points),
    });
  }
  return byImport;
}
