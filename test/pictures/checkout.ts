import type { Page } from "playwright-core";
import { done } from "../e2e/support/clients.ts";
import type { Kopilka } from "../support/kopilka.ts";
import type { Camera } from "./camera.ts";
import type { RegularCustomer } from "./regular-customer.ts";

/** The checkout with points applied, on a desk and on a phone, and the thank-you page. */
export async function photographCheckout(
  camera: Camera,
  { devStore }: Kopilka,
  customer: RegularCustomer,
): Promise<void> {
  const page = await camera.desk();
  await page.goto(`${devStore}/store/login`);
  await page.getByLabel("E-mail").fill(customer.email);
  await page.getByRole("button", { name: "Log in with this address" }).click();
  await page.getByRole("link", { name: customer.name }).waitFor();
  await fillTheCart(page, devStore);
  await page.getByRole("button", { name: "Check out" }).click();

  await page.getByLabel("Points to spend").fill("150");
  await page.getByRole("button", { name: "Pay with points" }).click();
  await pointsPay(page);
  await camera.take(page, "checkout.png", { to: points(page) });

  const phone = await camera.phone(page);
  await phone.goto(page.url());
  await pointsPay(phone);
  const from = phone.getByRole("heading", { name: "Order summary" });
  await camera.take(phone, "checkout-phone.png", { from, to: points(phone) });

  await page.getByRole("button", { name: "Pay now" }).click();
  await done(`${devStore}/control/settle`, "POST", {});
  // The fact, which takes the estimate's place once the order's webhook has been processed.
  await page.getByText(/You have earned \d+ points/).waitFor();
  await camera.take(page, "thank-you.png", { to: page.locator("dl.totals") });
}

/** The extension's place below the discount field. */
const points = (page: Page) =>
  page.locator('.extension[data-target="purchase.checkout.reductions.render-after"]');

/** Two brake discs and an oil filter: the products that were made last are on the last page. */
async function fillTheCart(page: Page, devStore: string): Promise<void> {
  for (const [title, quantity] of [
    ["Brake disc", "2"],
    ["Oil filter", "1"],
  ] as const) {
    await page.goto(`${devStore}/store`);
    const button = page.getByRole("button", { name: `Add to cart: ${title}`, exact: true });
    const next = page.getByRole("link", { name: "Next" });
    while ((await button.count()) === 0) await next.click();
    await button.click();
    await page.getByLabel(`Quantity of ${title}`).fill(quantity);
    await page.getByRole("button", { name: "Update the cart" }).click();
  }
}

/** Waits until the extension says that points pay, and the total has followed. */
async function pointsPay(page: Page): Promise<void> {
  await page.getByText(/Points pay .* of this order/).waitFor();
  await page.locator("#summary .discount").waitFor();
}
