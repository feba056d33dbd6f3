import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDevStore, type DevStore } from "../dev-store/support/dev-store.ts";
import { launchBrowser } from "../support/browser.ts";
import { looksAccessible } from "./support/axe.ts";
import { CHECKOUT, THANK_YOU, writeExtension } from "./support/extension-fixture.ts";
import { fitsItsWidth } from "./support/page.ts";

let folder: string;
let store: DevStore;
let browser: Browser;

/** Asks for a discount code on a press; after the order, names it. */
const EXTENSION = {
  handle: "ten-off",
  targets: {
    [CHECKOUT]: `
      const cost = show("");
      const paint = () => { cost.textContent = "The total is " + shopify.cost.totalAmount.value.amount; };
      shopify.cost.totalAmount.subscribe(paint);
      show("Ten off", "s-button").addEventListener("click", () => shopify.applyDiscountCodeChange({ type: "addDiscountCode", code: "TEN" }));`,
    [THANK_YOU]: `show("Thanks for order " + shopify.orderConfirmation.value.number);`,
  },
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kopilka-storefront-"));
  mkdirSync(join(folder, "extensions"));
  writeExtension(join(folder, "extensions"), EXTENSION);
  store = await startDevStore({ DEV_STORE_EXTENSIONS: join(folder, "extensions") });
  for (let n = 1; n <= 14; n += 1)
    await store.control("POST", "/products", { title: `Деталь ${n}`, price: `${n * 100}.00` });
  await store.control("POST", "/customers", { email: "anna@example.com", first_name: "Анна" });
  const code = { code: "TEN", type: "percentage", amount: "10" };
  await store.control("POST", "/discount-codes", code);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What every page of the storefront has to be. */
async function isFine(page: Page): Promise<void> {
  await fitsItsWidth(page);
  await looksAccessible(page);
}

const opened = async (width: number, path: string): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width, height: width > 500 ? 900 : 740 } });
  page.setDefaultTimeout(15_000);
  await page.goto(store.url + path);
  return page;
};

describe.each([
  ["on a desk", 1280],
  ["on a phone", 375],
])("the storefront %s", (_, width) => {
  it("sells to who has logged in, with the extension's discount in the order", async () => {
    const page = await opened(width, "/store");
    await isFine(page);
    await page.getByRole("link", { name: "Next" }).click();
    await page.getByRole("button", { name: "Add to cart: Деталь 14", exact: true }).click();
    await page.getByLabel("Quantity of Деталь 14").fill("2");
    await page.getByText("Cart attributes").click();
    await page.getByLabel(/name=value/).fill("gift=yes");
    await page.getByRole("button", { name: "Update the cart" }).click();
    await page.getByText("Subtotal ₽2,800.00").waitFor();
    await isFine(page);

    await page.getByRole("link", { name: "Log in" }).click();
    await isFine(page);
    await page.getByLabel("E-mail").fill("anna@example.com");
    await page.getByRole("button", { name: "Log in with this address" }).click();
    await page.getByRole("link", { name: "Анна" }).waitFor();
    await page.getByRole("link", { name: /^Cart/ }).click();
    await page.getByRole("button", { name: "Check out" }).click();

    const summary = page.locator("#summary");
    const before = Number((await page.getByText(/^The total is/).textContent())?.split(" ").pop());
    await page.getByRole("button", { name: "Ten off" }).press("Enter");
    await summary.getByText("TEN").waitFor();
    await page.getByText(`The total is ${before - 280}`).waitFor();
    await isFine(page);
    await page.getByRole("button", { name: "Pay now" }).press("Enter");

    await page.getByText(/^Thanks for order \d+$/).waitFor();
    await isFine(page);
    await page.getByRole("link", { name: "Look at the order" }).click();
    await page.getByText("TEN", { exact: true }).waitFor();
    await isFine(page);
    const { orders } = (await store.control("GET", "/orders?limit=1")) as unknown as {
      orders: { customer: { email: string }; note_attributes: object[]; total_price: string }[];
    };
    expect(orders[0]).toMatchObject({
      customer: { email: "anna@example.com" },
      note_attributes: [{ name: "gift", value: "yes" }],
      total_price: `${before - 280}.00`,
    });
    await page.close();
  });

  it("sells to a guest who pays later, in the language that was chosen", async () => {
    const page = await opened(width, "/store?locale=ru");
    await page.getByRole("button", { name: "Add to cart: Деталь 1", exact: true }).click();
    await page.getByRole("button", { name: "Check out" }).click();
    await page.getByText("A guest.").waitFor();
    expect(await page.locator(".extension").first().getAttribute("lang")).toBe("ru");
    await page.getByLabel("E-mail").fill("guest@example.com");
    await page.getByRole("button", { name: "Save the address" }).click();
    await page.getByLabel(/stays pending/).check();
    await page.getByRole("button", { name: "Pay now" }).click();
    await page.getByText("pending").first().waitFor();
    const { orders } = (await store.control("GET", "/orders?limit=1")) as unknown as {
      orders: object[];
    };
    expect(orders[0]).toMatchObject({ financial_status: "pending", email: "guest@example.com" });
    await page.close();
  });
});

describe("a checkout", () => {
  it("says why the order was not placed, when the total has changed meanwhile", async () => {
    const page = await opened(1280, "/store");
    await page.getByRole("button", { name: "Add to cart: Деталь 1", exact: true }).click();
    await page.getByRole("button", { name: "Check out" }).click();
    const token = page.url().split("/").pop()?.split("?")[0] ?? "";
    await page.getByRole("button", { name: "Pay now" }).waitFor();
    await store.control("PUT", `/carts/${token}`, { discount_codes: ["TEN"] });
    await page.getByRole("button", { name: "Pay now" }).click();
    expect(await page.getByRole("alert").textContent()).toMatch(/The total is .* now/);
    await page.close();
  });

  it("says of an unknown code that it gives nothing, and lets it be removed", async () => {
    const page = await opened(1280, "/store");
    await page.getByRole("button", { name: "Add to cart: Деталь 1", exact: true }).click();
    await page.getByRole("button", { name: "Check out" }).click();
    await page.getByLabel("Discount code").fill("NOPE");
    await page.getByRole("button", { name: "Apply" }).click();
    await page
      .locator("#summary")
      .getByText(/^NOPE:/)
      .waitFor();
    await page.getByRole("button", { name: "Remove NOPE" }).click();
    await page.getByText("The code is gone.").waitFor();
    await page.close();
  });
});
