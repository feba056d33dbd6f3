import { points } from "../points.ts";
import { LOT_ACCOUNTS } from "./accounts.ts";
import { append, type Book } from "./book.ts";
import { repayOwed } from "./repay.ts";
import type { Draft, Json } from "./transfer.ts";

/**
 * Moves all that one holder has, and all that it owes, to another, lot by lot.
 * Each side names the head of the other's chain, so neither can be rewritten
 * alone; `adjusted` is the account in between and ends where it was.
 * Both books must have all their lots loaded.
 */
export function mergeBooks(from: Book, into: Book, at: Date, recordedAt: Date): void {
  for (const lot of [...from.lots.values()]) {
    for (const account of LOT_ACCOUNTS) {
      const amount = lot[account];
      if (amount === 0n) continue;
      const what = `${account}/${lot.lotId}`;
      const shared = { amount, lot: null, uses: [], at };
      const uses = [{ lotId: lot.lotId, account, amount }];
      pair(
        from,
        into,
        what,
        { ...shared, debit: account, credit: "adjusted", uses },
        { ...shared, debit: "adjusted", credit: account, lot },
        recordedAt,
      );
    }
  }
  const amount = points(from.balance.owed);
  if (amount > 0n) {
    const shared = { amount, lot: null, uses: [], at };
    pair(
      from,
      into,
      "owed",
      { ...shared, debit: "adjusted", credit: "owed" },
      { ...shared, debit: "owed", credit: "adjusted" },
      recordedAt,
    );
  }
  repayOwed(into, at, recordedAt);
}

type Side = Pick<Draft, "debit" | "credit" | "amount" | "lot" | "uses"> & { readonly at: Date };

function pair(from: Book, into: Book, what: string, out: Side, back: Side, recordedAt: Date): void {
  const key = `merge/${from.holderId}/${into.holderId}/${what}`;
  append(from, draft(`${key}/out`, "merge_out", out, into), recordedAt);
  append(into, draft(`${key}/in`, "merge_in", back, from), recordedAt);
}

function draft(key: string, code: "merge_out" | "merge_in", side: Side, other: Book): Draft {
  const { at, ...movement } = side;
  const explanation: Json = {
    kind: "merge",
    other_holder: other.holderId,
    other_head: Buffer.from(other.headHash).toString("hex"),
  };
  return {
    ...movement,
    key,
    code,
    orderId: null,
    programVersion: null,
    explanation,
    noteHash: null,
    eventAt: at,
  };
}
