import type { Hold } from "../domain/hold.ts";
import type { HoldId } from "../domain/ids.ts";
import type { Book } from "../domain/ledger/book.ts";
import type { OpenHold } from "./member-book-queries.server.ts";

/** A hold and the book in which it is the newest transfer. */
export interface RememberedBook {
  readonly book: Book;
  readonly hold: OpenHold;
}

const MOST_REMEMBERED = 1_000;
const remembered = new Map<HoldId, RememberedBook>();

/**
 * Remembers the book as it was left by the hold, so that who gives the hold back
 * need not read it. It may be out of date whenever it is used: what is made of it
 * must be posted on the condition that the chain still has its head.
 */
export function rememberBook(book: Book, hold: Hold): void {
  const uses = book.appended.at(-1)?.uses ?? [];
  remembered.set(hold.holdId, { book: { ...book, appended: [] }, hold: { ...hold, uses } });
  const [oldest] = remembered.keys();
  if (remembered.size > MOST_REMEMBERED && oldest) remembered.delete(oldest);
}

/** Hands the book out once: whoever finds it out of date must read it. */
export function takeRememberedBook(hold: HoldId): RememberedBook | undefined {
  const found = remembered.get(hold);
  remembered.delete(hold);
  return found;
}
