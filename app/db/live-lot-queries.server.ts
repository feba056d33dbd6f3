import type { HolderId, LotId, ShopId } from "../domain/ids.ts";
import type { Lot } from "../domain/ledger/lot.ts";
import { LOT_COLUMNS } from "./lot-queries.server.ts";
import type { Queryable } from "./transaction.server.ts";

/** A lot in the order of holders and lots. */
export interface LiveLot {
  readonly holderId: HolderId;
  readonly lot: Lot;
}

interface Row {
  holder_id: HolderId;
  lot_id: LotId;
  matures_at: Date;
  expires_at: Date | null;
  pending: Lot["pending"];
  available: Lot["available"];
  held: Lot["held"];
  expired: Lot["expired"];
}

/** The next lots of a shop with points that may yet expire, after one of them. */
export async function liveLotsAfter(
  db: Queryable,
  shop: ShopId,
  after: LiveLot | null,
  limit: number,
): Promise<LiveLot[]> {
  const rows = await db.query<Row>(
    `SELECT ${LOT_COLUMNS} FROM lots
      WHERE shop = $1 AND (pending > 0 OR available > 0 OR held > 0)
        AND ($2::uuid IS NULL OR (holder_id, lot_id) > ($2, $3::text))
      ORDER BY holder_id, lot_id LIMIT $4`,
    [shop, after?.holderId ?? null, after?.lot.lotId ?? null, limit],
  );
  return rows.map(({ holder_id, lot_id, matures_at, expires_at, ...amounts }) => {
    const { pending, available, held, expired } = amounts;
    const dates = { maturesAt: matures_at, expiresAt: expires_at };
    return {
      holderId: holder_id,
      lot: { lotId: lot_id, ...dates, pending, available, held, expired },
    };
  });
}
