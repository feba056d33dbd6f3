import type { ProductFacts } from "../domain/order/context.ts";
import type { ShopId } from "../domain/ids.ts";
import { JSON_LINE } from "./json-lines.server.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/*
 * What is known of products: a cache of what the Admin API said. A row counts while nothing has
 * changed since Shopify was asked for it, neither the product nor any collection of the shop.
 */

interface ProductRow {
  product_id: string;
  type: string | null;
  vendor: string | null;
  tags: string[];
  collections: string[];
}

/**
 * Those of the products that are known as they stand.
 * @param readAfter what was read before that is too old, in case that a webhook was lost
 */
export async function cachedProducts(
  db: Queryable,
  shop: ShopId,
  products: readonly string[],
  readAfter: Date,
): Promise<Map<string, ProductFacts>> {
  if (products.length === 0) return new Map();
  const rows = await db.query<ProductRow>(
    `SELECT p.* FROM unnest($2::text[]) AS wanted (product_id)
      CROSS JOIN LATERAL (
        SELECT product_id, type, vendor, tags, collections FROM products
         WHERE shop = $1 AND product_id = wanted.product_id AND read_at IS NOT NULL
           AND (deleted_at IS NOT NULL
                OR read_at > GREATEST($3, changed_at,
                     (SELECT c.changed_at FROM catalogues c WHERE c.shop = $1)))
         LIMIT 1) AS p`,
    [shop, products, readAfter],
  );
  return new Map(
    rows.map(({ product_id: id, ...facts }) => [id, facts satisfies ProductFacts] as const),
  );
}

/**
 * Keeps what the Admin API said of products; of one that it does not know any more, what it said
 * before stands for good.
 * @param readAt when it was asked, before any change that was told since
 */
export async function saveProducts(
  tx: Tx,
  shop: ShopId,
  products: ReadonlyMap<string, ProductFacts | null>,
  readAt: Date,
): Promise<void> {
  if (products.size === 0) return;
  const lines = [...products]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, facts]) => JSON.stringify({ product_id: id, ...facts, gone: facts === null }));
  await tx.query(
    `INSERT INTO products AS p (shop, product_id, type, vendor, tags, collections, read_at, deleted_at)
     SELECT $1, t.product_id, t.type, t.vendor, COALESCE(t.tags, '{}'), COALESCE(t.collections, '{}'),
            $3, CASE WHEN t.gone THEN $3::timestamptz END
       FROM unnest(string_to_array($2::text, E'\\n')::json[]) AS line
      CROSS JOIN LATERAL json_to_record(line) AS t (
        product_id text, type text, vendor text, tags text[], collections text[], gone boolean)
     ON CONFLICT (shop, product_id) DO UPDATE
        SET type = CASE WHEN excluded.deleted_at IS NULL THEN excluded.type ELSE p.type END,
            vendor = CASE WHEN excluded.deleted_at IS NULL THEN excluded.vendor ELSE p.vendor END,
            tags = CASE WHEN excluded.deleted_at IS NULL THEN excluded.tags ELSE p.tags END,
            collections = CASE WHEN excluded.deleted_at IS NULL
                               THEN excluded.collections ELSE p.collections END,
            read_at = CASE WHEN excluded.deleted_at IS NULL
                           THEN excluded.read_at ELSE COALESCE(p.read_at, excluded.read_at) END,
            deleted_at = CASE WHEN excluded.deleted_at IS NULL
                              THEN NULL ELSE COALESCE(p.deleted_at, excluded.deleted_at) END
      WHERE p.read_at IS NULL OR p.read_at <= excluded.read_at`,
    [shop, lines.join(JSON_LINE), readAt],
  );
}

/** What a webhook tells of a product, which has nothing of its collections. */
export type ToldProduct = Pick<ProductFacts, "type" | "vendor" | "tags">;

/**
 * A product was told to have changed. What is known of it stays where the telling says the same:
 * Shopify tells of every sale, because that changes the stock.
 */
export async function noteProductChange(
  tx: Tx,
  shop: ShopId,
  product: string,
  { type, vendor, tags }: ToldProduct,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO products AS p (shop, product_id, tags, collections, changed_at)
     VALUES ($1, $2, '{}', '{}', $6)
     ON CONFLICT (shop, product_id) DO UPDATE SET changed_at = excluded.changed_at
      WHERE p.read_at IS NULL
         OR p.type IS DISTINCT FROM $3 OR p.vendor IS DISTINCT FROM $4
         OR NOT (p.tags @> $5::text[] AND p.tags <@ $5::text[])`,
    [shop, product, type, vendor, tags, now],
  );
}

/** A product was deleted: what is known of it stands for good. */
export async function noteProductDeletion(
  tx: Tx,
  shop: ShopId,
  product: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE products SET deleted_at = $3
      WHERE shop = $1 AND product_id = $2 AND deleted_at IS NULL`,
    [shop, product, now],
  );
}

/** A collection changed: which products came or went is not told, so all of them count as changed. */
export async function noteCollectionChange(tx: Tx, shop: ShopId, now: Date): Promise<void> {
  await tx.query(
    `INSERT INTO catalogues AS c (shop, changed_at) VALUES ($1, $2)
     ON CONFLICT (shop) DO UPDATE SET changed_at = GREATEST(c.changed_at, excluded.changed_at)`,
    [shop, now],
  );
}
