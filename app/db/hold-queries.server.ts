import type { HoldEnd } from "../domain/hold.ts";
import type { CustomerId, HoldId, HolderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import type { Tx } from "./transaction.server.ts";

export interface HoldRow {
  readonly shop: ShopId;
  readonly holdId: HoldId;
  readonly points: Points;
}

/** Locks the active holds of the holders, of which each has one at most. */
export async function lockActiveHolds(
  tx: Tx,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<Map<HolderId, HoldRow>> {
  const rows = await tx.query<HoldRow & { holderId: HolderId }>(
    `SELECT shop, hold_id AS "holdId", holder_id AS "holderId", points FROM holds
     WHERE shop = $1 AND holder_id = ANY($2::uuid[]) AND state = 'active'
     ORDER BY hold_id FOR NO KEY UPDATE`,
    [shop, holders],
  );
  return new Map(rows.map((row) => [row.holderId, row]));
}

/** The hold's points are its holder's again, since `at`. */
export async function markReleased(
  tx: Tx,
  shop: ShopId,
  hold: HoldId,
  endedBy: HoldEnd,
  at: Date,
): Promise<void> {
  await tx.query(
    `UPDATE holds SET state = 'released', ended_by = coalesce(ended_by, $3), settled_at = $4
      WHERE shop = $1 AND hold_id = $2`,
    [shop, hold, endedBy, at],
  );
}

/** Gives an active hold to the customer that its own was merged into. */
export async function passHoldOn(
  tx: Tx,
  shop: ShopId,
  hold: HoldId,
  into: CustomerId,
): Promise<void> {
  await tx.query("UPDATE holds SET customer_id = $3 WHERE shop = $1 AND hold_id = $2", [
    shop,
    hold,
    into,
  ]);
}
