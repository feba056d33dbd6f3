import type { HolderId, ShopId } from "../domain/ids.ts";
import { arrayOf } from "./array-parameter.server.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** Where a holder stands among the tiers, as stored. */
export interface MemberTier {
  readonly holderId: HolderId;
  /** Null below the lowest. */
  readonly tier: string | null;
  readonly since: Date | null;
  /** With `fallsAt`: since when it qualifies for less, and what becomes of that. */
  readonly belowSince: Date | null;
  readonly fallsAt: Date | null;
  readonly fallsTo: string | null;
  /** What counts towards the next tier, in units of the basis. */
  readonly figure: bigint;
  readonly asOf: Date;
  /** The newest program version then. */
  readonly version: number;
  readonly checkAt: Date | null;
  /** The tag that its customers are to bear at Shopify. */
  readonly tag: string | null;
}

const COLUMNS = `holder_id AS "holderId", tier, since, below_since AS "belowSince",
       falls_at AS "fallsAt", falls_to AS "fallsTo", figure, as_of AS "asOf", version,
       check_at AS "checkAt", tag`;

/** Where the holders stand that were ever looked at. */
export async function memberTiers(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<Map<HolderId, MemberTier>> {
  if (holders.length === 0) return new Map();
  const rows = await db.query<MemberTier>(
    `SELECT tiers.* FROM unnest($2::uuid[]) AS wanted (holder_id)
      CROSS JOIN LATERAL (
        SELECT ${COLUMNS} FROM member_tiers
         WHERE shop = $1 AND holder_id = wanted.holder_id LIMIT 1) AS tiers`,
    [shop, holders],
  );
  return new Map(rows.map((row) => [row.holderId, row]));
}

/** Where the next holders after one stand, in order of id. */
export function memberTiersAfter(
  db: Queryable,
  shop: ShopId,
  after: HolderId | null,
  limit: number,
): Promise<MemberTier[]> {
  return db.query<MemberTier>(
    `SELECT ${COLUMNS} FROM member_tiers
      WHERE shop = $1 AND ($2::uuid IS NULL OR holder_id > $2) ORDER BY holder_id LIMIT $3`,
    [shop, after, limit],
  );
}

/** Stores where holders stand. Their balances are locked by the caller. */
export async function saveMemberTiers(
  tx: Tx,
  shop: ShopId,
  rows: readonly MemberTier[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.query(
    `INSERT INTO member_tiers (shop, holder_id, tier, since, below_since, falls_at, falls_to,
            figure, as_of, version, check_at, tag)
     SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[],
            $6::timestamptz[], $7::text[], $8::bigint[], $9::timestamptz[], $10::int[],
            $11::timestamptz[], $12::text[])
     ON CONFLICT (shop, holder_id) DO UPDATE
       SET tier = excluded.tier, since = excluded.since, below_since = excluded.below_since,
           falls_at = excluded.falls_at, falls_to = excluded.falls_to, figure = excluded.figure,
           as_of = excluded.as_of, version = excluded.version, check_at = excluded.check_at,
           tag = excluded.tag`,
    [
      shop,
      arrayOf(rows.map((row) => row.holderId)),
      arrayOf(rows.map((row) => row.tier)),
      arrayOf(rows.map((row) => row.since)),
      arrayOf(rows.map((row) => row.belowSince)),
      arrayOf(rows.map((row) => row.fallsAt)),
      arrayOf(rows.map((row) => row.fallsTo)),
      arrayOf(rows.map((row) => row.figure)),
      arrayOf(rows.map((row) => row.asOf)),
      arrayOf(rows.map((row) => row.version)),
      arrayOf(rows.map((row) => row.checkAt)),
      arrayOf(rows.map((row) => row.tag)),
    ],
  );
}

/**
 * Has holders looked at again with the next run of `move-tiers`: what they are known by has changed
 * otherwise than by orders.
 */
export async function lookAtTiersAgain(
  tx: Tx,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<void> {
  await tx.query(
    `INSERT INTO member_tiers (shop, holder_id, figure, as_of, version, check_at)
     SELECT DISTINCT $1, living.holder_id, 0, living.created_at, 0, living.created_at
       FROM holders h
       JOIN holders living ON living.shop = h.shop
        AND living.holder_id = coalesce(h.merged_into, h.holder_id)
      WHERE h.shop = $1 AND h.holder_id = ANY($2::uuid[])
     ON CONFLICT (shop, holder_id) DO UPDATE SET check_at = member_tiers.as_of`,
    [shop, holders],
  );
}

/**
 * A holder was merged into another: it stands nowhere any more. The tags that its customers were
 * given are by now those of the other one, because Shopify unites them.
 */
export async function mergeMemberTiers(
  tx: Tx,
  shop: ShopId,
  from: HolderId,
  into: HolderId,
): Promise<void> {
  await tx.query(
    `WITH lost AS (
       DELETE FROM member_tiers WHERE shop = $1 AND holder_id = $2 RETURNING tags_given)
     UPDATE member_tiers kept
        SET tags_given = ARRAY(SELECT DISTINCT tag FROM unnest(kept.tags_given || lost.tags_given)
                                 AS tag ORDER BY tag)
       FROM lost WHERE kept.shop = $1 AND kept.holder_id = $3`,
    [shop, from, into],
  );
}

/** The shops that have tiers, or had some once. */
export async function shopsWithTiers(db: Queryable): Promise<ShopId[]> {
  const rows = await db.query<{ shop: ShopId }>(
    `SELECT DISTINCT shop FROM program_versions
      WHERE jsonb_typeof(document->'tiers') = 'object' ORDER BY shop`,
  );
  return rows.map((row) => row.shop);
}

/** A holder to be looked at, as a place in the order of time. */
export interface TierCheck {
  readonly checkAt: Date;
  readonly holderId: HolderId;
}

/** The next holders whose standing the clock may have changed by `at`, the earliest first. */
export function holdersToCheck(
  db: Queryable,
  shop: ShopId,
  at: Date,
  after: TierCheck | null,
  limit: number,
): Promise<TierCheck[]> {
  return db.query<TierCheck>(
    `SELECT check_at AS "checkAt", holder_id AS "holderId" FROM member_tiers
      WHERE shop = $1 AND check_at <= $2
        AND ($3::timestamptz IS NULL OR (check_at, holder_id) > ($3, $4::uuid))
      ORDER BY check_at, holder_id LIMIT $5`,
    [shop, at, after?.checkAt ?? null, after?.holderId ?? null, limit],
  );
}

/** The next holders after one that were not looked at since a version, or never. */
export async function holdersNotUnder(
  db: Queryable,
  shop: ShopId,
  version: number,
  after: HolderId | null,
  limit: number,
): Promise<HolderId[]> {
  const rows = await db.query<{ holder_id: HolderId }>(
    `SELECT h.holder_id FROM holders h
       LEFT JOIN member_tiers t USING (shop, holder_id)
      WHERE h.shop = $1 AND h.merged_into IS NULL AND ($3::uuid IS NULL OR h.holder_id > $3)
        AND (t.version IS NULL OR t.version < $2)
      ORDER BY h.holder_id LIMIT $4`,
    [shop, version, after, limit],
  );
  return rows.map((row) => row.holder_id);
}

/** Remembers new holders as some that stand nowhere yet, to be looked at with the next run. */
export async function insertTierChecks(
  tx: Tx,
  shop: ShopId,
  holders: readonly HolderId[],
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO member_tiers (shop, holder_id, figure, as_of, version, check_at)
     SELECT $1, id, 0, $3, 0, $3 FROM unnest($2::uuid[]) AS id ON CONFLICT DO NOTHING`,
    [shop, holders, now],
  );
}

/** How many holders stand in each tier. */
export async function membersByTier(
  db: Queryable,
  shop: ShopId,
): Promise<Map<string | null, number>> {
  const rows = await db.query<{ tier: string | null; members: number }>(
    `SELECT tier, count(*)::int AS members FROM member_tiers WHERE shop = $1 GROUP BY tier`,
    [shop],
  );
  return new Map(rows.map((row) => [row.tier, row.members]));
}
