import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startDevStore, type DevStore } from "../dev-store/support/dev-store.ts";
import { launchBrowser } from "../support/browser.ts";
import { looksAccessible } from "./support/axe.ts";
import {
  CHECKOUT,
  PRODUCTION,
  THANK_YOU,
  writeExtension,
  type Fixture,
} from "./support/extension-fixture.ts";

let folder: string;
let store: DevStore;
let browser: Browser;
let page: Page;
let product: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kopilka-extensions-"));
  store = await startDevStore({ DEV_STORE_EXTENSIONS: join(folder, "extensions") });
  const made = (await (
    await fetch(`${store.url}/control/products`, {
      method: "POST",
      body: JSON.stringify({ title: "Фильтр", price: "1000.00" }),
    })
  ).json()) as { product: { id: number } };
  product = String(made.product.id);
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => page.close());
beforeEach(() => {
  rmSync(join(folder, "extensions"), { recursive: true, force: true });
  mkdirSync(join(folder, "extensions"), { recursive: true });
});

const extension = (fixture: Partial<Fixture> & Pick<Fixture, "targets">) =>
  writeExtension(join(folder, "extensions"), { handle: "probe", ...fixture });

async function cart(input: object = {}): Promise<string> {
  const answer = await fetch(`${store.url}/control/carts`, {
    method: "POST",
    body: JSON.stringify({ lines: [{ product_id: product, quantity: 1 }], locale: "en", ...input }),
  });
  const made = (await answer.json()) as { cart: { token: string } };
  return made.cart.token;
}

/** Opens a checkout with the extension in it. */
async function checkout(input: object = {}): Promise<string> {
  const token = await cart(input);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(15_000);
  await page.goto(`${store.url}/checkouts/${token}`);
  return token;
}

const place = () => page.locator(".extension");
const shows = (text: RegExp | string) => place().getByText(text).first().waitFor();

describe("what an extension can reach", () => {
  it("is no network, no storage and no other code unless it is declared", async () => {
    const names = ["fetch", "XMLHttpRequest", "WebSocket", "importScripts", "indexedDB", "Worker"];
    extension({
      targets: {
        [CHECKOUT]: `
          const found = [];
          for (const name of ${JSON.stringify(names)}) {
            let place = globalThis;
            while (place) {
              if (typeof Object.getOwnPropertyDescriptor(place, name)?.value === "function") found.push(name);
              place = Object.getPrototypeOf(place);
            }
          }
          const loaded = await import("${store.url}/store/extensions.js").then(() => "yes", () => "no");
          show("reaches " + (found.join() || "nothing") + ", loads " + loaded);`,
      },
    });
    await checkout();
    await shows("reaches nothing, loads no");
  });

  it("is a document of its own, without the page's cookies, under an origin of nobody's", async () => {
    extension({
      targets: {
        [CHECKOUT]: `
          const page = document.querySelector("#summary") ?? parent.document.querySelector("#summary");
          show([typeof page, page === null, typeof document.cookie, typeof localStorage, self.origin].join(" "));`,
      },
    });
    await checkout();
    await shows("object true undefined undefined null");
  });

  it("is the app under its production address, as far as the app lets other origins in", async () => {
    extension({
      networkAccess: true,
      targets: {
        [CHECKOUT]: `
          const answer = await fetch("${PRODUCTION}/api/probe?n=1", { method: "GET" }).then(() => "answered", (error) => error.name);
          show("the app " + answer);`,
      },
    });
    await checkout();
    // The stand-in for the app sends no CORS headers: it is asked, and nobody may read its answer.
    await shows("the app TypeError");
    expect(store.app.visits.map(({ pathname }) => pathname)).toContain("/api/probe");
  });

  it("changes the checkout before the order, and nothing after it", async () => {
    const body = `show(["applyMetafieldChange", "applyDiscountCodeChange", "query", "orderConfirmation"].map((name) => typeof shopify[name]).join(" "));`;
    extension({ targets: { [CHECKOUT]: body, [THANK_YOU]: body } });
    await checkout();
    await shows("function function undefined undefined");
    await page.getByRole("button", { name: "Pay now" }).click();
    await shows("undefined undefined undefined object");
  });
});

describe("an extension that is not right", () => {
  it("is not run when its bundle is larger than Shopify takes, and the page says so", async () => {
    const noise = Array.from({ length: 40_000 }, () => Math.random().toString(36).slice(2)).join(
      "",
    );
    extension({ targets: { [CHECKOUT]: `show("ran"); const noise = "${noise}";` } });
    await checkout();
    await shows(/bytes compressed; Shopify takes 65536/);
    expect(await place().getByText("ran").count()).toBe(0);
  });

  it("shows its error", async () => {
    extension({ targets: { [CHECKOUT]: `throw new Error("out of paper");` } });
    await checkout();
    await shows(/out of paper/);
  });

  it("shows the error of a press, too", async () => {
    extension({
      targets: {
        [CHECKOUT]: `show("Press", "s-button").addEventListener("click", () => { throw new Error("no ink"); });`,
      },
    });
    await checkout();
    await place().getByRole("button", { name: "Press" }).click();
    await shows(/no ink/);
  });

  it("is told which component there is not", async () => {
    extension({ targets: { [CHECKOUT]: `show("?", "s-map");` } });
    await checkout();
    await shows(/Element is not allowed: s-map/);
  });
});

/** Asks for a metafield of the cart on a press, and shows what became of it. */
const APPLIES = `
  const field = show("", "s-number-field");
  field.label = "Points";
  const typed = show("nothing typed");
  field.addEventListener("input", (event) => { typed.textContent = "typed " + event.currentTarget.value; });
  const said = show("not yet");
  show("Apply", "s-button").addEventListener("click", async () => {
    const change = { type: "updateCartMetafield", metafield: { namespace: "$app", key: "hold", type: "single_line_text_field", value: "7" } };
    const { type, message = "" } = await shopify.applyMetafieldChange(change);
    said.textContent = type + " " + message + " " + JSON.stringify(shopify.appMetafields.value.map(({ metafield }) => metafield.value));
  });`;

describe("what an extension does in the checkout", () => {
  it("changes the cart, and sees the change in its signals", async () => {
    extension({ targets: { [CHECKOUT]: APPLIES } });
    const token = await checkout();
    await place().getByRole("button", { name: "Apply" }).click();
    await shows(/success\s+\["7"\]/);
    const { cart: changed } = (await store.control("GET", `/carts/${token}`)) as unknown as {
      cart: { metafields: { key: string; value: string }[] };
    };
    expect(changed.metafields).toMatchObject([{ key: "hold", value: "7" }]);
  });

  it("goes on with the metafields it started with where the store is set so", async () => {
    extension({ targets: { [CHECKOUT]: APPLIES } });
    await store.control("PUT", "/faults", { stale_app_metafields: true });
    await checkout();
    await place().getByRole("button", { name: "Apply" }).click();
    await shows(/success\s+\[\]/);
    await store.control("PUT", "/faults", {});
  });

  it("fails in an accelerated checkout, and the cart stays as it is", async () => {
    extension({ targets: { [CHECKOUT]: APPLIES } });
    const token = await checkout();
    await page.getByLabel(/Accelerated/).check();
    await place().getByRole("button", { name: "Apply" }).click();
    await shows(/error Changes are not possible in an accelerated checkout/);
    const { cart: same } = (await store.control("GET", `/carts/${token}`)) as unknown as {
      cart: { metafields: unknown[] };
    };
    expect(same.metafields).toEqual([]);
  });

  it("keeps focus and what was typed while the checkout changes around it", async () => {
    extension({ targets: { [CHECKOUT]: APPLIES } });
    await checkout();
    const field = place().getByLabel("Points");
    await field.fill("12");
    await shows("typed 12");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await shows(/success/);
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe("s-button");
    expect(await field.inputValue()).toBe("12");
  });

  it("speaks the buyer's language, with its plurals and the gaps filled", async () => {
    extension({
      locales: {
        "en.default": {
          points: { one: "{{count}} point", other: "{{count}} points" },
          only: "Only {{what}}",
        },
        ru: { points: { one: "{{count}} балл", few: "{{count}} балла", many: "{{count}} баллов" } },
      },
      targets: {
        [CHECKOUT]: `show([1, 2, 1005].map((count) => shopify.i18n.translate("points", { count })).join("; ") + "; " + shopify.i18n.translate("only", { what: "this" }) + "; " + shopify.localization.language.value.isoCode);`,
      },
    });
    await checkout({ locale: "ru" });
    await shows(/1 балл; 2 балла; 1\s005 баллов; Only this; ru/);
    await page.getByRole("link", { name: "English" }).click();
    await shows("1 point; 2 points; 1,005 points; Only this; en");
  });

  it("remembers what it stores in the buyer's browser", async () => {
    extension({
      targets: {
        [CHECKOUT]: `
          const before = await shopify.storage.read("seen");
          await shopify.storage.write("seen", { times: (before?.times ?? 0) + 1 });
          show("seen " + (before?.times ?? 0));`,
      },
    });
    await checkout();
    await shows("seen 0");
    await page.reload();
    await shows("seen 1");
  });
});

describe("the session token of an extension", () => {
  const claims = `const [, body] = (await shopify.sessionToken.get()).split("."); show("claims " + atob(body.replace(/-/g, "+").replace(/_/g, "/")));`;

  it("names the buyer who is logged in, the shop and the app, for five minutes", async () => {
    const { customer } = await store.control("POST", "/customers", {
      email: "sandbox@example.com",
    });
    extension({ targets: { [CHECKOUT]: claims } });
    await checkout({ customer_id: customer.id });
    const said =
      (await place()
        .getByText(/^claims/)
        .textContent()) ?? "";
    const token = JSON.parse(said.slice("claims ".length)) as Record<string, unknown>;
    expect(token).toMatchObject({
      aud: "test-key",
      dest: "kopilka-dev.myshopify.com",
      sub: `gid://shopify/Customer/${customer.id}`,
    });
    expect(Number(token["exp"]) - Number(token["iat"])).toBe(300);
  });

  it("names nobody for a guest", async () => {
    extension({ targets: { [CHECKOUT]: claims } });
    await checkout();
    expect(
      await place()
        .getByText(/^claims/)
        .textContent(),
    ).not.toContain("sub");
  });
});

describe("the components", () => {
  it("are reached by label, role and keyboard, and have no serious finding from axe", async () => {
    extension({
      targets: {
        [CHECKOUT]: `
          const banner = show("", "s-banner");
          banner.heading = "Heads up"; banner.tone = "warning"; banner.append(show("Some words", "s-paragraph"));
          const form = show("", "s-form");
          const field = show("", "s-text-field"); field.label = "Name"; field.error = "Too short";
          const select = show("", "s-select"); select.label = "Size";
          for (const size of ["S", "M"]) { const option = show(size, "s-option"); option.value = size.toLowerCase(); select.append(option); }
          const send = show("Send", "s-button"); send.type = "submit"; send.variant = "primary";
          form.append(field, select, send);
          const chosen = show("none chosen");
          select.addEventListener("change", (event) => { chosen.textContent = "chosen " + event.currentTarget.value; });
          form.addEventListener("submit", () => show("sent " + field.value));
          const wait = show("", "s-spinner"); wait.accessibilityLabel = "Waiting";
          show("Heading", "s-heading"); show("", "s-divider");
          const box = show("", "s-checkbox"); box.label = "Agree";`,
      },
    });
    await checkout();
    await place().getByRole("alert").getByText("Heads up").waitFor();
    await place().getByRole("status", { name: "Waiting" }).waitFor();
    const field = place().getByLabel("Name");
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    await place().getByLabel("Size").selectOption({ label: "M" });
    await shows("chosen m");
    await field.fill("Anna");
    await page.keyboard.press("Enter");
    await shows("sent Anna");
    await place().getByRole("button", { name: "Send" }).click();
    await expect.poll(() => place().getByText("sent Anna").count()).toBe(2);
    await looksAccessible(page);
  });
});
