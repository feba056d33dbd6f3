import type { HolderId, ShopId } from "../domain/ids.ts";
import { arrayOf } from "./array-parameter.server.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** A tier that was given otherwise than by orders. */
export interface NewTierPin {
  readonly holderId: HolderId;
  readonly tier: string;
  /** As if its threshold had been reached then. */
  readonly at: Date;
  /** Names who gave it, such as `import/<id>/<row>`; a second pin of the same source is none. */
  readonly source: string;
}

/** Stores pins. @returns the holders of those that are new */
export async function insertTierPins(
  tx: Tx,
  shop: ShopId,
  pins: readonly NewTierPin[],
): Promise<HolderId[]> {
  if (pins.length === 0) return [];
  const rows = await tx.query<{ holder_id: HolderId }>(
    `INSERT INTO tier_pins (shop, source, holder_id, tier, at)
     SELECT $1, * FROM unnest($2::text[], $3::uuid[], $4::text[], $5::timestamptz[])
     ON CONFLICT (shop, source) DO NOTHING RETURNING holder_id`,
    [
      shop,
      arrayOf(pins.map((pin) => pin.source)),
      arrayOf(pins.map((pin) => pin.holderId)),
      arrayOf(pins.map((pin) => pin.tier)),
      arrayOf(pins.map((pin) => pin.at)),
    ],
  );
  return rows.map((row) => row.holder_id);
}

/** Takes pins away. @returns their holders */
export async function deleteTierPins(
  tx: Tx,
  shop: ShopId,
  sources: readonly string[],
): Promise<HolderId[]> {
  if (sources.length === 0) return [];
  const rows = await tx.query<{ holder_id: HolderId }>(
    `DELETE FROM tier_pins WHERE shop = $1 AND source = ANY($2::text[]) RETURNING holder_id`,
    [shop, sources],
  );
  return rows.map((row) => row.holder_id);
}

/** The pins of a holder, and of all that were merged into it. */
export function tierPinsOf(
  db: Queryable,
  shop: ShopId,
  holder: HolderId,
): Promise<{ tier: string; at: Date; source: string }[]> {
  return db.query(
    `SELECT p.tier, p.at, p.source FROM tier_pins p JOIN holders h USING (shop, holder_id)
      WHERE p.shop = $1 AND coalesce(h.merged_into, h.holder_id) = $2 ORDER BY p.at`,
    [shop, holder],
  );
}
