import { randomBytes, randomUUID } from "node:crypto";
import type { Id, Product } from "../model.ts";
import { notFound, unprocessable } from "../refusal.ts";
import { fullNamespace } from "../storage/metafields.ts";
import type { Store } from "../store.ts";
import type { Cart, CartChange, CartLine, CartMetafield } from "./cart-model.ts";
import { rateOf } from "./currency.ts";

export type { Cart, CartChange, CartLine, CartMetafield, Locale } from "./cart-model.ts";

/** @throws Refusal 404 for a cart, and 422 for a variant, customer or currency, that is not there */
export function createCart(store: Store, input: CartChange = {}): Cart {
  const now = store.now();
  const cart: Cart = {
    token: randomBytes(16).toString("hex"),
    customerId: null,
    email: null,
    company: null,
    presentmentCurrency: "RUB",
    locale: "ru",
    lines: [],
    attributes: [],
    metafields: [],
    discountCodes: [],
    orderId: null,
    revision: 0,
    createdAt: now,
    updatedAt: now,
    answers: null,
  };
  apply(store, cart, input);
  store.carts.put(cart);
  return cart;
}

export function cartOf(store: Store, token: string): Cart {
  const cart = store.carts.get(token);
  if (cart === null) throw notFound("cart", token);
  return cart;
}

/** Changes a cart; its Functions run again at the next quote. */
export function changeCart(store: Store, token: string, change: CartChange): Cart {
  return write(store, token, (cart) => {
    apply(store, cart, change);
    cart.answers = null;
  });
}

/** What an extension does with applyMetafieldChange. */
export function setCartMetafield(store: Store, token: string, metafield: CartMetafield): Cart {
  return write(store, token, (cart) => {
    const named = { ...metafield, namespace: fullNamespace(metafield.namespace) };
    cart.metafields = [...cart.metafields.filter((part) => !isSame(part, named)), named];
    if (store.faults.current().rerun_on_metafield) cart.answers = null;
  });
}

export function removeCartMetafield(
  store: Store,
  token: string,
  metafield: Pick<CartMetafield, "namespace" | "key">,
): Cart {
  return write(store, token, (cart) => {
    const named = { ...metafield, namespace: fullNamespace(metafield.namespace) };
    cart.metafields = cart.metafields.filter((part) => !isSame(part, named));
    if (store.faults.current().rerun_on_metafield) cart.answers = null;
  });
}

export const productOfLine = (store: Store, line: Pick<CartLine, "variantId">): Product => {
  const product = store.catalogue.variant(line.variantId);
  if (product === null) throw unprocessable(`There is no variant ${line.variantId}`, "lines");
  return product;
};

const isSame = (a: Pick<CartMetafield, "namespace" | "key">, b: typeof a) =>
  a.namespace === b.namespace && a.key === b.key;

function write(store: Store, token: string, work: (cart: Cart) => void): Cart {
  const cart = cartOf(store, token);
  if (cart.orderId !== null)
    throw unprocessable(`The cart was ordered already: order ${cart.orderId}`);
  work(cart);
  cart.updatedAt = store.now();
  cart.revision += 1;
  store.carts.put(cart);
  return cart;
}

function apply(store: Store, cart: Cart, change: CartChange): void {
  if (change.customerId != null && store.customers.get(change.customerId) === null)
    throw unprocessable(`There is no customer ${change.customerId}`, "customer_id");
  if (change.presentmentCurrency !== undefined) rateOf(change.presentmentCurrency);
  cart.customerId = change.customerId === undefined ? cart.customerId : change.customerId;
  cart.email = change.email === undefined ? cart.email : change.email;
  cart.company = change.company === undefined ? cart.company : change.company;
  cart.presentmentCurrency = change.presentmentCurrency ?? cart.presentmentCurrency;
  cart.locale = change.locale ?? cart.locale;
  cart.attributes = change.attributes === undefined ? cart.attributes : [...change.attributes];
  cart.metafields =
    change.metafields?.map((part) => ({ ...part, namespace: fullNamespace(part.namespace) })) ??
    cart.metafields;
  if (change.lines !== undefined) cart.lines = linesOf(store, cart.lines, change.lines);
  if (change.discountCodes !== undefined)
    cart.discountCodes = [...new Set(change.discountCodes.map((code) => code.trim()))].filter(
      (code) => code !== "",
    );
}

/** A variant keeps its line's id for as long as it stays in the cart. */
function linesOf(
  store: Store,
  before: readonly CartLine[],
  wanted: NonNullable<CartChange["lines"]>,
): CartLine[] {
  const quantities = new Map<Id, number>();
  for (const line of wanted) {
    productOfLine(store, line);
    quantities.set(line.variantId, (quantities.get(line.variantId) ?? 0) + line.quantity);
  }
  return [...quantities]
    .filter(([, quantity]) => quantity > 0)
    .map(([variantId, quantity]) => ({
      id: before.find((line) => line.variantId === variantId)?.id ?? randomUUID(),
      variantId,
      quantity,
    }));
}
