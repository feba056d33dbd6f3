import { randomInt } from "node:crypto";
import { atHead, GROWN } from "../db/at-head.server.ts";
import { readAtOf } from "../db/hold-posting.server.ts";
import { bookOfCustomer, type MemberBook } from "../db/member-book-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { postAtHead } from "../db/post-hold.server.ts";
import type { Connection } from "../db/prepared.server.ts";
import { programNamed } from "../db/program-cache.server.ts";
import { rememberBook } from "../db/remembered-books.server.ts";
import type { Hold } from "../domain/hold.ts";
import { holdId, type CustomerId, type ShopId } from "../domain/ids.ts";
import { holdPoints, releaseHold } from "../domain/ledger/hold.ts";
import type { Points } from "../domain/points.ts";
import { worthOf } from "../domain/program.ts";
import {
  CODE_LENGTH,
  holdCode,
  holdEnd,
  isReplaceable,
  refusalToHold,
  withReplaced,
  type HoldRefusal,
} from "../domain/redemption.ts";
import { newId } from "./new-id.server.ts";

export interface HoldRequest {
  readonly shop: ShopId;
  readonly customerId: CustomerId;
  /** > 0 */
  readonly points: Points;
}

export type Reservation =
  | {
      readonly kind: "reserved";
      readonly hold: Hold;
      /** Whether another hold's place was taken, whose metafield may still be there. */
      readonly replaces: boolean;
    }
  | HoldRefusal
  | { readonly kind: "not_a_member" }
  | { readonly kind: "member_frozen" }
  | { readonly kind: "no_program" };

/** Two holds of a shop bear the same code once in hundreds of millions. */
const MOST_CODES = 5;

/**
 * Reserves points of a member in our own books, in one statement that goes
 * through only if nothing was posted to the member since its book was read: never
 * more than it has. A hold of the member that is still to be spent, or that is
 * being taken back at the shopper's wish, is given back in the same statement.
 * Shopify hears nothing of it: that is `holdPoints`.
 */
export async function reservePoints(
  db: Database,
  request: HoldRequest,
  now: Date,
): Promise<Reservation> {
  const { shop, customerId: customer } = request;
  for (let count = 1; ; count += 1) {
    try {
      return await atHead(db, shop, { customer }, (connection) =>
        attempt(connection, request, now),
      );
    } catch (error) {
      const { constraint } = error as { constraint?: unknown };
      if (constraint !== "holds_code_of_open" || count >= MOST_CODES) throw error;
    }
  }
}

async function attempt(
  connection: Connection,
  { shop, customerId, points: asked }: HoldRequest,
  now: Date,
): Promise<Reservation | typeof GROWN> {
  const member = await bookOfCustomer(connection, shop, customerId);
  if (!member || !isEnrolled(member)) return { kind: "not_a_member" };
  if (member.status === "frozen") return { kind: "member_frozen" };
  const program = member.program && (await programNamed(connection, shop, member.program));
  if (!program) return { kind: "no_program" };

  const { book } = member;
  const replaced = member.holds.filter(isReplaceable);
  const { owed } = book.balance;
  const available = withReplaced(
    book.balance.available,
    replaced.map((hold) => hold.points),
  );
  const refusal = refusalToHold(asked, { available, owed }, program);
  if (refusal) return refusal;

  const hold: Hold = {
    shop,
    holdId: holdId(newId()),
    holderId: book.holderId,
    customerId,
    code: holdCode(Array.from({ length: CODE_LENGTH }, () => randomInt(2 ** 32))),
    state: "active",
    points: asked,
    moneyMinor: worthOf(asked, program),
    currency: program.currency,
    createdAt: now,
    expiresAt: holdEnd(now, program),
    endedBy: null,
  };
  const readAt = readAtOf(book);
  for (const old of replaced) releaseHold(book, old.holdId, old.points, old.uses, now);
  holdPoints(book, hold.holdId, asked, now);
  const released = replaced.map((old) => old.holdId);
  const changes = { released, endedBy: "replaced", taken: hold, recordedAt: now } as const;
  const posted = await postAtHead(connection, shop, { book, readAt, ...changes });
  if (!posted) return GROWN;
  rememberBook(book, hold);
  return { kind: "reserved", hold, replaces: replaced.length > 0 };
}

const isEnrolled = ({ status }: MemberBook): boolean => status === "active" || status === "frozen";
