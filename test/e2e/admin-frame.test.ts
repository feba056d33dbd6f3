import type { Browser, FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startDevStore, type DevStore } from "../dev-store/support/dev-store.ts";
import { launchBrowser } from "../support/browser.ts";
import { looksAccessible } from "./support/axe.ts";
import { startEmbeddedApp, type EmbeddedApp } from "./support/embedded-fixture.ts";
import { fitsItsWidth } from "./support/page.ts";

let embedded: EmbeddedApp;
let store: DevStore;
let browser: Browser;
let page: Page;
let app: FrameLocator;

beforeAll(async () => {
  embedded = await startEmbeddedApp();
  store = await startDevStore({ APP_URL: embedded.url });
  embedded.framedBy(store.url);
  await store.control("POST", "/products", { title: "Фильтр масляный", price: "590.00" });
  await store.control("POST", "/install");
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await store.stop();
  await embedded.stop();
});
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(15_000);
  app = page.frameLocator("#app-frame");
});
afterEach(() => page.close());

const open = async (path = "") => {
  await page.goto(`${store.url}/admin/apps/kopilka${path}`);
  await app.getByRole("heading").waitFor();
};
const says = (text: RegExp | string) => app.getByRole("status").getByText(text).waitFor();

/** Tabs on, through the admin and the app, until what has the focus bears the name. */
async function tabTo(name: string): Promise<void> {
  for (let tab = 0; tab < 40; tab += 1) {
    await page.keyboard.press("Tab");
    for (const frame of page.frames()) {
      const text = await frame.evaluate(() => document.activeElement?.textContent.trim());
      if (text === name && (await frame.evaluate(() => document.hasFocus()))) return;
    }
  }
  throw new Error(`no Tab leads to ${name}`);
}

describe("the admin's frame", () => {
  it("opens the app signed, as Shopify does, in the language that was chosen", async () => {
    await open("?locale=ru");
    const src = new URL((await page.locator("#app-frame").getAttribute("src")) ?? "");
    expect(src.pathname).toBe("/app");
    expect([...src.searchParams.keys()].sort()).toEqual(
      ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp"].sort(),
    );
    expect(src.searchParams.get("locale")).toBe("ru");
    expect(Buffer.from(src.searchParams.get("host") ?? "", "base64").toString()).toBe(
      "admin.shopify.com/store/kopilka-dev",
    );
    expect(await page.locator("html").getAttribute("lang")).toBe("ru");
    expect(await app.locator("html").getAttribute("lang")).toBe("ru");
    await page.getByRole("link", { name: "English" }).click();
    await app.locator("html[lang=en]").waitFor({ state: "attached" });
  });

  it("follows the app from page to page, keeps a reload where it was, and goes back", async () => {
    await open();
    await page.getByRole("link", { name: "Second page" }).click();
    await app.getByRole("heading", { name: "Second" }).waitFor();
    await page.waitForURL(`${store.url}/admin/apps/kopilka/app/second?x=1`);
    await expect.poll(() => page.title()).toBe("Second · Kopilka");
    await page.reload();
    await app.getByRole("heading", { name: "Second" }).waitFor();
    expect(page.url()).toBe(`${store.url}/admin/apps/kopilka/app/second?x=1`);
    await open();
    await app.getByRole("link", { name: "A link of the page" }).click();
    await page.waitForURL(`${store.url}/admin/apps/kopilka/app/second`);
    await page.goBack();
    await app.getByRole("heading", { name: "First" }).waitFor();
    await page.waitForURL(`${store.url}/admin/apps/kopilka`);
  });

  it("gives every request of the app a fresh session token, and its body whole", async () => {
    await open();
    await app.getByRole("button", { name: "Fetch" }).click();
    await says("heard hello");
    const request = embedded.asked.findLast(({ path }) => path === "/data");
    expect(request?.authorization).toMatch(/^Bearer ey/);
    const [, claims = ""] = (request?.authorization ?? "").split(".");
    const token = JSON.parse(Buffer.from(claims, "base64url").toString()) as Record<string, number>;
    expect((token["exp"] ?? 0) - (token["iat"] ?? 0)).toBe(60);
  });

  it("asks for consent where the app is not installed, and installs it", async () => {
    await store.control("POST", "/uninstall");
    await page.goto(`${store.url}/admin/apps/kopilka`);
    await page.getByRole("heading", { name: "Install Kopilka" }).waitFor();
    expect(await page.getByRole("listitem").allTextContents()).toContain("read_orders");
    await looksAccessible(page);
    await page.getByRole("button", { name: "Install" }).click();
    await app.getByRole("heading", { name: "First" }).waitFor();
  });

  it("is not to be framed itself, and gives session tokens to nobody else's pages", async () => {
    const answer = await fetch(`${store.url}/admin/apps/kopilka`);
    expect(answer.headers.get("content-security-policy")).toBe("frame-ancestors 'none'");
    const foreign = await fetch(`${store.url}/admin/session-token`, {
      method: "POST",
      headers: { origin: "https://evil.example", "content-type": "text/plain" },
    });
    expect(foreign.status).toBe(403);
  });

  it("fits a phone, with its navigation folded, and has no serious finding from axe", async () => {
    await page.setViewportSize({ width: 375, height: 740 });
    await open();
    await fitsItsWidth(page);
    expect(await page.getByRole("link", { name: "Second page" }).isVisible()).toBe(false);
    await page.getByText("Menu").click();
    await page.getByRole("link", { name: "Second page" }).click();
    await app.getByRole("heading", { name: "Second" }).waitFor();
    await looksAccessible(page);
  });
});

describe("App Bridge", () => {
  it("shows a toast in the admin, whose action is pressed by keyboard", async () => {
    await open();
    await tabTo("Toast");
    await page.keyboard.press("Enter");
    await page.locator("#toasts").getByText("It is done").waitFor();
    await tabTo("Undo");
    await page.keyboard.press("Enter");
    await says("undone");
    await page.getByRole("button", { name: "Dismiss" }).press("Enter");
    expect(await page.locator(".toast").count()).toBe(0);
  });

  it("shows the save bar in the admin, saves by keyboard, and lets nobody leave unasked", async () => {
    await open();
    await app.getByLabel("Name").fill("x");
    const bar = page.getByRole("region", { name: "Unsaved changes" });
    await bar.waitFor();
    await bar.getByRole("button", { name: "Save" }).press("Enter");
    await says("saved");

    await page.getByRole("link", { name: "Second page" }).press("Enter");
    await page.getByRole("dialog", { name: /Leave page/ }).waitFor();
    await looksAccessible(page);
    await page.keyboard.press("Escape");
    expect(await app.getByRole("heading").textContent()).toBe("First");
    await app.getByRole("link", { name: "A link of the page" }).click();
    await page.getByRole("button", { name: "Stay" }).click();
    expect(await bar.isVisible()).toBe(true);

    await bar.getByRole("button", { name: "Discard" }).press("Enter");
    await says("discarded");
    await bar.waitFor({ state: "hidden" });
    await app.getByLabel("Name").fill("y");
    await app.getByRole("link", { name: "A link of the page" }).click();
    await page.getByRole("button", { name: "Leave page" }).click();
    await app.getByRole("heading", { name: "Second" }).waitFor();
  });

  it.each([1280, 375])("moves nothing when the save bar comes, at %i px", async (width) => {
    await page.setViewportSize({ width, height: 740 });
    await open();
    const height = () =>
      page.getByRole("banner").evaluate((bar) => bar.getBoundingClientRect().height);
    const before = await height();
    await app.getByLabel("Name").fill("x");
    await page.getByRole("region", { name: "Unsaved changes" }).waitFor();
    expect(await height()).toBe(before);
    await fitsItsWidth(page);
  });

  it("mirrors the title bar, and shows modals with their buttons", async () => {
    await open();
    await page.getByText("First title").waitFor();
    await page.getByRole("button", { name: "Export" }).click();
    await says("exported");
    await app.getByRole("button", { name: "Modal" }).click();
    await app.getByRole("dialog", { name: "Sure?" }).getByRole("button", { name: "Yes" }).click();
    await says("sure");
  });

  it("picks products of the shop's catalogue", async () => {
    await open();
    await app.getByRole("button", { name: "Pick" }).click();
    const dialog = page.getByRole("dialog", { name: "Choose products" });
    await dialog.getByLabel("Search products").fill("масл");
    await dialog.getByLabel("Фильтр масляный").check();
    await dialog.getByRole("button", { name: "Add" }).click();
    await says("Фильтр масляный");
  });

  it("goes to pages of the admin", async () => {
    await open();
    await app.getByRole("button", { name: "To the orders" }).click();
    await page.waitForURL(`${store.url}/orders`);
  });

  it("leads back into the admin when the app is opened outside of it", async () => {
    await page.goto(`${embedded.url}/app/second`);
    await page.waitForURL(`${store.url}/admin/apps/kopilka/app/second`);
    await app.getByRole("heading", { name: "Second" }).waitFor();
  });
});
