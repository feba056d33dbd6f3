import type { ShopId } from "../domain/ids.ts";
import { MAY_EXPIRE } from "./expiry-pause.server.ts";
import type { Tx } from "./transaction.server.ts";

/** Of what is warned, and how early. */
export interface LotWarning {
  /** The shop's: points of one of its days are warned of together. */
  readonly zone: string;
  /** Days ahead; the last chance is the smallest. */
  readonly days: readonly number[];
  readonly at: Date;
  readonly now: Date;
}

/**
 * Records, for each holder and day on which points of its lots expire, the warning
 * that is due, unless it was recorded before.
 * @returns how many were new
 */
export async function recordLotWarnings(
  tx: Tx,
  shop: ShopId,
  { zone, days, at, now }: LotWarning,
): Promise<number> {
  const { rowCount } = await tx.client.query(
    `INSERT INTO events (shop, key, holder_id, type, at, recorded_at, data)
     SELECT $1, 'expiry/' || holder_id || '/' || day || '/' || days, holder_id,
            'points/about_to_expire', $4, $5,
            jsonb_build_object('points', points, 'expires_at', to_char(
              expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
              'days', days, 'last_chance', days = (SELECT min(d) FROM unnest($3::int[]) AS d),
              'because', 'age')
       FROM (SELECT holder_id, to_char(expires_at AT TIME ZONE $2, 'YYYY-MM-DD') AS day,
                    min(expires_at) AS expires_at, sum(available) AS points
               FROM lots
              WHERE ${MAY_EXPIRE("lots.shop", "lots.holder_id", "$4")}
                AND shop = $1 AND available > 0 AND expires_at > $4
                AND expires_at <= $4 + make_interval(days => (SELECT max(d) FROM unnest($3::int[]) AS d))
              GROUP BY 1, 2) AS expiring
      CROSS JOIN LATERAL (
        SELECT min(d) AS days FROM unnest($3::int[]) AS d
         WHERE expires_at <= $4 + make_interval(days => d)) AS due
     ON CONFLICT (shop, key) DO NOTHING`,
    [shop, zone, days, at, now],
  );
  return rowCount ?? 0;
}
