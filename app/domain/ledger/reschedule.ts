import { LOT_ACCOUNTS } from "./accounts.ts";
import { afterHead, append, type Book } from "./book.ts";
import type { Lot } from "./lot.ts";
import type { LotUse } from "./transfer.ts";

/** The publication that gives lots other dates. */
export interface NewDates {
  readonly version: number;
  readonly publishedAt: Date;
  /** When a lot should expire by now; null: never. */
  readonly expiryOf: (lot: Lot) => Date | null;
}

/**
 * Gives those lots other dates of expiry that have points left which may expire,
 * and should have other dates by now.
 */
export function rescheduleLots(book: Book, dates: NewDates, recordedAt: Date): void {
  const lots = [...book.lots.values()].sort((a, b) => (a.lotId < b.lotId ? -1 : 1));
  for (const lot of lots) {
    const account = LOT_ACCOUNTS.find((one) => one !== "expired" && lot[one] > 0n);
    if (!account) continue;
    const expiresAt = dates.expiryOf(lot);
    if (expiresAt?.getTime() === lot.expiresAt?.getTime()) continue;
    const amount = lot[account];
    const uses: LotUse[] = [{ lotId: lot.lotId, account, amount }];
    append(
      book,
      {
        key: `reschedule/${lot.lotId}/${afterHead(book)}`,
        code: "reschedule",
        debit: account,
        credit: account,
        amount,
        lot: { lotId: lot.lotId, maturesAt: lot.maturesAt, expiresAt },
        uses,
        orderId: null,
        programVersion: dates.version,
        explanation: { kind: "reschedule", lot: lot.lotId, because: "program" },
        noteHash: null,
        eventAt: dates.publishedAt,
      },
      recordedAt,
    );
  }
}
