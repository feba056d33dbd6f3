import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { launchBrowser } from "../support/browser.ts";
import { looksAccessible } from "./support/axe.ts";
import { fitsItsWidth } from "./support/page.ts";
import { useStack } from "./support/stack.ts";

const stack = useStack();

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Shopify's package takes a headless browser for a bot, and sends it away. */
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";
const PICTURES = process.env["KOPILKA_PICTURES"];

interface Opened {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly app: Frame;
}

async function open(width: number, locale: "en" | "ru"): Promise<Opened> {
  const viewport = { width, height: width > 500 ? 900 : 740 };
  const context = await browser.newContext({ viewport, userAgent: USER_AGENT });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const admin = `${stack.devStore}/admin/apps/kopilka`;
  await page.goto(`${admin}/app/program/document?locale=${locale}`);
  const frame = await (await page.waitForSelector("#app-frame")).contentFrame();
  if (frame === null) throw new Error("the admin shows no app");
  await frame.waitForSelector(".cm-content");
  return { context, page, app: frame };
}

async function look({ page, app }: Opened, name: string): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 0 };
  if (PICTURES !== undefined) {
    const height = await app.evaluate(() => document.documentElement.scrollHeight);
    await page.setViewportSize({ width, height: Math.min(height + 200, 8000) });
    await page.screenshot({ path: `${PICTURES}/${name}-${width}.png` });
    await page.setViewportSize({ width, height: width > 500 ? 900 : 740 });
  }
  await fitsItsWidth(page);
  const over = await app.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, `${name} at ${width} px`).toBeLessThanOrEqual(0);
  await looksAccessible(app);
}

/** Puts the whole document into the editor as a person would who pastes it. */
async function paste(
  { app, page }: Opened,
  change: (document: Document) => unknown,
): Promise<void> {
  const editor = app.locator(".cm-content");
  const { body } = await stack.api("/program");
  const { document } = z.object({ document: z.looseObject({}) }).parse(body);
  const text = JSON.stringify(change(document), null, 2);
  await editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.insertText(text);
}
type Document = Record<string, unknown>;

const version = async () =>
  z.object({ version: z.number() }).parse((await stack.api("/program")).body).version;

describe.each([
  ["on a desk", 1280],
  ["on a phone", 375],
])("the programme's document in the admin, %s", (_, width) => {
  it("is edited, found wrong at its place, mended, tried on an order, and published", async () => {
    const opened = await open(width, "en");
    const { app, page, context } = opened;
    const before = await version();
    await look(opened, "document");

    await paste(opened, (document) => ({
      ...document,
      earning: { ...(document["earning"] as object), rate: { percent: 5 } },
    }));
    await app.getByText("1 thing is wrong").waitFor();
    const problem = app.getByRole("listitem").filter({ hasText: "earning.rate.percent" });
    expect(await problem.textContent()).toContain("must be a percentage in quotes");
    await look(opened, "document-wrong");
    // The problem leads to its place: what is typed then takes the wrong value's place.
    await problem.getByRole("button").click();
    await page.keyboard.type('"5"', { delay: 5 });
    await app.getByText("The document is valid.").waitFor();

    const differences = app.getByText(/^Rate: .* → 5% of the price in points$/);
    await differences.waitFor();
    await app.getByLabel("Price").first().fill("3000");
    await app.getByText("150 points, worth RUB 150").waitFor();
    await app.getByText("Orders bring 5% of the price in points.").waitFor();
    await app.getByText("Russian").click();
    await app.getByText("Заказы приносят 5 % цены баллами.").waitFor();
    await look(opened, "document-changed");

    await app.getByRole("button", { name: "Publish" }).first().click();
    await app.getByText("Nothing yet: the document says what is in force.").waitFor();
    expect(await version()).toBe(before + 1);
    const { body } = await stack.api("/program");
    expect(body).toMatchObject({ document: { earning: { rate: { percent: "5" } } } });
    const again = { document: { earning: { rate: { points: 1, per_amount: "100.00" } } } };
    const base = z.object({ document: z.looseObject({ earning: z.looseObject({}) }) }).parse(body);
    await stack.api(
      "/program",
      "PUT",
      { ...base.document, earning: { ...base.document.earning, ...again.document.earning } },
      { "if-match": "*" },
    );
    await context.close();
  });
});
