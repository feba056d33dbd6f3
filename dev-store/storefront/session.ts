import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { changeCart, createCart, type Cart, type Locale } from "../checkout/cart.ts";
import type { Customer } from "../model.ts";
import type { Store } from "../store.ts";

const CART = "dev_store_cart";
const CUSTOMER = "dev_store_customer";
const LANGUAGE = "dev_store_locale";

const kept = { path: "/", sameSite: "Lax", httpOnly: true, maxAge: 30 * 86_400 } as const;

/** Who shops in this browser: language, customer and cart, each in a cookie. */
export function shopperOf(store: Store, c: Context) {
  const asked = c.req.query("locale");
  if (asked !== undefined) setCookie(c, LANGUAGE, localeOf(asked), kept);
  const locale = localeOf(asked ?? getCookie(c, LANGUAGE));
  const customer = customerOf(store, getCookie(c, CUSTOMER));
  const cart = openCart(store, getCookie(c, CART));
  return { locale, customer, cart };
}

export type Shopper = ReturnType<typeof shopperOf>;

/** The shopper's cart, made when there is none yet. */
export function cartFor(store: Store, c: Context): Cart {
  const { cart, customer, locale } = shopperOf(store, c);
  if (cart !== null) return cart;
  const made = createCart(store, { customerId: customer?.id ?? null, locale });
  setCookie(c, CART, made.token, kept);
  return made;
}

/** Logs a customer in; the cart becomes theirs. */
export function logIn(store: Store, c: Context, customer: Customer): void {
  setCookie(c, CUSTOMER, customer.id, kept);
  const { cart } = shopperOf(store, c);
  if (cart !== null) changeCart(store, cart.token, { customerId: customer.id });
}

export function logOut(store: Store, c: Context): void {
  deleteCookie(c, CUSTOMER, { path: "/" });
  const { cart } = shopperOf(store, c);
  if (cart !== null) changeCart(store, cart.token, { customerId: null });
}

const localeOf = (text: string | undefined): Locale => (text === "ru" ? "ru" : "en");

const customerOf = (store: Store, id: string | undefined): Customer | null =>
  id !== undefined && /^\d{1,18}$/.test(id) ? store.customers.get(id) : null;

/** A cart that was ordered is nobody's cart any more. */
function openCart(store: Store, token: string | undefined): Cart | null {
  const cart = token === undefined ? null : store.carts.get(token);
  return cart === null || cart.orderId !== null ? null : cart;
}
