import { Hono, type Context } from "hono";
import { csrf } from "hono/csrf";
import { browserCode } from "../browser-code.ts";
import { cartOf, changeCart } from "../checkout/cart.ts";
import { completeCheckout } from "../checkout/complete.ts";
import { quote } from "../checkout/quote.ts";
import { makeExtensionToken } from "../oauth/extension-token.ts";
import { act, formOf } from "../pages/form.ts";
import { unprocessable } from "../refusal.ts";
import { SANDBOX_FRAME, sandboxPolicy } from "../sandbox/frame.ts";
import type { Store } from "../store.ts";
import { checkoutPage, extensionScripts } from "./checkout-page.ts";
import { applyChange } from "./extension-changes.ts";
import { storePage } from "./layout.ts";
import { freshStates, placedExtensions, PLACEMENTS } from "./offers.ts";
import { thankYouPage } from "./order-pages.ts";
import { frameOf } from "./routes.ts";
import { shopperOf } from "./session.ts";
import { summary } from "./summary.ts";

/** The checkout, its thank-you page, and what their extensions ask for. */
export function checkoutPageRoutes(store: Store): Hono {
  const routes = new Hono();
  routes.use("/checkouts/*", csrf());
  routes.route("/", sandboxRoutes());

  routes.get("/checkouts/:token", async (c) => {
    const cart = inLanguage(store, c);
    if (cart.orderId !== null) return c.redirect(`/checkouts/${cart.token}/thank-you`, 303);
    if (cart.lines.length === 0) return c.redirect("/store/cart", 303);
    const priced = await quote(store, cart);
    return storePage(c, {
      ...frameOf(shopperOf(store, c)),
      locale: cart.locale,
      title: "Checkout",
      body: checkoutPage(store, cart, priced),
      scripts: extensionScripts(cart.token, placedExtensions(store, cart, priced, null)),
    });
  });
  routes.get("/checkouts/:token/thank-you", async (c) => {
    const cart = cartOf(store, c.req.param("token"));
    const order = cart.orderId === null ? null : store.orders.get(cart.orderId);
    if (order === null) return c.redirect(`/checkouts/${cart.token}`, 303);
    const priced = await quote(store, cart);
    return storePage(c, {
      ...frameOf(shopperOf(store, c)),
      locale: cart.locale,
      title: `Order ${order.name}`,
      body: thankYouPage(order, cart, priced),
      scripts: extensionScripts(cart.token, placedExtensions(store, cart, priced, order)),
    });
  });
  routes.route("/checkouts/:token", formRoutes(store));

  routes.get("/checkouts/:token/state", async (c) => {
    const cart = cartOf(store, c.req.param("token"));
    const priced = await quote(store, cart);
    const markup = await summary(priced, cart.locale);
    return c.json({
      states: freshStates(store, cart, priced),
      summary: markup.toString(),
      expected_total: priced.total.presentment.toString(),
    });
  });
  routes.post("/checkouts/:token/session-token", (c) => {
    const { customerId } = cartOf(store, c.req.param("token"));
    return c.json({ token: makeExtensionToken(store.settings, customerId, store.now()) });
  });
  routes.post("/checkouts/:token/change", async (c) =>
    c.json(applyChange(store, c.req.param("token"), await c.req.json())),
  );
  return routes;
}

/** What the forms of the checkout do. */
function formRoutes(store: Store): Hono {
  const routes = new Hono();
  const tokenOf = (c: Context) => c.req.param("token") ?? "";
  const home = (c: Context) => `/checkouts/${tokenOf(c)}`;

  routes.post("/contact", async (c) => {
    const { email } = await formOf(c);
    return act(c, home(c), () => {
      changeCart(store, tokenOf(c), { email: email ?? null });
      return { said: "The address is saved." };
    });
  });
  routes.post("/codes", async (c) => {
    const { code, remove } = await formOf(c);
    return act(c, home(c), () => {
      const { discountCodes } = cartOf(store, tokenOf(c));
      const kept = discountCodes.filter((each) => each !== remove);
      changeCart(store, tokenOf(c), { discountCodes: code === undefined ? kept : [...kept, code] });
      return { said: code === undefined ? "The code is gone." : "The code is in the checkout." };
    });
  });
  routes.post("/placement", async (c) => {
    const { placement } = await formOf(c);
    return act(c, home(c), () => {
      const wanted = PLACEMENTS.find((each) => each === placement);
      if (wanted === undefined) throw unprocessable("There is no such place", "placement");
      store.facts.write("extension_placement", wanted);
      return { said: "The extensions were moved." };
    });
  });
  routes.post("/pay", async (c) => {
    const form = await formOf(c);
    return act(c, home(c), async () => {
      const expected = form["expected_total"] ?? "";
      await completeCheckout(store, tokenOf(c), {
        payment: form["payment"] === "pending" ? "pending" : "paid",
        ...(/^\d+$/.test(expected) ? { expectedTotal: BigInt(expected) } : {}),
      });
      return { said: "The order is placed.", to: `${home(c)}/thank-you` };
    });
  });
  return routes;
}

/** What runs the extensions: scripts, and the frame with an origin of its own. */
function sandboxRoutes(): Hono {
  const routes = new Hono();
  const script = (path: string, entry: string, format: "esm" | "iife") =>
    routes.get(path, async (c) => {
      c.header("cache-control", "no-cache");
      c.header("content-type", "text/javascript; charset=utf-8");
      return c.body(await browserCode(entry, format));
    });
  script("/store/extensions.js", "storefront/browser/extensions.ts", "esm");
  script("/store/extension-worker.js", "sandbox/worker/main.ts", "iife");
  routes.get("/store/sandbox", (c) => {
    c.header("content-security-policy", sandboxPolicy(c.req.query("network") === "1"));
    return c.html(SANDBOX_FRAME);
  });
  return routes;
}

/** The cart, in the language that the address or the shopper has chosen. */
function inLanguage(store: Store, c: Context) {
  const cart = cartOf(store, c.req.param("token") ?? "");
  const asked = c.req.query("locale");
  if (asked !== "en" && asked !== "ru") return cart;
  if (cart.locale === asked || cart.orderId !== null) return cart;
  return changeCart(store, cart.token, { locale: asked });
}
