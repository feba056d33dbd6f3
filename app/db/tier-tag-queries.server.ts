import type { CustomerId, HolderId, ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

// As the index has it: what the customers bear of ours is not what they are to bear.
const DIFFERS = "t.tags_given <> CASE WHEN t.tag IS NULL THEN '{}'::text[] ELSE ARRAY[t.tag] END";

/** A holder whose customers are to bear another tag than they were given. */
export interface TagToSync {
  readonly holderId: HolderId;
  /** What they are to bear; null for none of ours. */
  readonly tag: string | null;
  /** What they were given and may still have. */
  readonly given: readonly string[];
  /** Those that are neither deleted nor erased. */
  readonly customers: readonly CustomerId[];
}

/** The next holders of a shop after one whose customers' tags are to be changed, in order of id. */
export function tagsToSync(
  db: Queryable,
  shop: ShopId,
  after: HolderId | null,
  limit: number,
): Promise<TagToSync[]> {
  return db.query<TagToSync>(
    `SELECT t.holder_id AS "holderId", t.tag, t.tags_given AS given,
            ARRAY(SELECT c.customer_id FROM holders h JOIN customers c USING (shop, holder_id)
                   WHERE h.shop = $1 AND (h.holder_id = t.holder_id OR h.merged_into = t.holder_id)
                     AND c.deleted_at IS NULL AND c.redacted_at IS NULL
                   ORDER BY c.customer_id) AS customers
       FROM member_tiers t
      WHERE t.shop = $1 AND ${DIFFERS} AND ($2::uuid IS NULL OR t.holder_id > $2)
      ORDER BY t.holder_id LIMIT $3`,
    [shop, after, limit],
  );
}

/** The shops where any customer's tags are to be changed. */
export async function shopsWithTagsToSync(db: Queryable): Promise<ShopId[]> {
  const rows = await db.query<{ shop: ShopId }>(
    `SELECT s.shop FROM shops s
      WHERE s.installed_at IS NOT NULL AND s.uninstalled_at IS NULL
        AND EXISTS (SELECT 1 FROM member_tiers t WHERE t.shop = s.shop AND ${DIFFERS})
      ORDER BY s.shop`,
  );
  return rows.map((row) => row.shop);
}

/**
 * Remembers what a holder's customers bear of ours, if it is still what it was known to be.
 * @returns whether it was
 */
export async function markTagsGiven(
  db: Queryable,
  shop: ShopId,
  holder: HolderId,
  given: { readonly before: readonly string[]; readonly after: readonly string[] },
): Promise<boolean> {
  const rows = await db.query(
    `UPDATE member_tiers SET tags_given = $4
      WHERE shop = $1 AND holder_id = $2 AND tags_given = $3::text[] RETURNING 1`,
    [shop, holder, given.before, given.after],
  );
  return rows.length > 0;
}
