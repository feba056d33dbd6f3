import { HOLDER_ACCOUNTS, LOT_ACCOUNTS } from "./accounts.ts";
import type { Book } from "./book.ts";
import type { Lot } from "./lot.ts";

/**
 * The first difference between what the transfers say and what is stored, in a
 * sentence; null where there is none. Lots with nothing left need not be stored.
 */
export function firstDifference(rebuilt: Book, stored: Book): string | null {
  const of = `of holder ${rebuilt.holderId}`;
  const differs = (what: string, should: unknown, is: unknown) =>
    `${what} ${of} is ${String(is)} where its transfers make ${String(should)}`;
  for (const account of HOLDER_ACCOUNTS) {
    const [should, is] = [rebuilt.balance[account], stored.balance[account]];
    if (should !== is) return differs(`balance ${account}`, should, is);
  }
  if (rebuilt.seq !== stored.seq) return differs("the chain's length", rebuilt.seq, stored.seq);
  const [shouldHash, isHash] = [rebuilt.headHash, stored.headHash].map(hex);
  if (shouldHash !== isHash) return differs("the chain's head", shouldHash, isHash);
  const [shouldActive, isActive] = [rebuilt, stored].map((book) => book.activeAt?.toISOString());
  if (shouldActive !== isActive)
    return differs("the last activity", shouldActive ?? "never", isActive ?? "never");
  for (const lotId of new Set([...rebuilt.lots.keys(), ...stored.lots.keys()])) {
    const [should, is] = [rebuilt.lots.get(lotId), stored.lots.get(lotId)].map(describe);
    if (should !== is) return differs(`lot ${lotId}`, should, is);
  }
  return null;
}

function describe(lot: Lot | undefined): string {
  if (!lot || LOT_ACCOUNTS.every((account) => lot[account] === 0n)) return "empty";
  const amounts = LOT_ACCOUNTS.map((account) => `${account} ${String(lot[account])}`);
  const expires = lot.expiresAt?.toISOString() ?? "never";
  return `${amounts.join(", ")}, matures ${lot.maturesAt.toISOString()}, expires ${expires}`;
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
