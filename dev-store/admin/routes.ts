import { Hono } from "hono";
import { csrf } from "hono/csrf";
import { html } from "hono/html";
import { browserCode } from "../browser-code.ts";
import { writeMoney } from "../money.ts";
import type { Product } from "../model.ts";
import { installApp } from "../oauth/install.ts";
import { makeSessionToken } from "../oauth/session-token.ts";
import { Refusal } from "../refusal.ts";
import { OWNER_ID } from "../shop.ts";
import type { Store } from "../store.ts";
import type { PickedProduct } from "./contract.ts";
import { FRAME_BASE, framePage, installPage } from "./frame-page.ts";
import { adminPage, languageHere } from "./layout.ts";
import { wordsIn } from "./words.ts";

/** The admin around the embedded app, and what its frame asks the dev store. */
export function adminRoutes(store: Store): Hono {
  const routes = new Hono();
  // Only the admin's own pages may ask for session tokens or install the app.
  routes.use("/admin/*", csrf());

  routes.get("/app-bridge.js", async (c) =>
    script(c.body(await browserCode("admin/browser/app-bridge/main.ts", "iife"))),
  );
  routes.get("/admin/frame.js", async (c) =>
    script(c.body(await browserCode("admin/browser/frame/main.ts"))),
  );
  routes.get("/admin", (c) => {
    const language = languageHere(c);
    const words = wordsIn(language);
    const body = html`<div class="inner">
      <h1>${words.admin}</h1>
      <p>${words.home}</p>
      <p><a href="${FRAME_BASE}">${words.app}</a></p>
    </div>`;
    return adminPage(c, { language, inApp: false, body });
  });
  const app = (c: Parameters<typeof languageHere>[0]) => {
    const installed = store.facts.read("app") === "installed";
    return (installed ? framePage : installPage)(c, store, languageHere(c));
  };
  routes.get(FRAME_BASE, app);
  routes.get(`${FRAME_BASE}/*`, app);
  routes.post("/admin/install", async (c) => {
    try {
      await installApp(store);
      return c.redirect(FRAME_BASE, 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      store.facts.write("app", "uninstalled");
      const query = new URLSearchParams({ refused: error.message });
      return c.redirect(`${FRAME_BASE}?${query.toString()}`, 303);
    }
  });
  routes.post("/admin/session-token", (c) =>
    c.json({ token: makeSessionToken(store.settings, store.now()) }),
  );
  routes.post("/admin/user", (c) =>
    c.json({ id: OWNER_ID, accountAccess: "Full access", firstName: "Мария", lastName: "Орлова" }),
  );
  routes.get("/admin/products", (c) => {
    const wanted = (c.req.query("q") ?? "").trim().toLowerCase();
    const found = store.catalogue
      .products()
      .filter((product) => product.title.toLowerCase().includes(wanted));
    return c.json(found.map(picked));
  });
  return routes;
}

function script(answer: Response): Response {
  answer.headers.set("content-type", "text/javascript; charset=utf-8");
  answer.headers.set("cache-control", "no-cache");
  return answer;
}

function picked(product: Product): PickedProduct {
  return {
    id: `gid://shopify/Product/${product.id}`,
    title: product.title,
    handle: product.handle,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    createdAt: product.createdAt.toISOString(),
    updatedAt: product.createdAt.toISOString(),
    status: "ACTIVE",
    hasOnlyDefaultVariant: true,
    totalVariants: 1,
    images: [],
    variants: [
      {
        id: `gid://shopify/ProductVariant/${product.variantId}`,
        title: "Default Title",
        sku: product.sku,
        price: writeMoney(product.price),
      },
    ],
  };
}
