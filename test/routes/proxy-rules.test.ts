import { createHmac } from "node:crypto";
import type { AppLoadContext } from "@remix-run/node";
import { pino } from "pino";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { encodeProgram, parseProgram } from "../../app/domain/program.ts";
import { loader } from "../../app/routes/proxy.rules.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { connectShopify, type ShopifyConnection } from "../../app/shopify/connection.server.ts";
import { createShopify } from "../../app/shopify/shopify.server.ts";
import { program } from "../support/order-examples.ts";
import { DEV_KEY, DEV_SECRET, DEV_SHOP, useRunningDevStore } from "../support/running-dev-store.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const log = pino({ level: "silent" });

const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const shop = useShopOnDevStore(store, new Date("2026-11-01T12:00:00Z"));

let connection: ShopifyConnection;
let context: AppLoadContext;
beforeEach(() => {
  const config = {
    databaseUrl: shop.database.url,
    devStoreUrl: store.url,
    shopifyApiKey: DEV_KEY,
    shopifyApiSecret: DEV_SECRET,
    shopifyAppUrl: "http://127.0.0.1:9",
    scopes: null,
  };
  connection = connectShopify(config, shop.database.db, log);
  const onAuthenticated = () => Promise.resolve();
  context = {
    db: shop.database.db,
    now: () => NOW,
    log,
    shopify: createShopify({ config, connection, onAuthenticated, log }),
    adminOf: connection.admin,
    requestId: "test",
  };
});
afterEach(() => connection.close());

/** Asks as Shopify does for a visitor of the storefront. */
async function ask(locale: string, secret = DEV_SECRET) {
  const query = new URLSearchParams({
    locale,
    shop: DEV_SHOP,
    logged_in_customer_id: "",
    path_prefix: "/apps/kopilka",
    timestamp: String(Math.floor(Date.now() / 1000)),
  });
  const signed = [...query]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join("");
  query.set("signature", createHmac("sha256", secret).update(signed).digest("hex"));
  const request = new Request(`http://127.0.0.1:9/proxy/rules?${query.toString()}`);
  const response = await loader({ request, context, params: {} }).catch((thrown: unknown) => {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  });
  return { response, html: await response.text() };
}

const base = encodeProgram(program());

async function publish(changes: object): Promise<void> {
  const parsed = parseProgram({ ...base, ...changes });
  if (parsed.kind !== "ok") throw new Error(parsed.problems[0]?.message);
  const { db } = shop.database;
  const outcome = await publishProgram(
    db,
    { shop: shop.shop, program: parsed.program, by: "test" },
    NOW,
  );
  expect(outcome.kind).toBe("published");
}

const made = z.object({ id: z.union([z.string(), z.number()]).transform(String) });

describe("The rules page in en and ru", () => {
  it.each([
    ["en", "Orders bring 1 point for every RUB 100.", "Points do not expire.", "?locale=ru"],
    ["ru", "Заказы приносят 1 балл за каждые 100 ₽.", "Баллы не сгорают.", "?locale=en"],
  ])("is read in %s by whoever visits the shop", async (locale, earning, expiry, other) => {
    await publish({});
    const { response, html } = await ask(locale);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
    const text = html.replaceAll("\u00a0", " ");
    expect(text).toContain(`<html lang="${locale}">`);
    expect(text).toContain(earning);
    expect(text).toContain(expiry);
    expect(text).toContain(`href="${other}"`);
  });

  it("takes nothing of what the merchant has written for markup", async () => {
    const words = `<script>alert("1")</script> & 'more' {{ shop }}`;
    await publish({
      stamp_cards: [{ id: "a", name: { en: words }, lines: { types: ["<b>new</b>"] }, stamps: 6 }],
    });
    const { html } = await ask("en");
    expect(html).not.toContain("<script");
    expect(html).not.toContain("<b>");
    expect(html).toContain(
      "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;more&#39;",
    );
  });

  it("calls products and collections as the shop calls them, and others by their number", async () => {
    const product = z
      .object({ product: made })
      .parse(await store.control("POST", "/products", { title: "Brake pads", price: "1500" }))
      .product.id;
    const collection = z
      .object({ collection: made })
      .parse(await store.control("POST", "/collections", { title: "Winter", products: [product] }))
      .collection.id;
    const rule = (id: string, lines: object) => ({ id, lines, rate: null });
    await publish({
      earning: {
        ...base.earning,
        rules: [
          rule("a", { products: [product, "4242424242"] }),
          rule("b", { collections: [collection] }),
        ],
      },
    });
    // The page waits for the names only so long, and shows numbers where they come too late.
    await vi.waitFor(
      async () => {
        const { html } = await ask("en");
        expect(html).toContain("Goods: “Brake pads” or no. 4242424242.");
        expect(html).toContain("Goods: in the collection “Winter”.");
      },
      { timeout: 30_000 },
    );
  });

  it("is the page of a shop without rules where the app is not there any more", async () => {
    await shop.database.sql.query("UPDATE shops SET uninstalled_at = now()");
    const { response, html } = await ask("ru");
    expect(response.status).toBe(404);
    expect(html).toContain("нет программы лояльности");
  });

  it("answers nobody but Shopify", async () => {
    const { response } = await ask("en", "another secret");
    expect(response.status).toBeGreaterThanOrEqual(400);
  });
});
