import { Hono } from "hono";
import { csrf } from "hono/csrf";
import { createCustomer } from "../customers/actions.ts";
import { customerInput } from "../customers/customer-input.ts";
import { changeCart, type CartChange } from "../checkout/cart.ts";
import { quote } from "../checkout/quote.ts";
import { readValue } from "../control/answers.ts";
import { act, formOf } from "../pages/form.ts";
import { displayName } from "../storage/customers.ts";
import { unprocessable } from "../refusal.ts";
import type { Store } from "../store.ts";
import { cartPage } from "./cart-page.ts";
import { storePage } from "./layout.ts";
import { loginPage } from "./login-page.ts";
import { shopperOrderPage } from "./order-pages.ts";
import { productPage } from "./product-page.ts";
import { cartFor, logIn, logOut, shopperOf, type Shopper } from "./session.ts";

/** The storefront: products, cart, log-in, and the shopper's own orders. */
export function storeRoutes(store: Store): Hono {
  const routes = new Hono();
  routes.use("/store/*", csrf());

  routes.get("/store", (c) => {
    const shopper = shopperOf(store, c);
    const page = Math.max(1, Math.trunc(Number(c.req.query("page") ?? 1)) || 1);
    return storePage(c, {
      ...frameOf(shopper),
      title: "Products",
      body: productPage(store, page, shopper.locale),
    });
  });
  routes.get("/store/cart", async (c) => {
    const shopper = shopperOf(store, c);
    const cart = cartFor(store, c);
    const body = cartPage(cart, await quote(store, cart), shopper.locale);
    return storePage(c, { ...frameOf(shopper), title: "Cart", body });
  });
  routes.post("/store/cart/add", async (c) => {
    const { variant = "" } = await formOf(c);
    return act(c, "/store/cart", () => {
      const cart = cartFor(store, c);
      const lines = [...cart.lines, { variantId: variant, quantity: 1 }];
      changeCart(store, cart.token, { lines });
      return { said: "It is in the cart." };
    });
  });
  routes.post("/store/cart", async (c) => {
    const form = await formOf(c);
    return act(c, "/store/cart", () => {
      changeCart(store, cartFor(store, c).token, cartForm(form));
      return { said: "The cart was changed." };
    });
  });
  routes.post("/store/checkout", (c) => {
    const { locale } = shopperOf(store, c);
    const cart = cartFor(store, c);
    if (cart.locale !== locale) changeCart(store, cart.token, { locale });
    return c.redirect(`/checkouts/${cart.token}`, 303);
  });

  routes.get("/store/login", (c) => {
    const shopper = shopperOf(store, c);
    const body = loginPage(store, shopper.customer);
    return storePage(c, { ...frameOf(shopper), title: "Log in", body });
  });
  routes.post("/store/login", async (c) => {
    const { customer: id, email } = await formOf(c);
    return act(c, "/store/login", () => {
      const known = id === undefined ? null : store.customers.get(id);
      const customer = known ?? customerByEmail(store, email);
      logIn(store, c, customer);
      return { said: `You are ${displayName(customer)} now.`, to: "/store" };
    });
  });
  routes.post("/store/logout", (c) =>
    act(c, "/store/login", () => {
      logOut(store, c);
      return { said: "You are a guest now." };
    }),
  );
  routes.get("/store/orders/:id{\\d{1,18}}", (c) => {
    const shopper = shopperOf(store, c);
    const order = store.orders.get(c.req.param("id"));
    if (order === null) return c.notFound();
    const body = shopperOrderPage(order, shopper.locale);
    return storePage(c, { ...frameOf(shopper), title: `Order ${order.name}`, body });
  });
  return routes;
}

/** What every page shows of the shopper. */
export const frameOf = ({ locale, customer, cart }: Shopper) => ({
  locale,
  customer,
  inCart: (cart?.lines ?? []).reduce((total, line) => total + line.quantity, 0),
});

function cartForm(form: Record<string, string>): CartChange {
  const lines = Object.entries(form)
    .filter(([name]) => name.startsWith("line."))
    .map(([name, quantity]) => {
      if (!/^\d{1,3}$/.test(quantity)) throw unprocessable("Quantities are 0 to 999", "lines");
      return { variantId: name.slice("line.".length), quantity: Number(quantity) };
    });
  const attributes = (form["attributes"] ?? "")
    .split("\n")
    .map((line) => line.trim().split("="))
    .filter(([name]) => name !== undefined && name !== "")
    .map(([name = "", ...value]) => ({ name: name.trim(), value: value.join("=").trim() }));
  return { lines, attributes };
}

function customerByEmail(store: Store, email: string | undefined) {
  if (email === undefined) throw unprocessable("An address is needed", "email");
  return (
    store.customers.byEmail(email) ?? createCustomer(store, readValue({ email }, customerInput))
  );
}
