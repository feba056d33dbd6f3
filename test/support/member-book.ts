import { adjust } from "../../app/domain/ledger/adjust.ts";
import { LOT_ACCOUNTS } from "../../app/domain/ledger/accounts.ts";
import { emptyBook, type Book } from "../../app/domain/ledger/book.ts";
import { expireLots, matureLots } from "../../app/domain/ledger/due-lots.ts";
import { captureHold, captureLate, type Capture } from "../../app/domain/ledger/capture.ts";
import { holdPoints, releaseHold } from "../../app/domain/ledger/hold.ts";
import { mergeBooks } from "../../app/domain/ledger/merge-books.ts";
import { postOrder } from "../../app/domain/ledger/post-order.ts";
import { capturedParts, restorePoints } from "../../app/domain/ledger/restore.ts";
import { standingTakings, type Movement } from "../../app/domain/ledger/takings.ts";
import type { Transfer } from "../../app/domain/ledger/transfer.ts";
import { holderId, holdId, orderId, shopId } from "../../app/domain/ids.ts";
import { points } from "../../app/domain/points.ts";
import { day } from "./order-examples.ts";

export const SHOP = shopId("first.myshopify.com");
export const ANNA = holderId("00000000-0000-7000-8000-00000000000a");
export const BORIS = holderId("00000000-0000-7000-8000-00000000000b");

/** What is said of an order's points where it matters: days as of `day()`. */
export interface Terms {
  readonly matures?: number;
  /** Null: never. */
  readonly expires?: number | null;
  readonly beyondBalance?: "owe" | "stop_at_zero";
}

/** A member's ledger as services keep it: what was posted tells the next posting what stands. */
export class MemberBook {
  readonly book: Book;
  /** What was posted here, and before that to those who were merged into this member. */
  readonly history: Transfer[] = [];
  today = 1;

  constructor(holder = ANNA) {
    this.book = emptyBook(SHOP, holder);
  }

  /** Posts an order's target; its points mature on day 15 and never expire unless told otherwise. */
  order(id: string, target: bigint, terms: Terms = {}): void {
    const { matures = 15, expires = null, beyondBalance = "owe" } = terms;
    const order = orderId(id);
    const own = this.history.filter((transfer) => transfer.orderId === order);
    this.#post(() => {
      postOrder(
        this.book,
        {
          orderId: order,
          target: points(target),
          posted: points(own.reduce((sum, transfer) => sum + postedBy(transfer), 0n)),
          terms: { maturesAt: day(matures), expiresAt: expires === null ? null : day(expires) },
          beyondBalance,
          takings: standingTakings(
            order,
            own.flatMap((transfer) => this.#movements(transfer)),
          ),
          stateHash: "0123456789abcdef0123456789abcdef",
          programVersion: 1,
          explanation: { kind: "order", target: Number(target) },
          eventAt: day(this.today),
        },
        day(this.today),
      );
    });
  }

  mature(on: number): void {
    this.#post(() => matureLots(this.book, day(on), day(on)));
  }

  expire(on: number): void {
    this.#post(() => expireLots(this.book, day(on), day(on)));
  }

  /** Gives spendable points by hand, or takes them. @returns how that ended */
  adjust(key: string, amount: bigint, expires: number | null = null): string {
    const terms = {
      maturesAt: day(this.today),
      expiresAt: expires === null ? null : day(expires),
    };
    return this.#post(() => {
      const at = day(this.today);
      const said = { programVersion: null, explanation: { kind: "adjustment" }, noteHash: null };
      return adjust(this.book, { key, points: amount, terms, at, ...said }, at).kind;
    });
  }

  hold(id: string, amount: bigint): void {
    this.#post(() => holdPoints(this.book, holdId(id), points(amount), day(this.today)));
  }

  /** Gives back so much of a hold; all of it unless told otherwise. */
  release(id: string): void {
    const taken = this.history.find((transfer) => transfer.key === `hold/${id}`);
    if (!taken) throw new Error(`nothing is held by ${id}`);
    const { amount, uses } = taken;
    this.#post(() => releaseHold(this.book, holdId(id), amount, uses, day(this.today)));
  }

  /** An order takes so much of a hold; the rest of it comes back. */
  capture(hold: string, order: string, amount: bigint): void {
    const taken = this.history.find((transfer) => transfer.key === `hold/${hold}`);
    if (!taken) throw new Error(`nothing is held by ${hold}`);
    const capture = this.#captureOf(hold, order, amount);
    this.#post(() => captureHold(this.book, capture, taken.uses, day(this.today)));
  }

  /** An order takes so much though its hold is over. */
  captureLate(hold: string, order: string, amount: bigint): void {
    const capture = this.#captureOf(hold, order, amount);
    this.#post(() => captureLate(this.book, capture, day(this.today)));
  }

  /** Of what the order took, so much shall have come back. */
  restore(order: string, target: bigint): void {
    const own = this.history.filter((transfer) => transfer.orderId === orderId(order));
    const restored = own.filter(({ code }) => code === "restore");
    const restore = {
      orderId: orderId(order),
      parts: capturedParts(
        this.book,
        own.filter(({ code }) => code === "capture"),
      ),
      restored: points(restored.reduce((sum, { amount }) => sum + amount, 0n)),
      target: points(target),
      terms: { maturesAt: day(this.today), expiresAt: null },
      explanation: { kind: "restore" },
      eventAt: day(this.today),
    };
    this.#post(() => restorePoints(this.book, restore, day(this.today)));
  }

  #captureOf(hold: string, order: string, amount: bigint): Capture {
    return {
      holdId: holdId(hold),
      orderId: orderId(order),
      points: points(amount),
      explanation: { kind: "capture" },
      eventAt: day(this.today),
    };
  }

  /** Takes over all that another member has and owes. */
  absorb(other: MemberBook): void {
    const before = other.book.appended.length;
    this.#post(() => mergeBooks(other.book, this.book, day(this.today), day(this.today)));
    other.history.push(...other.book.appended.slice(before));
    this.history.unshift(...other.history);
  }

  /** `pending, available, held, owed`. */
  get balance(): bigint[] {
    const { pending, available, held, owed } = this.book.balance;
    return [pending, available, held, owed];
  }

  /** Where the points of each lot lie that is not empty. */
  get lots(): Record<string, Record<string, bigint>> {
    const named = [...this.book.lots.values()].map((lot) => {
      const parts = LOT_ACCOUNTS.flatMap((account): [string, bigint][] =>
        lot[account] > 0n ? [[account, lot[account]]] : [],
      );
      return [lot.lotId, Object.fromEntries(parts)] as const;
    });
    return Object.fromEntries(named.filter(([, parts]) => Object.keys(parts).length > 0));
  }

  /** What the last posting moved: `code: debit to credit amount`. */
  said(from = 0): string[] {
    return this.history
      .slice(from)
      .map(({ code, debit, credit, amount }) => `${code}: ${debit} to ${credit} ${amount}`);
  }

  #post<T>(work: () => T): T {
    const before = this.book.appended.length;
    const result = work();
    this.history.push(...this.book.appended.slice(before));
    return result;
  }

  #movements({ debit, credit, amount, lot, uses }: Transfer): Movement[] {
    if (!uses.length) return [{ debit, credit, amount, lot }];
    return uses.map((use): Movement => {
      const credits = this.history.filter((one) => one.lot?.lotId === use.lotId);
      return { debit, credit, amount: use.amount, lot: credits.at(-1)?.lot ?? null };
    });
  }
}

/** What a transfer adds to what its order has posted. */
export const postedBy = ({ debit, credit, amount }: Transfer): bigint =>
  debit === "issued" || debit === "reversed" ? amount : credit === "reversed" ? 0n - amount : 0n;
