import type { Collection, Product } from "../model.ts";
import { SHOP_CURRENCY } from "../money.ts";
import { gid } from "../rest/money-set.ts";
import type { Store } from "../store.ts";
import { listConnection, type ConnectionArgs } from "./connection.ts";
import { graphqlTime, type Node } from "./fields.ts";
import { shopMoney } from "./money-node.ts";

/** `Product` */
export function productNode(store: Store, product: Product): Node {
  const price = shopMoney(product.price);
  return {
    __typename: "Product",
    id: gid("Product", product.id),
    legacyResourceId: product.id,
    title: product.title,
    handle: product.handle,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    status: "ACTIVE",
    isGiftCard: false,
    createdAt: graphqlTime(product.createdAt),
    updatedAt: graphqlTime(product.createdAt),
    priceRangeV2: { minVariantPrice: price, maxVariantPrice: price },
    featuredMedia: null,
    inCollection: ({ id }: { id: string }) =>
      product.collectionIds.some((collection) => gid("Collection", collection) === id),
    collections: (args: ConnectionArgs) =>
      listConnection(
        product.collectionIds
          .map((id) => store.catalogue.collection(id))
          .filter((found) => found !== null),
        args,
        (collection) => collectionNode(store, collection),
      ),
    variants: (args: ConnectionArgs) =>
      listConnection([product], args, () => ({
        __typename: "ProductVariant",
        id: gid("ProductVariant", product.variantId),
        legacyResourceId: product.variantId,
        title: "Default Title",
        displayName: `${product.title} - Default Title`,
        sku: product.sku,
        price: price["amount"],
        availableForSale: true,
        product: () => productNode(store, product),
      })),
  };
}

/** `Collection` */
export function collectionNode(store: Store, collection: Collection): Node {
  const products = () =>
    store.catalogue.products().filter((product) => product.collectionIds.includes(collection.id));
  return {
    __typename: "Collection",
    id: gid("Collection", collection.id),
    legacyResourceId: collection.id,
    title: collection.title,
    handle: collection.handle,
    updatedAt: graphqlTime(collection.createdAt),
    productsCount: () => ({ count: products().length, precision: "EXACT" }),
    products: (args: ConnectionArgs) =>
      listConnection(products(), args, (product) => productNode(store, product)),
    hasProduct: ({ id }: { id: string }) =>
      products().some((product) => gid("Product", product.id) === id),
    currencyCode: SHOP_CURRENCY,
  };
}
