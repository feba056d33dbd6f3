import type { FrameLocator, Page } from "playwright-core";
import type { Kopilka } from "../support/kopilka.ts";
import type { Camera } from "./camera.ts";
import type { RegularCustomer } from "./regular-customer.ts";

/** The admin's home, the programme's form and the customer's page with an explanation open. */
export async function photographAdmin(
  camera: Camera,
  kopilka: Kopilka,
  customer: RegularCustomer,
): Promise<void> {
  const page = await camera.desk();
  const form = await openApp(page, kopilka, "app/program");
  await form.getByLabel("Points earned").fill("3");
  await form.getByText("150 points, worth RUB 150").waitFor();
  // The save bar of the admin, around the app.
  const publish = page.getByRole("button", { name: "Publish" });
  await publish.waitFor();
  await camera.take(page, "program.png", { to: form.getByText("Then points that were not used") });
  await publish.click();
  await form.getByText(/^Version 2, in force/).waitFor();

  const home = await openApp(page, kopilka, "");
  await home.getByText(customer.name).first().waitFor();
  await camera.take(page, "home.png", { to: home.getByRole("row").last() });

  const members = await openApp(page, kopilka, "app/members");
  await members.getByRole("link", { name: customer.name }).first().click();
  await members
    .getByRole("button", { name: /^Why \d+ points\?$/ })
    .first()
    .click();
  // Polaris lets nothing stand out of a fold before it is all the way open.
  const explanation = members.locator('[aria-hidden="false"][style*="overflow: visible"]').first();
  await explanation.waitFor();
  await camera.take(page, "member.png", { to: explanation });
}

/** Opens a page of the app in the admin's frame. */
async function openApp(page: Page, { devStore }: Kopilka, path: string): Promise<FrameLocator> {
  await page.goto(`${devStore}/admin/apps/kopilka/${path}`);
  return page.frameLocator("#app-frame");
}
