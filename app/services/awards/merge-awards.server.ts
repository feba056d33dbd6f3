import {
  awardsOf,
  removeAwards,
  saveAwards,
  type AwardRow,
} from "../../db/award-queries.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import type { Book } from "../../domain/ledger/book.ts";
import { postAward } from "../../domain/ledger/post-award.ts";
import { NO_POINTS } from "../../domain/points.ts";

/**
 * Gives the awards of a member that is merged to the one that lives on. What both got for the
 * same thing, such as a welcome, nobody gets twice: the later one is taken back, as far as it
 * is still in its own lot. It stays, emptied, with the member that is no more.
 * @param book of the living one, with all that was merged into it and all its lots
 */
export async function mergeAwards(
  tx: Tx,
  shop: ShopId,
  from: HolderId,
  book: Book,
  now: Date,
): Promise<void> {
  const into = book.holderId;
  const rows = await awardsOf(tx, shop, [from, into]);
  const lost = rows.filter((row) => row.holderId === from && row.points > 0n);
  if (lost.length === 0) return;
  const kept = new Map(rows.flatMap((row) => (row.holderId === into ? [[row.key, row]] : [])));
  const changed = lost.flatMap((row) => {
    const other = kept.get(row.key);
    if (!other) return [{ ...row, holderId: into }];
    const [first, second] = inOrder(other, row);
    return [
      { ...first, holderId: into },
      { ...takeBack(book, second, now), holderId: from },
    ];
  });
  // Removed first, because two that change places would have the same lot in between.
  const replaced = lost.flatMap((row) => kept.get(row.key) ?? []);
  await removeAwards(tx, shop, [...lost, ...replaced]);
  await saveAwards(tx, shop, changed, now);
}

/** The one that counts first: what was taken back never does, else the earlier. */
function inOrder(a: AwardRow, b: AwardRow): readonly [AwardRow, AwardRow] {
  const isBFirst = a.points === 0n || b.at < a.at;
  return isBFirst ? [b, a] : [a, b];
}

function takeBack(book: Book, award: AwardRow, now: Date): AwardRow {
  const { lotId, points, kind, ruleId, programVersion } = award;
  const lot = book.lots.get(lotId);
  const taken = postAward(
    book,
    {
      lotId,
      target: NO_POINTS,
      posted: points,
      taken: award,
      terms: lot ?? { maturesAt: award.at, expiresAt: null },
      moved: false,
      beyondLot: "own_lot",
      programVersion,
      explanation: {
        kind: "award",
        rule: kind,
        rule_id: ruleId,
        version: programVersion,
        points: "0",
        merged: true,
      },
      eventAt: now,
    },
    now,
  );
  return { ...award, points: NO_POINTS, ...taken };
}
