import type { CustomerId, HolderId, ShopId } from "../domain/ids.ts";
import { arrayOf } from "./array-parameter.server.ts";
import { MEMBER_STATUS } from "./member-status.server.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** What `given` is while it is not known what a metafield says, and while nobody has begun to find out. */
const UNKNOWN = "?";
const NEVER_SEEN = "??";

/**
 * Stores what holders' customers are to have at checkout as things stand now, while they are in the
 * programme: the perks of their tier, and what is on their stamp cards. Of who has none and never had
 * any, nothing is stored.
 * @param holders with what is on their cards, as JSON; null: what was stored before. Of companies,
 *   nothing is stored; of merged ones neither
 * @param gives what the newest program gives: perks to these tiers, and whether stamps
 */
export async function refreshWantedPerks(
  tx: Tx,
  shop: ShopId,
  holders: readonly { readonly holderId: HolderId; readonly stamps: string | null }[],
  gives: { readonly tiers: readonly string[]; readonly stamps: boolean },
): Promise<void> {
  await tx.query(
    `WITH standing AS (
       SELECT m.holder_id, (${MEMBER_STATUS}) = 'active' AS enrolled, t.tier,
              coalesce(told.stamps::jsonb, p.stamps) AS stamps, p.holder_id IS NOT NULL AS known
         FROM unnest($2::uuid[], $3::text[]) AS told (holder_id, stamps)
         JOIN members m ON m.shop = $1 AND m.holder_id = told.holder_id
         JOIN holders h ON h.shop = $1 AND h.holder_id = m.holder_id AND h.merged_into IS NULL
         LEFT JOIN member_tiers t ON t.shop = $1 AND t.holder_id = m.holder_id
         LEFT JOIN member_perks p ON p.shop = $1 AND p.holder_id = m.holder_id
     ), perks AS (
       SELECT holder_id, stamps, known,
              CASE WHEN enrolled THEN nullif(jsonb_strip_nulls(jsonb_build_object(
                'tier', CASE WHEN tier = ANY($4::text[]) THEN tier END,
                'stamps', CASE WHEN $5 THEN stamps END))::text, '{}') END AS wanted
         FROM standing)
     INSERT INTO member_perks (shop, holder_id, wanted, stamps)
     SELECT $1, holder_id, wanted, stamps FROM perks
      WHERE wanted IS NOT NULL OR stamps IS NOT NULL OR known
      ORDER BY holder_id
     ON CONFLICT (shop, holder_id) DO UPDATE
       SET wanted = excluded.wanted, stamps = excluded.stamps
      WHERE (member_perks.wanted, member_perks.stamps)
            IS DISTINCT FROM (excluded.wanted, excluded.stamps)`,
    [
      shop,
      arrayOf(holders.map(({ holderId }) => holderId)),
      arrayOf(holders.map(({ stamps }) => stamps)),
      gives.tiers,
      gives.stamps,
    ],
  );
}

/** The next holders after one that stand in a tier or have had perks, in order of id. */
export async function holdersWithPerks(
  db: Queryable,
  shop: ShopId,
  after: HolderId | null,
  limit: number,
): Promise<HolderId[]> {
  const page = (table: string) =>
    `(SELECT holder_id FROM ${table} WHERE shop = $1 AND ($2::uuid IS NULL OR holder_id > $2)
       ORDER BY holder_id LIMIT $3)`;
  const rows = await db.query<{ holder_id: HolderId }>(
    `${page("member_tiers")} UNION ${page("member_perks")} ORDER BY holder_id LIMIT $3`,
    [shop, after, limit],
  );
  return rows.map((row) => row.holder_id);
}

/**
 * A holder was merged into another. What the metafields of its customers say counts for the other
 * one from now on, and is written anew.
 */
export async function mergeMemberPerks(
  tx: Tx,
  shop: ShopId,
  from: HolderId,
  into: HolderId,
): Promise<void> {
  await tx.query(
    `WITH lost AS (DELETE FROM member_perks WHERE shop = $1 AND holder_id = $2 RETURNING 1)
     INSERT INTO member_perks (shop, holder_id, given)
     SELECT $1, $3, '${NEVER_SEEN}'
      WHERE EXISTS (SELECT 1 FROM lost)
         OR EXISTS (SELECT 1 FROM member_perks WHERE shop = $1 AND holder_id = $3)
     ON CONFLICT (shop, holder_id) DO UPDATE SET given = excluded.given`,
    [shop, from, into],
  );
}

/** Nothing is known any more of what the shop's metafields say: it has removed the app. */
export async function forgetPerksGiven(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query("UPDATE member_perks SET given = $2 WHERE shop = $1", [shop, NEVER_SEEN]);
}

/** A holder whose customers' metafields are to say something else. */
export interface PerksToWrite {
  readonly holderId: HolderId;
  /** The JSON; null for no perks. */
  readonly wanted: string | null;
  /** Not those that are deleted; erased ones only where there is something to take away. */
  readonly customers: readonly CustomerId[];
}

/** The next holders of a shop after one whose customers' metafields are to be written, in order of id. */
export function perksToWrite(
  db: Queryable,
  shop: ShopId,
  after: HolderId | null,
  limit: number,
): Promise<PerksToWrite[]> {
  return db.query<PerksToWrite>(
    `SELECT p.holder_id AS "holderId", p.wanted,
            ARRAY(SELECT c.customer_id FROM holders h JOIN customers c USING (shop, holder_id)
                   WHERE h.shop = $1 AND (h.holder_id = p.holder_id OR h.merged_into = p.holder_id)
                     AND c.deleted_at IS NULL AND (c.redacted_at IS NULL OR p.wanted IS NULL)
                   ORDER BY c.customer_id) AS customers
       FROM member_perks p
      WHERE p.shop = $1 AND p.wanted IS DISTINCT FROM p.given
        AND ($2::uuid IS NULL OR p.holder_id > $2)
      ORDER BY p.holder_id LIMIT $3`,
    [shop, after, limit],
  );
}

/** Before metafields are written: until it is told that they were, nothing is known of them. */
export async function markPerksUnknown(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<void> {
  await db.query(
    "UPDATE member_perks SET given = $3 WHERE shop = $1 AND holder_id = ANY($2::uuid[])",
    [shop, holders, UNKNOWN],
  );
}

/**
 * Remembers what metafields say by now. Where another run has told the same meanwhile, it is not
 * known which of the two has written last, and the next run writes again.
 */
export async function markPerksGiven(
  db: Queryable,
  shop: ShopId,
  given: readonly { readonly holderId: HolderId; readonly wanted: string | null }[],
): Promise<void> {
  await db.query(
    `UPDATE member_perks p SET given = CASE WHEN p.given = $4 THEN told.given ELSE $4 END
       FROM unnest($2::uuid[], $3::text[]) AS told (holder_id, given)
      WHERE p.shop = $1 AND p.holder_id = told.holder_id`,
    [
      shop,
      arrayOf(given.map(({ holderId }) => holderId)),
      arrayOf(given.map(({ wanted }) => wanted)),
      UNKNOWN,
    ],
  );
}

/**
 * The installed shops that have something to write, or whose holders were not looked at since a
 * time, or since the newest publication; others than those that ever had perks in a program are
 * left alone.
 */
export async function shopsWithPerksToSync(
  db: Queryable,
  cursor: string,
  since: Date,
): Promise<ShopId[]> {
  const rows = await db.query<{ shop: ShopId }>(
    `SELECT s.shop FROM shops s
      WHERE s.installed_at IS NOT NULL AND s.uninstalled_at IS NULL AND (
        EXISTS (SELECT 1 FROM member_perks p
                 WHERE p.shop = s.shop AND p.wanted IS DISTINCT FROM p.given)
        OR EXISTS (
          SELECT 1 FROM program_versions v
           WHERE v.shop = s.shop AND (jsonb_path_exists(v.document, '$.stamp_cards[*]')
              OR jsonb_path_exists(v.document,
             '$.tiers.levels[*] ? (@.discount_percent != null || @.free_shipping_from != null)'))
        ) AND NOT EXISTS (
          SELECT 1 FROM sync_cursors c
           WHERE c.shop = s.shop AND c.name = $1 AND c.done_to >= $2
             AND c.done_to >= (SELECT max(published_at) FROM program_versions WHERE shop = s.shop)))
      ORDER BY s.shop`,
    [cursor, since],
  );
  return rows.map((row) => row.shop);
}
