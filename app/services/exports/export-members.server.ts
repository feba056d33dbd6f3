import { membersPage, type ExportedMember } from "../../db/csv-export-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { queryable } from "../../db/transaction.server.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import { csvText, type CsvCell } from "./csv-text.ts";

const PAGE = 5_000;

/** The columns of members.csv; an import takes the file as it is. */
export const MEMBER_COLUMNS = [
  "customer_id",
  "member_id",
  "status",
  "points",
  "points_pending",
  "points_held",
  "points_owed",
  "tier",
  "birthday",
  "joined_at",
] as const;

/**
 * All members of a shop as CSV, those merged into others left out, in the order in which they joined, a page in memory at a time.
 * @param onProgress told how many members more have been written
 */
export function exportMembers(
  db: Database,
  shop: ShopId,
  onProgress: (rows: number) => void = () => undefined,
): AsyncGenerator<string> {
  return csvText(MEMBER_COLUMNS, pages(db, shop, onProgress));
}

async function* pages(
  db: Database,
  shop: ShopId,
  onProgress: (rows: number) => void,
): AsyncGenerator<CsvCell[][]> {
  let after: HolderId | null = null;
  for (;;) {
    const page: ExportedMember[] = await membersPage(queryable(db.pool), shop, after, PAGE);
    const living = page.filter(({ isMerged }) => !isMerged);
    yield living.map(cells);
    onProgress(living.length);
    after = page.at(-1)?.holderId ?? null;
    if (after === null) return;
  }
}

const cells = (member: ExportedMember): CsvCell[] => [
  member.customerId,
  member.holderId,
  member.status,
  member.available,
  member.pending,
  member.held,
  member.owed,
  member.tier,
  birthday(member),
  member.joinedAt,
];

function birthday({ birthMonth, birthDay }: ExportedMember): string | null {
  if (birthMonth === null || birthDay === null) return null;
  return `${String(birthMonth).padStart(2, "0")}-${String(birthDay).padStart(2, "0")}`;
}
