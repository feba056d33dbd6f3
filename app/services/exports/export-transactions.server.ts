import { transfersPage, type ExportedTransfer } from "../../db/csv-export-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import { HOLDER_ACCOUNTS, type HolderAccount } from "../../domain/ledger/accounts.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import { csvText, type CsvCell } from "./csv-text.ts";

const PAGE = 5_000;

/** The columns of points_transactions.csv. */
export const TRANSACTION_COLUMNS = [
  "id",
  "customer_id",
  "member_id",
  "seq",
  "code",
  "points",
  ...HOLDER_ACCOUNTS.map((account) => `points_${account}`),
  "matures_at",
  "expires_at",
  "order_id",
  "program_version",
  "note",
  "event_at",
  "recorded_at",
  "explanation",
  "hash",
];

/**
 * All transfers of a shop as CSV, member by member in the order of their chains, a page in memory
 * at a time. `points` is what the member gained or lost by it, over all accounts.
 * @param onProgress told how many transfers more have been written
 */
export function exportTransactions(
  db: Database,
  shop: ShopId,
  onProgress: (rows: number) => void = () => undefined,
): AsyncGenerator<string> {
  return csvText(TRANSACTION_COLUMNS, pages(db, shop, onProgress));
}

async function* pages(
  db: Database,
  shop: ShopId,
  onProgress: (rows: number) => void,
): AsyncGenerator<CsvCell[][]> {
  let after: { holderId: HolderId; seq: bigint } | null = null;
  for (;;) {
    const page: ExportedTransfer[] = await transfersPage(queryable(db.pool), shop, after, PAGE);
    yield page.map(cells);
    onProgress(page.length);
    const last = page.at(-1);
    if (!last) return;
    after = { holderId: last.holderId, seq: last.seq };
  }
}

function cells(transfer: ExportedTransfer): CsvCell[] {
  const changes = HOLDER_ACCOUNTS.map((account) => changeOf(transfer, account));
  const [pending = 0n, available = 0n, held = 0n, owed = 0n] = changes;
  return [
    `${transfer.holderId}.${String(transfer.seq)}`,
    transfer.customerId,
    transfer.holderId,
    transfer.seq,
    transfer.code,
    pending + available + held - owed,
    ...changes,
    transfer.maturesAt,
    transfer.expiresAt,
    transfer.orderId,
    transfer.programVersion,
    transfer.reason,
    transfer.eventAt,
    transfer.recordedAt,
    JSON.stringify(transfer.explanation),
    transfer.hash.toString("hex"),
  ];
}

/** What a member has grows by a credit; what it owes grows by a debit. */
function changeOf({ debit, credit, amount }: ExportedTransfer, account: HolderAccount): bigint {
  const credited = (credit === account ? amount : 0n) - (debit === account ? amount : 0n);
  return account === "owed" ? -credited : credited;
}
