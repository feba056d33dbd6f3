/**
 * `npm run screenshots`: takes the README's pictures. It brings up a Kopilka of its own with the
 * seeded shop, lets a customer buy and pay with points, and photographs what people see.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { print, run, step } from "../../app/commands/run.ts";
import { launchBrowser } from "../support/browser.ts";
import { startKopilka } from "../support/kopilka.ts";
import { photographAdmin } from "./admin.ts";
import { Camera } from "./camera.ts";
import { photographCheckout } from "./checkout.ts";
import { regularCustomer } from "./regular-customer.ts";

const FOLDER = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));

await run(async () => {
  mkdirSync(FOLDER, { recursive: true });
  const kopilka = await step("Bringing up a seeded shop", () => startKopilka({ seed: "year" }));
  try {
    const customer = await step("Letting a customer buy", () => regularCustomer(kopilka));
    const camera = new Camera(await launchBrowser(), FOLDER);
    try {
      await step("The checkout", () => photographCheckout(camera, kopilka, customer));
      await step("The admin", () => photographAdmin(camera, kopilka, customer));
    } finally {
      await camera.close();
    }
    for (const { name, bytes } of camera.taken)
      print(`${join("docs", "pictures", name)}  ${(bytes / 1_000).toFixed(0)} kB`);
  } finally {
    await kopilka.stop();
  }
});
