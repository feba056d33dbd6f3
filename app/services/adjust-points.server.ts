import { randomBytes } from "node:crypto";
import { lockBooks } from "../db/book-queries.server.ts";
import { loadLots } from "../db/lot-queries.server.ts";
import { saveBooks } from "../db/save-books.server.ts";
import { holdersOfCustomers, livingHolders } from "../db/holder-queries.server.ts";
import { insertNote, noteByHash } from "../db/note-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import { transferByKey } from "../db/transfer-queries.server.ts";
import { adjust } from "../domain/ledger/adjust.ts";
import { hashNote } from "../domain/ledger/note.ts";
import type { Transfer } from "../domain/ledger/transfer.ts";
import type { CustomerId, HolderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import { lotTerms } from "../domain/expiry.ts";
import { newId } from "./new-id.server.ts";

export interface AdjustmentRequest {
  readonly shop: ShopId;
  readonly customerId: CustomerId;
  /** Given when above 0, taken when below; never 0. */
  readonly points: bigint;
  /** Free text; it is kept apart from the ledger, so that it can be erased. */
  readonly reason: string;
  /** The caller's idempotency key. */
  readonly key: string;
  /** Who adjusts: a token's name or a staff member's id; no personal data. */
  readonly actor: string;
}

export type AdjustmentResult =
  | { readonly kind: "posted"; readonly transfer: Transfer }
  /** The same request has been posted before. */
  | { readonly kind: "replayed"; readonly transfer: Transfer }
  /** The key has been used for another request. */
  | { readonly kind: "key_reused" }
  | { readonly kind: "not_enough_points"; readonly available: Points }
  | { readonly kind: "unknown_member" };

/** Gives or takes points by the merchant's hand, once per idempotency key. */
export function adjustPoints(
  db: Database,
  request: AdjustmentRequest,
  now: Date,
): Promise<AdjustmentResult> {
  const { shop, customerId } = request;
  return inShop(db, shop, async (tx) => {
    const holder = (await holdersOfCustomers(tx, shop, [customerId])).get(customerId);
    if (!holder) return { kind: "unknown_member" };
    const book = (await lockBooks(tx, shop, [holder])).get(holder);
    if (!book) throw new Error(`holder ${holder} has no balance row`);

    const key = `adjust/${request.key}`;
    const earlier = await transferByKey(tx, shop, key);
    if (earlier) return replay(tx, request, holder, earlier);

    await loadLots(tx, shop, [book]);
    const versions = await programVersions(tx, shop);
    const salt = randomBytes(16);
    const noteHash = hashNote(salt, request.reason);
    const outcome = adjust(
      book,
      {
        key,
        points: request.points,
        terms: lotTerms(versions, now),
        programVersion: versions.at(-1)?.version ?? null,
        explanation: { kind: "adjustment", by: request.actor, points: String(request.points) },
        noteHash,
        at: now,
      },
      now,
    );
    if (outcome.kind !== "posted") return outcome;
    const note = { noteId: newId(), holderId: holder, noteHash, salt, text: request.reason };
    await insertNote(tx, shop, note, now);
    await saveBooks(tx, shop, [book]);
    return outcome;
  });
}

async function replay(
  tx: Tx,
  request: AdjustmentRequest,
  holder: HolderId,
  earlier: Transfer,
): Promise<AdjustmentResult> {
  // Whoever was adjusted then may have been merged into another member since.
  const living = await livingHolders(tx, request.shop, [earlier.holderId]);
  const given = earlier.credit === "available" ? earlier.amount : 0n - earlier.amount;
  const sameReason = await hasReason(tx, request, earlier);
  const same = living.get(earlier.holderId) === holder && given === request.points && sameReason;
  return same ? { kind: "replayed", transfer: earlier } : { kind: "key_reused" };
}

/** Whether the earlier request gave the same reason; one that was erased cannot contradict. */
async function hasReason(tx: Tx, request: AdjustmentRequest, earlier: Transfer): Promise<boolean> {
  if (!earlier.noteHash) return false;
  const note = await noteByHash(tx, request.shop, earlier.noteHash);
  return !note || note.text === null || note.text === request.reason;
}
