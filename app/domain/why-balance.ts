import type { LotId, OrderId } from "./ids.ts";
import { spendingOrder, type Lot } from "./ledger/lot.ts";
import type { Account } from "./ledger/accounts.ts";
import type { Json, Transfer, TransferCode } from "./ledger/transfer.ts";
import { lotSource, type LotSource } from "./lot-source.ts";

/** What one kind of movement has done to a figure; several of the same kind for one order are one. */
export interface BalancePart {
  readonly code: TransferCode;
  /** The order that caused it; null where none did. */
  readonly orderId: OrderId | null;
  /** Below 0 where it took away. */
  readonly points: bigint;
  /** When the last of them happened. */
  readonly at: Date;
  /** The newest program version that any of them went by; null where none did. */
  readonly programVersion: number | null;
}

/** Where some of a holder's points come from. */
export interface BalanceSource {
  readonly lot: Lot;
  readonly source: LotSource;
  /** They add up to what of the lot is pending, available and held. */
  readonly parts: readonly BalancePart[];
  /** Why the points were given: the rule and its arithmetic; null where nothing says. */
  readonly explanation: Json;
  readonly programVersion: number | null;
  /** Names the note on what gave the points; null where there is none. */
  readonly noteHash: Uint8Array | null;
}

export interface BalanceExplanation {
  /** In the order in which they are spent. */
  readonly sources: readonly BalanceSource[];
  /** How what is owed came about; adds up to it. */
  readonly owed: readonly BalancePart[];
}

const HAS: readonly Account[] = ["pending", "available", "held"];
const MERGES: readonly TransferCode[] = ["merge_in", "merge_out"];
const GIVES: readonly TransferCode[] = ["earn", "adjust", "import"];

/**
 * Breaks a holder's balance down to what brought it about.
 * @param lots those that are not empty
 * @param chains of the holder and of all who were merged into it, each in its order
 */
export function explainBalance(
  lots: Iterable<Lot>,
  chains: readonly Transfer[],
): BalanceExplanation {
  // What a merge moves leaves one of these chains and enters another.
  const movements = chains.filter((transfer) => !MERGES.includes(transfer.code));
  const byLot = new Map<LotId, { transfer: Transfer; points: bigint }[]>();
  for (const transfer of movements) {
    for (const [lotId, points] of changesOf(transfer)) {
      const list = byLot.get(lotId) ?? [];
      list.push({ transfer, points });
      byLot.set(lotId, list);
    }
  }
  const live = [...lots].filter((lot) => lot.pending + lot.available + lot.held > 0n);
  return {
    sources: spendingOrder(live).map((lot) => sourceOf(lot, byLot.get(lot.lotId) ?? [])),
    owed: partsOf(
      movements.flatMap((transfer) => {
        const points =
          (transfer.debit === "owed" ? transfer.amount : 0n) -
          (transfer.credit === "owed" ? transfer.amount : 0n);
        return points === 0n ? [] : [{ transfer, points }];
      }),
    ),
  };
}

interface Change {
  readonly transfer: Transfer;
  readonly points: bigint;
}

function sourceOf(lot: Lot, changes: readonly Change[]): BalanceSource {
  const gave = changes.filter(({ points }) => points > 0n).map(({ transfer }) => transfer);
  const last = gave.findLast(({ code }) => GIVES.includes(code)) ?? gave.at(-1);
  return {
    lot,
    source: lotSource(lot.lotId),
    parts: partsOf(changes),
    explanation: last?.explanation ?? null,
    programVersion: last?.programVersion ?? null,
    noteHash: last?.noteHash ?? null,
  };
}

/** How a transfer changes what a holder has of each lot, in all its accounts together. */
function changesOf({ debit, credit, amount, uses, lot }: Transfer): Map<LotId, bigint> {
  const changes = new Map<LotId, bigint>();
  const add = (id: LotId, points: bigint) => {
    const sum = (changes.get(id) ?? 0n) + points;
    if (sum === 0n) changes.delete(id);
    else changes.set(id, sum);
  };
  if (HAS.includes(debit)) for (const use of uses) add(use.lotId, 0n - use.amount);
  if (HAS.includes(credit)) {
    if (lot) add(lot.lotId, amount);
    else for (const use of uses) add(use.lotId, use.amount);
  }
  return changes;
}

function partsOf(changes: readonly Change[]): BalancePart[] {
  const groups = Map.groupBy(
    changes,
    ({ transfer }) => `${transfer.code}/${transfer.orderId ?? ""}`,
  );
  return [...groups.values()].flatMap((group): BalancePart[] => {
    const [first] = group;
    const points = group.reduce((sum, change) => sum + change.points, 0n);
    if (!first || points === 0n) return [];
    const { code, orderId } = first.transfer;
    const dates = group.map(({ transfer }) => transfer.eventAt.getTime());
    const versions = group.flatMap(({ transfer }) => transfer.programVersion ?? []);
    return [
      {
        code,
        orderId,
        points,
        at: new Date(Math.max(...dates)),
        programVersion: versions.length === 0 ? null : Math.max(...versions),
      },
    ];
  });
}
