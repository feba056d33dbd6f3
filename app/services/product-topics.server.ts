import {
  noteCollectionChange,
  noteProductChange,
  noteProductDeletion,
} from "../db/product-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { ProductTold } from "../shopify/payloads/product.ts";

/*
 * What is known of products is not changed by what webhooks tell, which may be late and never says
 * which collections a product is in: it only ceases to count, and is read again with the next
 * order that asks for it. Orders whose surroundings are frozen are never touched.
 */

/** A product was made or changed. */
export const productTold = (
  tx: Tx,
  shop: ShopId,
  { productId, ...told }: ProductTold,
  now: Date,
): Promise<void> => noteProductChange(tx, shop, productId, told, now);

/** A product was deleted; an order for it that is yet to come is judged by what it was. */
export const productDeleted = (
  tx: Tx,
  shop: ShopId,
  { productId }: { readonly productId: string },
  now: Date,
): Promise<void> => noteProductDeletion(tx, shop, productId, now);

/** A collection was made, changed or deleted, and any product may have come or gone. */
export const collectionTold = (tx: Tx, shop: ShopId, now: Date): Promise<void> =>
  noteCollectionChange(tx, shop, now);
