import type { Hold, HoldEnd } from "../domain/hold.ts";
import type { HoldId } from "../domain/ids.ts";
import type { Book } from "../domain/ledger/book.ts";

/** How a book stood when it was read. */
export interface ReadAt {
  readonly headHash: Uint8Array;
  readonly balance: Readonly<Book["balance"]>;
}

/** To be asked before anything is appended. */
export const readAtOf = ({ headHash, balance }: Book): ReadAt => ({
  headHash,
  balance: { ...balance },
});

/** A book with what was appended to it since it was read, and what that means for its holds. */
export interface HoldPosting {
  readonly book: Book;
  readonly readAt: ReadAt;
  /** Holds whose points are the holder's again. */
  readonly released: readonly HoldId[];
  /** Who ended them, where nothing has before. */
  readonly endedBy: HoldEnd;
  /** The hold that was taken; null where there is none. */
  readonly taken: Hold | null;
  readonly recordedAt: Date;
}
