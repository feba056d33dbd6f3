import type { Cart } from "../checkout/cart.ts";
import { PRESENTMENT_CURRENCIES } from "../checkout/currency.ts";
import type { Quote, QuoteLine } from "../checkout/quote.ts";
import { lineGid } from "../functions/line-gid.ts";
import type { Customer, Order } from "../model.ts";
import { writeMoney, type Minor } from "../money.ts";
import type { ExtensionState, JsonValue } from "../sandbox/contract.ts";
import type { UiExtension } from "../sandbox/ui-extensions.ts";
import { SHOP_TIME_ZONE } from "../shop.ts";
import { fullNamespace } from "../storage/metafields.ts";
import type { Store } from "../store.ts";

const gid = (kind: string, id: string) => `gid://shopify/${kind}/${id}`;

/** Money as extensions get it: a number in major units. */
const money = (amount: Minor, currency: string): JsonValue => ({
  amount: Number(writeMoney(amount, currency)),
  currencyCode: currency,
});

/** What an extension is told of a checkout, by the paths of its signals. */
export function extensionState(
  store: Store,
  extension: UiExtension,
  cart: Cart,
  priced: Quote,
): ExtensionState {
  const customer = cart.customerId === null ? null : store.customers.get(cart.customerId);
  return {
    ...costs(priced),
    lines: priced.lines.map((line) => lineState(store, priced, line)),
    discountCodes: cart.discountCodes.map((code) => ({ code })),
    discountAllocations: priced.applications
      .filter(({ targetType }) => targetType === "line_item")
      .map((application) => ({
        discountedAmount: money(application.amount.presentment, priced.currency),
        ...(application.code === null
          ? { type: "automatic", title: application.message ?? application.discountTitle }
          : { type: "code", code: application.code }),
      })),
    ...buyer(customer, cart.email),
    ...localization(cart, priced),
    attributes: cart.attributes.map(({ name, value }) => ({ key: name, value })),
    appMetafields: appMetafields(store, extension, cart),
    settings: {},
    instructions: INSTRUCTIONS,
    checkoutToken: cart.token,
    note: null,
    "extension.capabilities": extension.networkAccess ? ["network_access"] : [],
    "extension.rendered": true,
    "buyerJourney.completed": cart.orderId !== null,
    "buyerJourney.activeStep": { handle: cart.orderId === null ? "checkout" : "thank-you" },
  };
}

/** What the thank-you page's extensions are told besides. */
export const confirmationState = (store: Store, order: Order): ExtensionState => ({
  orderConfirmation: {
    order: { id: gid("OrderIdentity", order.id) },
    number: String(order.number),
    isFirstOrder:
      order.customerId !== null && store.orders.ofCustomer(order.customerId).length === 1,
  },
});

const INSTRUCTIONS = {
  attributes: { canUpdateAttributes: true },
  delivery: { canSelectCustomAddress: true },
  discounts: { canUpdateDiscountCodes: true },
  lines: { canAddCartLine: false, canRemoveCartLine: false, canUpdateCartLine: false },
  metafields: { canSetCartMetafields: true, canDeleteCartMetafield: true },
  notes: { canUpdateNote: false },
};

function costs({ currency, subtotal, shipping, tax, total }: Quote): ExtensionState {
  const sent =
    shipping === null ? null : shipping.price.presentment - shipping.discounted.presentment;
  return {
    "cost.subtotalAmount": money(subtotal.presentment, currency),
    "cost.totalShippingAmount": sent === null ? null : money(sent, currency),
    "cost.totalTaxAmount": money(tax.presentment, currency),
    "cost.totalAmount": money(total.presentment, currency),
  };
}

function lineState(store: Store, { currency }: Quote, line: QuoteLine): JsonValue {
  const product = store.catalogue.product(line.productId);
  return {
    id: lineGid(line.id),
    quantity: line.quantity,
    merchandise: {
      type: "variant",
      id: gid("ProductVariant", line.variantId),
      title: line.title,
      sku: line.sku,
      requiresShipping: true,
      selectedOptions: [],
      product: {
        id: gid("Product", line.productId),
        vendor: product?.vendor ?? "",
        productType: product?.productType ?? "",
      },
    },
    cost: { totalAmount: money(line.subtotal.presentment, currency) },
    attributes: [],
    // All discounts are told of for the whole cart: a quote does not say which were the line's own.
    discountAllocations: [],
    lineComponents: [],
    parentRelationship: null,
  };
}

function buyer(customer: Customer | null, email: string | null): ExtensionState {
  return {
    "buyerIdentity.customer":
      customer === null
        ? null
        : {
            id: gid("Customer", customer.id),
            email: customer.email ?? undefined,
            phone: customer.phone ?? undefined,
            firstName: customer.firstName ?? undefined,
            lastName: customer.lastName ?? undefined,
            image: { url: "" },
            acceptsMarketing: false,
            acceptsEmailMarketing: false,
            acceptsSmsMarketing: false,
            storeCreditAccounts: [],
            ordersCount: 0,
          },
    "buyerIdentity.email": customer?.email ?? email,
    "buyerIdentity.phone": customer?.phone ?? null,
    "buyerIdentity.purchasingCompany": null,
  };
}

function localization(cart: Cart, { currency }: Quote): ExtensionState {
  const isoCode = PRESENTMENT_CURRENCIES.includes(currency) ? currency : "RUB";
  return {
    "localization.currency": { isoCode },
    "localization.timezone": SHOP_TIME_ZONE,
    "localization.language": { isoCode: cart.locale },
    "localization.extensionLanguage": { isoCode: cart.locale },
    "localization.country": { isoCode: "RU" },
    "localization.market": null,
  };
}

/** The metafields that the extension's TOML asks for: the cart's and the buyer's. */
function appMetafields(store: Store, extension: UiExtension, cart: Cart): JsonValue {
  return extension.metafields.flatMap(({ namespace, key }) => {
    const full = fullNamespace(namespace);
    const own = cart.metafields.find((part) => part.namespace === full && part.key === key);
    const customer = cart.customerId === null ? null : gid("Customer", cart.customerId);
    const theirs = customer === null ? null : store.metafields.get(customer, full, key);
    const entry = (type: string, id: string, found: { type: string; value: string }) => ({
      target: { type, id },
      metafield: {
        namespace,
        key,
        type: found.type,
        value: found.value,
        valueType: found.type === "json" ? "json_string" : "string",
      },
    });
    return [
      ...(own === undefined ? [] : [entry("cart", gid("Cart", cart.token), own)]),
      ...(theirs === null || customer === null ? [] : [entry("customer", customer, theirs)]),
    ];
  });
}
