import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { fitsItsWidth, keyboard, mouse, type Hands } from "./support/page.ts";
import { shopOf } from "./support/shop.ts";
import { useStack } from "./support/stack.ts";

const stack = useStack();
const shop = shopOf(stack);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Shopify's package takes a headless browser for a bot, and sends it away. */
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";

/** Where pictures of the pages go, for people to look at; none are made unless it is set. */
const PICTURES = process.env["KOPILKA_PICTURES"];

async function open(width: number, path: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: width > 500 ? 900 : 740 } });
  page.setDefaultTimeout(20_000);
  await page.goto(stack.devStore + path);
  return page;
}

async function look(page: Page, name: string): Promise<void> {
  await fitsItsWidth(page);
  const { width } = page.viewportSize() ?? { width: 0 };
  const path = `${PICTURES ?? ""}/${name}-${width}.png`;
  if (PICTURES !== undefined) await page.screenshot({ path, fullPage: true });
}

/** What the customer's page says of the points, once everything has been dealt with. */
async function pointsOn(page: Page, customer: string): Promise<Record<string, string>> {
  await stack.settle();
  await page.goto(`${stack.devStore}/customers/${customer}`);
  const box = page.locator("dl.box").first();
  const names = await box.locator("dt").allTextContents();
  const values = await box.locator("dd").allTextContents();
  return Object.fromEntries(names.map((name, n) => [name, values[n]?.trim() ?? ""]));
}

const said = (page: Page) => page.getByRole("status").textContent();

describe.each([
  ["by mouse on a desk", 1280, mouse],
  ["by keyboard on a desk", 1280, keyboard],
  ["by touch on a phone", 375, mouse],
])("the dev store's pages, %s", (_, width, handsOn: (page: Page) => Hands) => {
  it("sell, show the points, refund, cancel, and tell what was delivered", async () => {
    const customer = await shop.customer();
    await stack.settle();
    const page = await open(width, "/customers");
    const hands = handsOn(page);
    await look(page, "customers");
    await page.goto(`${stack.devStore}/customers/${customer}`);
    await look(page, "customer");

    await hands.fill(/How many/, "3");
    await hands.press(/^\s*Buy\s*$/);
    expect(await said(page)).toMatch(/^#\d+ was made, for 3\s000\.00\s₽\.$/);
    const order = page.url().replace(/\?.*/, "");
    await look(page, "order");
    expect(await pointsOn(page, customer)).toMatchObject({ Pending: "30", Available: "0" });
    await look(page, "customer-with-points");

    await hands.press(/^#\d+$/);
    await hands.press(/^\s*Refund\s*$/);
    await hands.fill(/of 3 ×/, "1");
    await look(page, "order-refund");
    await hands.press(/^\s*Refund\s*$/);
    expect(await said(page)).toMatch(/^1\s000\.00\s₽ paid back\.$/);
    expect(await pointsOn(page, customer)).toMatchObject({ Pending: "20" });

    await page.goto(order);
    await hands.press(/^\s*Cancel\s*$/);
    await hands.press(/^\s*Cancel the order\s*$/);
    expect(await said(page)).toBe("The order was cancelled.");
    await look(page, "order-cancelled");
    expect(await pointsOn(page, customer)).toMatchObject({ Pending: "0", Available: "0" });

    await page.goto(stack.devStore);
    await look(page, "overview");
    await hands.press(/^\s*Deliveries\s*$/);
    await look(page, "deliveries");
    const newest = page.getByRole("row", { name: /orders\/cancelled/ }).first();
    expect(await newest.textContent()).toMatch(/delivered.*200/s);
    await hands.press(/orders\/cancelled/);
    await look(page, "delivery");
    expect(await page.locator("pre").last().textContent()).toContain('"cancelled_at": "2');
    await page.close();
  });

  it("say why something is refused", async () => {
    const customer = await shop.customer();
    const { id } = await shop.buy(customer, [{ price: "100.00" }]);
    const page = await open(width, `/orders/${id}`);
    const hands = handsOn(page);
    await hands.press(/^\s*Refund\s*$/);
    await hands.fill(/^Amount/, "250");
    await hands.press(/^\s*Refund\s*$/);
    expect(await page.getByRole("alert").textContent()).toMatch(/more than what can be refunded/);
    await look(page, "order-refused");
    await page.close();
  });
});

const DESK = { width: 1280, height: 900 };

describe("the embedded app", () => {
  it("opens in the shop's admin with the shop's figures, in the merchant's language", async () => {
    const page = await browser.newPage({ viewport: DESK, userAgent: USER_AGENT });
    await page.goto(`${stack.devStore}/admin/apps/kopilka?locale=ru`);
    const app = page.frameLocator("#app-frame");
    await app.getByRole("heading", { name: "Последние заказы" }).waitFor();
    await look(page, "embedded-home");
    await page.close();
  });

  it("goes from page to page by the admin's navigation, and stays where it was on a reload", async () => {
    const page = await browser.newPage({ viewport: DESK, userAgent: USER_AGENT });
    await page.goto(`${stack.devStore}/admin/apps/kopilka`);
    const app = page.frameLocator("#app-frame");
    await page.getByRole("link", { name: "Members" }).click();
    await app.getByRole("heading", { name: "Members" }).first().waitFor();
    await page.waitForURL(`${stack.devStore}/admin/apps/kopilka/app/members`);
    await page.reload();
    await app.getByRole("heading", { name: "Members" }).first().waitFor();
    await page.close();
  });

  it("lets nobody in without a session token", async () => {
    const answer = await fetch(`${stack.app}/app`, {
      redirect: "manual",
      headers: { "user-agent": USER_AGENT },
    });
    expect(answer.status).toBeGreaterThanOrEqual(300);
    expect(await answer.text()).not.toContain("Последние заказы");
  });
});
