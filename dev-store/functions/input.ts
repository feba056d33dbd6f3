import type { Cart } from "../checkout/cart-model.ts";
import type { Quote, QuoteLine } from "../checkout/quote-model.ts";
import { SHIPPING_HANDLE } from "../checkout/shipping.ts";
import { discountGid, type AppDiscount } from "../discounts/model.ts";
import type { Minor } from "../money.ts";
import { gid } from "../rest/money-set.ts";
import { SHOP_ID, SHOP_TIME_ZONE } from "../shop.ts";
import { fullNamespace } from "../storage/metafields.ts";
import type { Store } from "../store.ts";
import {
  customerNode,
  metafieldOf,
  metafieldValue,
  money,
  variantNode,
  type MetafieldArgs,
  type Node,
} from "./input-parts.ts";
import { lineGid } from "./line-gid.ts";
import { localTime } from "./local-time.ts";

export const DELIVERY_GROUP_GID = "gid://shopify/CartDeliveryGroup/1";

/**
 * The root that a Function's input query is executed on: the cart before any
 * discount. Other discounts are not seen: Functions run blind to each other.
 * @param priced the cart's quote without discounts
 */
export function functionInput(
  store: Store,
  cart: Cart,
  discount: AppDiscount,
  priced: Quote,
): Node {
  return {
    cart: cartNode(store, cart, priced),
    discount: {
      discountClasses: discount.discountClasses,
      ...metafieldOf(store, discountGid(discount.id)),
    },
    enteredDiscountCodes: cart.discountCodes.map((code) => ({ code, rejectable: true })),
    triggeringDiscountCode: null,
    fetchResult: null,
    presentmentCurrencyRate: priced.rate,
    localization: {
      country: { isoCode: "RU" },
      language: { isoCode: cart.locale.toUpperCase() },
      market: { id: gid("Market", "1"), handle: "ru", regions: [] },
    },
    shop: {
      localTime: () => localTime(store.now(), SHOP_TIME_ZONE),
      ...metafieldOf(store, gid("Shop", SHOP_ID)),
    },
  };
}

function cartNode(store: Store, cart: Cart, priced: Quote): Node {
  const customer = cart.customerId === null ? null : store.customers.get(cart.customerId);
  const of = (amount: Minor) => money(amount, priced.currency);
  const lines = priced.lines.map((line) => lineNode(store, line, priced.currency));
  return {
    attribute: ({ key }: { key?: string | null }) => {
      const found = cart.attributes.find((part) => part.name === key);
      return found === undefined ? null : { key: found.name, value: found.value };
    },
    metafield: ({ namespace, key }: MetafieldArgs) =>
      metafieldValue(
        cart.metafields.find(
          (part) => part.namespace === fullNamespace(namespace) && part.key === key,
        ),
      ),
    buyerIdentity: {
      isAuthenticated: customer !== null,
      email: customer?.email ?? cart.email,
      phone: customer?.phone ?? null,
      customer: customer === null ? null : customerNode(store, customer),
      purchasingCompany: cart.company && purchasingCompanyNode(cart.company),
      shopUser: null,
    },
    cost: {
      subtotalAmount: of(priced.subtotal.presentment),
      totalAmount: of(priced.subtotal.presentment),
      totalTaxAmount: null,
      totalDutyAmount: null,
    },
    lines,
    deliverableLines: lines,
    deliveryGroups: deliveryGroups(priced, lines),
    discountApplications: [],
    localizedFields: [],
    billingAddress: null,
    poNumber: null,
    retailLocation: null,
  };
}

const purchasingCompanyNode = ({ id, locationId }: NonNullable<Cart["company"]>): Node => ({
  company: { id: gid("Company", id), externalId: null, name: "" },
  contact: null,
  location: { id: gid("CompanyLocation", locationId), externalId: null, name: "" },
});

function deliveryGroups(priced: Quote, lines: readonly Node[]): Node[] {
  if (priced.shipping === null) return [];
  const option = {
    handle: SHIPPING_HANDLE,
    code: SHIPPING_HANDLE,
    title: priced.shipping.title,
    description: null,
    deliveryMethodType: "SHIPPING",
    cost: money(priced.shipping.price.presentment, priced.currency),
  };
  return [
    {
      id: DELIVERY_GROUP_GID,
      groupType: "ONE_TIME_PURCHASE",
      cartLines: lines,
      deliveryAddress: null,
      deliveryOptions: [option],
      selectedDeliveryOption: option,
      discountAllocations: [],
    },
  ];
}

function lineNode(store: Store, line: QuoteLine, currency: string): Node {
  const product = store.catalogue.product(line.productId);
  if (product === null) throw new Error(`There is no product ${line.productId}`);
  return {
    id: lineGid(line.id),
    quantity: line.quantity,
    attribute: null,
    cost: {
      amountPerQuantity: money(line.price.presentment, currency),
      compareAtAmountPerQuantity: null,
      subtotalAmount: money(line.subtotal.presentment, currency),
      totalAmount: money(line.subtotal.presentment, currency),
    },
    discountAllocations: [],
    parentRelationship: null,
    sellingPlanAllocation: null,
    merchandise: variantNode(store, product),
  };
}
