import { readBooks } from "../db/book-queries.server.ts";
import { findCompany } from "../db/company-queries.server.ts";
import { findHolders, livingHolders } from "../db/holder-queries.server.ts";
import { loadLots } from "../db/lot-queries.server.ts";
import { notesOf } from "../db/note-queries.server.ts";
import { orderNames } from "../db/order-name-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inSnapshot, type Queryable } from "../db/transaction.server.ts";
import { chainsOf } from "../db/transfer-queries.server.ts";
import { holdersMergedInto } from "../db/merged-holder-queries.server.ts";
import type { HolderAccount } from "../domain/ledger/accounts.ts";
import type { CustomerId, HolderId, OrderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import {
  explainBalance,
  type BalanceExplanation,
  type BalanceSource,
} from "../domain/why-balance.ts";
import { withInactivity } from "./expire-inactive.server.ts";

/** A balance, and all that it is made of. */
export interface WhyBalance {
  readonly balance: Readonly<Record<HolderAccount, Points>>;
  readonly sources: readonly (BalanceSource & {
    /** The text of an adjustment; null where there is none or it was erased. */
    readonly reason: string | null;
  })[];
  readonly owed: BalanceExplanation["owed"];
  /** What the shop calls the orders that are named; those it calls nothing are left out. */
  readonly orderNames: ReadonlyMap<OrderId, string>;
}

/**
 * Breaks a member's balance down to lots, and these to the orders, awards and
 * adjustments that brought them about, with rule and program version; as of one moment.
 * @returns null for who is no member
 */
export function whyBalanceOfCustomer(
  db: Database,
  shop: ShopId,
  customer: CustomerId,
): Promise<WhyBalance | null> {
  return inSnapshot(db, async (tx) => {
    const found = (await findHolders(tx, shop, [customer])).get(customer);
    return found ? explain(tx, shop, found.holderId) : null;
  });
}

/** The same of the balance that a company's buyers share; null where there is none. */
export function whyBalanceOfCompany(
  db: Database,
  shop: ShopId,
  company: string,
): Promise<WhyBalance | null> {
  return inSnapshot(db, async (tx) => {
    const found = await findCompany(tx, shop, company);
    return found ? explain(tx, shop, found.holderId) : null;
  });
}

/** The same of a holder, merges followed. */
export function whyBalance(
  db: Database,
  shop: ShopId,
  holder: HolderId,
): Promise<WhyBalance | null> {
  return inSnapshot(db, async (tx) => {
    const living = (await livingHolders(tx, shop, [holder])).get(holder);
    return living ? explain(tx, shop, living) : null;
  });
}

async function explain(tx: Queryable, shop: ShopId, holder: HolderId): Promise<WhyBalance | null> {
  const book = (await readBooks(tx, shop, [holder])).get(holder);
  if (!book) return null;
  await loadLots(tx, shop, [book]);
  const all = [holder, ...(await holdersMergedInto(tx, shop, holder))];
  const lots = await withInactivity(tx, shop, holder, [...book.lots.values()]);
  const { sources, owed } = explainBalance(lots, await chainsOf(tx, shop, all));
  const notes = [...(await notesOf(tx, shop, all)).values()].flat();
  const reasonOf = (hash: Uint8Array | null) =>
    hash && (notes.find((note) => Buffer.compare(note.noteHash, hash) === 0)?.text ?? null);
  const orders = [
    ...sources.flatMap(({ source, parts }) => [
      ...("orderId" in source ? [source.orderId] : []),
      ...parts.flatMap((part) => part.orderId ?? []),
    ]),
    ...owed.flatMap((part) => part.orderId ?? []),
  ];
  return {
    balance: book.balance,
    sources: sources.map((one) => ({ ...one, reason: reasonOf(one.noteHash) })),
    owed,
    orderNames: await orderNames(tx, shop, [...new Set(orders)]),
  };
}
