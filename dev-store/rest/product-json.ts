import type { Collection, Product } from "../model.ts";
import { writeMoney } from "../money.ts";
import { gid, restId, restTime } from "./money-set.ts";

/** A product as `products/create` and `products/update` write it: nothing of its collections. */
export function productPayload(product: Product) {
  return {
    id: restId(product.id),
    admin_graphql_api_id: gid("Product", product.id),
    title: product.title,
    handle: product.handle,
    vendor: product.vendor,
    product_type: product.productType,
    tags: product.tags.join(", "),
    status: "active",
    created_at: restTime(product.createdAt),
    variants: [
      {
        id: restId(product.variantId),
        product_id: restId(product.id),
        price: writeMoney(product.price),
        sku: product.sku,
        title: "Default Title",
      },
    ],
  };
}

/** A collection as the webhooks write it: nothing of its products. */
export function collectionPayload(collection: Collection) {
  return {
    id: restId(collection.id),
    admin_graphql_api_id: gid("Collection", collection.id),
    title: collection.title,
    handle: collection.handle,
    sort_order: "manual",
  };
}
