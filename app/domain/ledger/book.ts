import type { HolderId, LotId, ShopId } from "../ids.ts";
import { NO_POINTS, points, type Points } from "../points.ts";
import { isLotAccount, type Account, type HolderAccount, type LotAccount } from "./accounts.ts";
import { genesisHash, hashTransfer } from "./hash.ts";
import { emptyLot, sumOfUses, type Lot } from "./lot.ts";
import { isActivity, type Draft, type Transfer } from "./transfer.ts";

/**
 * A holder's balances, lots and head of chain: a projection of its transfers.
 * It changes only through `append` and `replayTransfer`, so what is posted and
 * what is rebuilt are the same arithmetic.
 */
export interface Book {
  readonly shop: ShopId;
  readonly holderId: HolderId;
  seq: bigint;
  headHash: Uint8Array;
  readonly balance: Record<HolderAccount, Points>;
  /** When the holder last earned or spent, by this chain; null before the first time. */
  activeAt: Date | null;
  /** The lots that were loaded; all of them when the book was rebuilt. */
  readonly lots: Map<LotId, Lot>;
  /** What was appended since the book was loaded, in order. */
  readonly appended: Transfer[];
}

/** A transfer that would break the ledger's laws: always a bug or a forgery. */
export class LedgerError extends Error {
  override name = "LedgerError";
}

/** @throws LedgerError for a holder without a balance row, whose book could not be locked */
export function bookOf(books: ReadonlyMap<HolderId, Book>, holder: HolderId): Book {
  const book = books.get(holder);
  if (!book) throw new LedgerError(`holder ${holder} has no balance row`);
  return book;
}

/** The book of a holder without transfers. */
export function emptyBook(shop: ShopId, holderId: HolderId): Book {
  return {
    shop,
    holderId,
    seq: 0n,
    headHash: genesisHash(shop, holderId),
    balance: { pending: NO_POINTS, available: NO_POINTS, held: NO_POINTS, owed: NO_POINTS },
    activeAt: null,
    lots: new Map(),
    appended: [],
  };
}

/**
 * Appends a transfer to the holder's chain and moves the points.
 * @throws LedgerError when an account or a lot would fall below zero
 */
export function append(book: Book, draft: Draft, recordedAt: Date): Transfer {
  const unhashed = {
    ...draft,
    shop: book.shop,
    holderId: book.holderId,
    seq: book.seq + 1n,
    recordedAt,
    prevHash: book.headHash,
  };
  const transfer: Transfer = { ...unhashed, hash: hashTransfer(unhashed) };
  move(book, transfer);
  book.appended.push(transfer);
  return transfer;
}

/**
 * Moves the points of a stored transfer, as rebuilding and verifying do.
 * @throws LedgerError when the chain is broken or the hash is not the transfer's
 */
export function replayTransfer(book: Book, transfer: Transfer): void {
  const place = `transfer ${String(transfer.seq)} of holder ${book.holderId}`;
  if (transfer.seq !== book.seq + 1n) throw new LedgerError(`${place} follows ${String(book.seq)}`);
  if (!sameBytes(transfer.prevHash, book.headHash))
    throw new LedgerError(`${place} does not follow the hash of the one before`);
  if (!sameBytes(hashTransfer(transfer), transfer.hash))
    throw new LedgerError(`${place} is not what its hash was taken of`);
  move(book, transfer);
}

/** The last part of a key: the transfer that the keyed one follows in its chain. */
export const afterHead = (book: Book): string =>
  `after/${Buffer.from(book.headHash).toString("hex").slice(0, 16)}`;

function move(book: Book, transfer: Transfer): void {
  const { debit, credit, amount, uses, lot } = transfer;
  const place = () => `transfer ${transfer.key} of holder ${book.holderId}`;
  if (amount <= 0n) throw new LedgerError(`${place()} moves ${String(amount)} points`);
  changeBalance(book, debit, 0n - amount, place);
  changeBalance(book, credit, amount, place);
  if (isLotAccount(debit)) {
    if (sumOfUses(uses) !== amount) throw new LedgerError(`${place()}: its lots do not add up`);
    for (const use of uses) changeLot(book, use.lotId, debit, 0n - use.amount, place);
  }
  if (isLotAccount(credit)) {
    if (lot) {
      const had = book.lots.get(lot.lotId) ?? emptyLot(lot.lotId, lot);
      const { maturesAt, expiresAt } = lot;
      book.lots.set(lot.lotId, { ...had, maturesAt, expiresAt });
      changeLot(book, lot.lotId, credit, amount, place);
    } else {
      for (const use of uses) changeLot(book, use.lotId, credit, use.amount, place);
    }
  }
  if (isActivity(transfer) && (!book.activeAt || book.activeAt < transfer.eventAt))
    book.activeAt = transfer.eventAt;
  book.seq = transfer.seq;
  book.headHash = transfer.hash;
}

function changeBalance(book: Book, account: Account, credited: bigint, place: () => string): void {
  if (!(account in book.balance)) return;
  const name = account as HolderAccount;
  // What a holder owes grows by a debit; all that it has grows by a credit.
  const after = book.balance[name] + (name === "owed" ? -credited : credited);
  if (after < 0n) throw new LedgerError(`${place()} takes ${name} to ${String(after)}`);
  book.balance[name] = points(after);
}

function changeLot(
  book: Book,
  lotId: LotId,
  account: LotAccount,
  change: bigint,
  place: () => string,
): void {
  const lot = book.lots.get(lotId);
  if (!lot) throw new LedgerError(`${place()} uses lot ${lotId}, which is not known`);
  const after = lot[account] + change;
  if (after < 0n) throw new LedgerError(`${place()} takes ${account} of ${lotId} below zero`);
  book.lots.set(lotId, { ...lot, [account]: points(after) });
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
