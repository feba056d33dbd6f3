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

async function open(
  width: number,
  locale: "en" | "ru",
  path = "/app/program/document",
  shown = ".cm-content",
): Promise<Opened> {
  const viewport = { width, height: width > 500 ? 900 : 740 };
  const context = await browser.newContext({ viewport, userAgent: USER_AGENT });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const admin = `${stack.devStore}/admin/apps/kopilka`;
  await page.goto(`${admin}${path}?locale=${locale}`);
  const frame = await (await page.waitForSelector("#app-frame")).contentFrame();
  if (frame === null) throw new Error("the admin shows no app");
  await frame.waitForSelector(shown);
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
    await problem.getByRole("button").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type('"5"', { delay: 5 });
    await app.getByText("The document is valid.").waitFor();
    await page.keyboard.press("Tab");
    const holdsFocus = () => document.activeElement?.classList.contains("cm-content");
    expect(await app.evaluate(holdsFocus), "Tab leads out of the editor").toBe(false);

    const differences = app.getByText(/^Rate: .* → 5% of the price in points$/);
    await differences.waitFor();
    await app.getByLabel("Price").first().fill("3000");
    await app.getByText("150 points, worth RUB 150").waitFor();
    await app.getByText("Orders bring 5% of the price in points.").waitFor();
    await app.getByText("Russian", { exact: true }).click();
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

describe("the programme's document, in Russian", () => {
  it("starts from a preset, tells who would move, and never overwrites unseen", async () => {
    const opened = await open(1280, "ru");
    const { app, page, context } = opened;
    await app.getByLabel("Начать с образца").selectOption("russian_retail");
    await app.getByRole("button", { name: "Поставить в редактор" }).click();
    await app.getByText("В редакторе образец «3/5/7/10 %, как в рознице».").waitFor();
    await app.getByText("«10 %», новое: При покупках на сумму от 100 000 ₽.").waitFor();
    await app.getByRole("button", { name: "Посчитать участников" }).click();
    await app.getByText(/^(Перейд[её]т|Перейдут) .* из /).waitFor();
    await look(opened, "document-preset");
    await app.getByRole("button", { name: "Вернуть" }).click();
    await app.getByText("Пока ничего: документ повторяет то, что действует.").waitFor();

    await app.getByRole("button", { name: "Поставить в редактор" }).click();
    const theirs = await publishMeanwhile();
    await app.getByRole("button", { name: "Опубликовать" }).first().click();
    await app.getByText(`Тем временем опубликована версия ${theirs}`).waitFor();
    expect(await version()).toBe(theirs);
    await look(opened, "document-stale");
    await app.getByRole("button", { name: `Сравнить с версией ${theirs}` }).click();
    await app.getByText(`По сравнению с версией ${theirs}, которая действует`).waitFor();
    await app.getByText("«10 %», новое: При покупках на сумму от 100 000 ₽.").waitFor();
    await app.getByRole("button", { name: "Опубликовать" }).first().click();
    await app.getByText("Пока ничего: документ повторяет то, что действует.").waitFor();
    expect(await version()).toBe(theirs + 1);

    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      app.getByRole("button", { name: "Сохранить в файл" }).click(),
    ]);
    expect(saved.suggestedFilename()).toBe(`programme-${theirs + 1}.json`);
    const buffer = Buffer.from('{"schema": 1}');
    const file = { name: "half.json", mimeType: "application/json", buffer };
    await app.locator("input[type=file]").setInputFiles(file);
    await app.getByText("В редакторе half.json.").waitFor();
    await app.getByText("5 ошибок").waitFor();
    await app.getByText("не задано; должно быть кодом ISO 4217").first().waitFor();
    await context.close();
  });

  it("is changed by the form, which leaves alone what it has no fields for", async () => {
    const before = await documentInForce();
    expect(before).toMatchObject({ earning: { rate: { percent: "3" } } });
    const opened = await open(1280, "ru", "/app/program", "form, input");
    const { app, context } = opened;
    await app.getByText("Заказы приносят 3 % цены баллами.").waitFor();
    await app.getByText("В программе также есть: Уровни").waitFor();
    await app.getByLabel("Резерв при оформлении").fill("45");
    await look(opened, "form");
    const next = (await version()) + 1;
    await app.getByRole("button", { name: "Опубликовать" }).first().click();
    await app.getByText(`Версия ${next}`).first().waitFor();
    const redemption = { ...(before["redemption"] as object), hold_minutes: 45 };
    expect(await documentInForce()).toEqual({ ...before, redemption });
    await context.close();

    const versions = await open(1280, "ru", `/app/versions/${next}`, "h1");
    await versions.app.getByText("Резерв при оформлении, на: 30 минут → 45 минут").waitFor();
    await versions.app.getByText("Порог").first().waitFor();
    await look(versions, "version");
    await versions.context.close();
  });

  it("is read as rules by shoppers in the shop, in either language", async () => {
    const page = await browser.newPage({ viewport: { width: 375, height: 740 } });
    for (const [locale, heading, rule] of [
      ["ru", "правила программы лояльности", "При покупках на сумму от 100 000 ₽."],
      ["en", "the rules of the loyalty programme", "From a spend of RUB 100,000."],
    ] as const) {
      await page.goto(`${stack.devStore}/apps/kopilka/rules?locale=${locale}`);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain(heading);
      await page.getByText(rule).waitFor();
      await fitsItsWidth(page);
      await looksAccessible(page);
      if (PICTURES !== undefined) {
        await page.screenshot({ path: `${PICTURES}/rules-${locale}.png`, fullPage: true });
      }
    }
    await page.close();
  });
});

async function documentInForce(): Promise<Document> {
  const { body } = await stack.api("/program");
  return z.object({ document: z.looseObject({}) }).parse(body).document;
}

/** Somebody else publishes. @returns the number of their version */
async function publishMeanwhile(): Promise<number> {
  const { body } = await stack.api("/program");
  const { document } = z.object({ document: z.looseObject({}) }).parse(body);
  const changed = { ...document, clawback: { beyond_balance: "stop_at_zero" } };
  const answer = await stack.api("/program", "PUT", changed, { "if-match": "*" });
  expect(answer.status).toBe(200);
  return version();
}
