import type { HolderId, LotId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import { arrayOf } from "./array-parameter.server.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** An award as it is stored: the ledger has posted exactly its points. */
export interface AwardRow {
  readonly holderId: HolderId;
  /** Names the fact among the holder's. */
  readonly key: string;
  readonly kind: string;
  readonly ruleId: string;
  readonly programVersion: number;
  readonly points: Points;
  readonly uncollected: Points;
  readonly fromExpired: Points;
  readonly lotId: LotId;
  readonly at: Date;
}

const COLUMNS = `a.holder_id AS "holderId", a.award_key AS key, a.kind, a.rule_id AS "ruleId",
       a.program_version AS "programVersion", a.points, a.uncollected,
       a.from_expired AS "fromExpired", a.lot_id AS "lotId", a.at`;

/** The named awards, where they exist. Their holders' balances are locked by the caller. */
export function namedAwards(
  tx: Queryable,
  shop: ShopId,
  names: readonly { readonly holderId: HolderId; readonly key: string }[],
): Promise<AwardRow[]> {
  return tx.query<AwardRow>(
    `SELECT a.* FROM unnest($2::uuid[], $3::text[]) AS named (holder_id, award_key)
      CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM awards a
         WHERE a.shop = $1 AND a.holder_id = named.holder_id AND a.award_key = named.award_key
         LIMIT 1) AS a`,
    [shop, names.map(({ holderId }) => holderId), names.map(({ key }) => key)],
  );
}

/** All awards of the holders, the earliest first. */
export function awardsOf(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<AwardRow[]> {
  return db.query<AwardRow>(
    `SELECT ${COLUMNS} FROM awards a
      WHERE a.shop = $1 AND a.holder_id = ANY($2::uuid[])
      ORDER BY a.holder_id, a.at, a.award_key`,
    [shop, holders],
  );
}

/** Stores awards as they stand now, known or new. */
export async function saveAwards(
  tx: Tx,
  shop: ShopId,
  awards: readonly AwardRow[],
  now: Date,
): Promise<void> {
  if (awards.length === 0) return;
  await tx.query(
    `INSERT INTO awards (shop, holder_id, award_key, kind, rule_id, program_version, points,
            uncollected, from_expired, lot_id, at, recorded_at)
     SELECT $1, *, $12::timestamptz FROM unnest($2::uuid[], $3::text[], $4::text[], $5::text[],
            $6::int[], $7::bigint[], $8::bigint[], $9::bigint[], $10::text[], $11::timestamptz[])
     ON CONFLICT (shop, holder_id, award_key) DO UPDATE
       SET kind = excluded.kind, rule_id = excluded.rule_id,
           program_version = excluded.program_version, points = excluded.points,
           uncollected = excluded.uncollected, from_expired = excluded.from_expired,
           lot_id = excluded.lot_id, at = excluded.at, recorded_at = excluded.recorded_at`,
    [
      shop,
      arrayOf(awards.map((award) => award.holderId)),
      arrayOf(awards.map((award) => award.key)),
      arrayOf(awards.map((award) => award.kind)),
      arrayOf(awards.map((award) => award.ruleId)),
      arrayOf(awards.map((award) => award.programVersion)),
      arrayOf(awards.map((award) => award.points)),
      arrayOf(awards.map((award) => award.uncollected)),
      arrayOf(awards.map((award) => award.fromExpired)),
      arrayOf(awards.map((award) => award.lotId)),
      arrayOf(awards.map((award) => award.at)),
      now,
    ],
  );
}

/** Removes the rows of awards that are to be stored anew, with another holder. */
export async function removeAwards(
  tx: Tx,
  shop: ShopId,
  awards: readonly AwardRow[],
): Promise<void> {
  await tx.query(
    `DELETE FROM awards USING unnest($2::uuid[], $3::text[]) AS gone (holder_id, award_key)
      WHERE awards.shop = $1 AND awards.holder_id = gone.holder_id
        AND awards.award_key = gone.award_key`,
    [shop, awards.map(({ holderId }) => holderId), awards.map(({ key }) => key)],
  );
}

/** An award that does not stand at what was posted for it. */
export interface AwardDifference {
  readonly lotId: LotId;
  readonly points: bigint;
  readonly posted: bigint;
}

/**
 * The first award of the shop whose points are not what its transfers add up to, or transfers of
 * an award that there is not. Reads all transfers of awards: their keys begin with their lot's id.
 */
export async function awardOffTarget(db: Queryable, shop: ShopId): Promise<AwardDifference | null> {
  const [row] = await db.query<AwardDifference>(
    `WITH posted AS (
       SELECT regexp_replace(key, '/(earn|clawback|reinstate|reschedule)/after/[0-9a-f]+$', '')
                AS lot_id,
              sum(CASE WHEN debit IN ('issued', 'reversed') THEN amount
                       WHEN credit = 'reversed' THEN -amount ELSE 0 END)::bigint AS posted
         FROM transfers WHERE shop = $1 AND starts_with(key, 'award/') GROUP BY 1
     )
     SELECT lot_id AS "lotId", coalesce(points, 0) AS points, coalesce(posted, 0) AS posted
       FROM (SELECT lot_id, points FROM awards WHERE shop = $1) AS award
       FULL JOIN posted USING (lot_id)
      WHERE coalesce(points, 0) <> coalesce(posted, 0)
      ORDER BY lot_id LIMIT 1`,
    [shop],
  );
  return row ?? null;
}
