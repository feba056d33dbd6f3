import type { ShopId } from "../domain/ids.ts";
import type { PartState } from "../domain/installed-parts.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** Keeps everybody else from installing into the shop until the transaction ends. */
export async function lockParts(tx: Tx, shop: ShopId): Promise<void> {
  await tx.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`parts/${shop}`]);
}

/** The parts of the shop's present installation, as they stood when they were looked at last. */
export function listParts(db: Queryable, shop: ShopId): Promise<PartState[]> {
  return db.query<PartState>(
    `SELECT p.part, p.shopify_id AS "shopifyId", p.problem, p.detail
     FROM installed_parts p JOIN shops s ON s.shop = p.shop AND s.installed_at = p.installation
     WHERE p.shop = $1 ORDER BY p.part DESC`,
    [shop],
  );
}

/** Writes how parts of the shop's present installation stand. */
export async function saveParts(
  tx: Tx,
  shop: ShopId,
  parts: readonly PartState[],
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO installed_parts AS p
            (shop, part, installation, shopify_id, problem, detail, checked_at)
     SELECT s.shop, given.part, s.installed_at, given."shopifyId", given.problem, given.detail, $3
     FROM shops s, json_to_recordset($2)
          AS given (part text, "shopifyId" text, problem text, detail text)
     WHERE s.shop = $1 AND s.installed_at IS NOT NULL
     ON CONFLICT (shop, part) DO UPDATE
        SET installation = excluded.installation, shopify_id = excluded.shopify_id,
            problem = excluded.problem, detail = excluded.detail, checked_at = excluded.checked_at`,
    [shop, JSON.stringify(parts), now],
  );
}
