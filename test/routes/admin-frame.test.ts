import { beforeAll, describe, expect, it } from "vitest";
import { loader as lost } from "../../app/routes/app.$.tsx";
import { loader } from "../../app/routes/app.tsx";
import { addDocumentHeaders, admitDevStore } from "../../app/shopify/embedding.server.ts";
import { DEV_SHOP, useRunningDevStore } from "../support/running-dev-store.ts";
import { refusalOf, sessionToken, useAdminPages } from "./support/admin-pages.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const pages = useAdminPages(store, NOW, () => NOW);

describe("the frame of the admin", () => {
  it.each([
    ["ru", "Участники", "Отмена"],
    ["en", "Members", undefined],
  ])("speaks the language that Shopify names: %s", async (locale, members, cancel) => {
    const frame = await pages.get(loader, `/app?locale=${locale}`);
    expect(frame.texts.members.title).toBe(members);
    expect(frame.polarisTexts?.Polaris.Common.cancel).toBe(cancel);
  });

  it("goes by the shop's time zone, and leads to its admin", async () => {
    await pages.database.sql.query("UPDATE shops SET timezone = 'Asia/Yekaterinburg'");
    expect(await pages.get(loader, "/app")).toMatchObject({
      timeZone: "Asia/Yekaterinburg",
      shopAdminUrl: store.url,
    });
  });

  it("tells of a page that is not there", async () => {
    expect(await refusalOf(pages.get(lost, "/app/nowhere"))).toBe(404);
  });
});

describe("a session token that the same secret has signed", () => {
  const shopper = { sub: "gid://shopify/Customer/42" };
  it.each([
    ["a shopper's at the checkout", { ...shopper, iss: "" }],
    ["a shopper's in the customer account", { ...shopper, iss: `https://${DEV_SHOP}/account` }],
    ["a shopper's that names the shop as extensions do", { ...shopper, iss: "", dest: DEV_SHOP }],
    ["a shopper's by the number alone", { iss: `https://${DEV_SHOP}` }],
    ["of another shop's admin", { iss: "https://another.myshopify.com/admin" }],
  ])("does not open the admin where it is %s", async (_, claims) => {
    expect(await refusalOf(pages.get(loader, "/app", { token: sessionToken(claims) }))).toBe(401);
  });
});

describe("who may show the pages in a frame", () => {
  const ANCESTORS = "frame-ancestors https://a.myshopify.com https://admin.shopify.com;";
  const shopify = {
    addDocumentResponseHeaders: (_request: Request, headers: Headers) => {
      headers.set("Link", "<https://cdn.shopify.com/shopifycloud/app-bridge.js>; rel=preload");
      headers.set("Content-Security-Policy", ANCESTORS);
    },
  };
  const headersFor = (devStoreUrl: string | null) => {
    const headers = new Headers();
    const embedding = { appBridgeUrl: null, devStoreUrl };
    addDocumentHeaders(shopify, embedding, new Request("http://127.0.0.1/app"), headers);
    return headers;
  };

  it("is Shopify's admin alone in earnest", () => {
    expect(headersFor(null).get("Content-Security-Policy")).toBe(ANCESTORS);
    expect(headersFor(null).get("Link")).toContain("cdn.shopify.com");
  });

  it("is the dev store too in development, where nothing is asked of Shopify's network", () => {
    const headers = headersFor("http://127.0.0.1:4000");
    expect(headers.get("Content-Security-Policy")).toBe(
      "frame-ancestors http://127.0.0.1:4000 https://a.myshopify.com https://admin.shopify.com;",
    );
    expect(headers.get("Link")).toBeNull();
  });

  it("is the same for the pages that Shopify's package answers with", async () => {
    const bounce = new Response("a page that fetches a token", {
      headers: { "Content-Security-Policy": ANCESTORS },
    });
    const embedding = { appBridgeUrl: null, devStoreUrl: "http://127.0.0.1:4000" };
    const admitted = admitDevStore(bounce, embedding);
    expect(admitted.headers.get("Content-Security-Policy")).toContain("http://127.0.0.1:4000");
    expect(await admitted.text()).toBe("a page that fetches a token");
  });
});
