import type { Customer, Product } from "../model.ts";
import { SHOP_CURRENCY, shortDecimal, writeMoney, type Minor } from "../money.ts";
import { paidBack, paidIn } from "../orders/money-state.ts";
import { gid } from "../rest/money-set.ts";
import { displayName } from "../storage/customers.ts";
import { fullNamespace } from "../storage/metafields.ts";
import type { Store } from "../store.ts";

/** An object of the schema: each field a value, or a function of its arguments. */
export type Node = Readonly<Record<string, unknown>>;

export const money = (amount: Minor, currency: string): Node => ({
  __typename: "MoneyV2",
  amount: shortDecimal(writeMoney(amount, currency)),
  currencyCode: currency,
});

/** The metafields of whatever has them; without a namespace the app's own. */
export interface MetafieldArgs {
  readonly namespace?: string | null;
  readonly key: string;
}

export const metafieldValue = (
  found: { type: string; value: string } | null | undefined,
): Node | null =>
  found == null
    ? null
    : {
        type: found.type,
        value: found.value,
        jsonValue: found.type === "json" ? (JSON.parse(found.value) as unknown) : found.value,
      };

export const metafieldOf = (store: Store, owner: string) => ({
  metafield: ({ namespace, key }: MetafieldArgs) =>
    metafieldValue(store.metafields.get(owner, fullNamespace(namespace), key)),
});

const tagged = (tags: readonly string[]) => ({
  hasAnyTag: ({ tags: asked }: { tags: readonly string[] }) =>
    asked.some((tag) => tags.includes(tag)),
  hasTags: ({ tags: asked }: { tags: readonly string[] }) =>
    asked.map((tag) => ({ tag, hasTag: tags.includes(tag) })),
});

/** `ProductVariant`, with its product. */
export function variantNode(store: Store, product: Product): Node {
  const collections = product.collectionIds.map((id) => gid("Collection", id));
  const inCollections = {
    inAnyCollection: ({ ids }: { ids: readonly string[] }) =>
      ids.some((id) => collections.includes(id)),
    inCollections: ({ ids }: { ids: readonly string[] }) =>
      ids.map((id) => ({ collectionId: id, isMember: collections.includes(id) })),
  };
  return {
    __typename: "ProductVariant",
    id: gid("ProductVariant", product.variantId),
    sku: product.sku,
    title: "Default Title",
    requiresShipping: true,
    weight: null,
    weightUnit: "KILOGRAMS",
    ...inCollections,
    ...metafieldOf(store, gid("ProductVariant", product.variantId)),
    product: {
      id: gid("Product", product.id),
      handle: product.handle,
      title: product.title,
      vendor: product.vendor,
      productType: product.productType,
      isGiftCard: false,
      ...tagged(product.tags),
      ...inCollections,
      ...metafieldOf(store, gid("Product", product.id)),
    },
  };
}

/** `Customer` */
export function customerNode(store: Store, customer: Customer): Node {
  const orders = () => store.orders.ofCustomer(customer.id);
  return {
    id: gid("Customer", customer.id),
    displayName: displayName(customer),
    email: customer.email,
    firstName: customer.firstName,
    lastName: customer.lastName,
    numberOfOrders: () => orders().length,
    amountSpent: () =>
      money(
        orders().reduce((total, order) => total + paidIn(order) - paidBack(order), 0n),
        SHOP_CURRENCY,
      ),
    ...tagged(customer.tags),
    ...metafieldOf(store, gid("Customer", customer.id)),
  };
}
