import type { Browser, BrowserContext, Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { looksAccessible } from "./support/axe.ts";
import { fitsItsWidth, keyboard, mouse, type Hands } from "./support/page.ts";
import { useStack } from "./support/stack.ts";

const stack = useStack();

/** Shopify's package takes a headless browser for a bot, and sends it away. */
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";

/** Where pictures of the pages go, for people to look at; none are made unless it is set. */
const PICTURES = process.env["KOPILKA_PICTURES"];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  await stack.control("POST", "/products", { title: "Brake pads", price: "200.00" });
});
afterAll(() => browser.close());

/** One person at one screen. */
interface Screen {
  readonly page: Page;
  /** Hands on the page itself, and on the app inside the admin's frame. */
  readonly hands: Hands;
  readonly inApp: (frame: Frame) => Hands;
}

async function open(width: number, byKeyboard: boolean): Promise<Screen> {
  const context: BrowserContext = await browser.newContext({
    userAgent: USER_AGENT,
    viewport: { width, height: width > 500 ? 900 : 740 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return {
    page,
    hands: byKeyboard ? keyboard(page) : mouse(page),
    inApp: (frame) => (byKeyboard ? keyboard(page) : mouse(frame)),
  };
}

async function look(page: Page, name: string, where: Page | Frame = page): Promise<void> {
  await fitsItsWidth(page);
  await looksAccessible(where);
  const { width } = page.viewportSize() ?? { width: 0 };
  const path = `${PICTURES ?? ""}/${name}-${width}.png`;
  if (PICTURES !== undefined) await page.screenshot({ path, fullPage: true });
}

/** Opens a page of the app in the admin's frame and waits until it says `heading`. */
async function openApp({ page }: Screen, path: string, heading: RegExp): Promise<Frame> {
  await page.goto(`${stack.devStore}/admin/apps/kopilka/${path}`);
  await page.frameLocator("iframe").getByRole("heading", { name: heading }).first().waitFor();
  const frame = page.frames().find((one) => one.url().startsWith(stack.app));
  if (!frame) throw new Error(`the app is not in the frame of ${page.url()}`);
  return frame;
}

/** Publishes the rules on the programme's page; resolves once they are in force for new orders. */
async function setTheRules(screen: Screen, rules: Record<string, string>): Promise<void> {
  const frame = await openApp(screen, "app/program", /^Programme$/);
  const hands = screen.inApp(frame);
  for (const [field, value] of Object.entries(rules))
    await hands.fill(new RegExp(`^${field}`), value);
  await look(screen.page, "program", frame);
  await hands.press(/^Publish$/);
  await screen.page
    .getByText(/Version \d+ is in force|published/i)
    .first()
    .waitFor();
  // Shopify's times have whole seconds: an order of this second may lie before the version.
  const from = Date.now() + 1_000;
  await vi.waitUntil(() => Date.now() > from, { timeout: 5_000 });
}

/** Puts a number of the product into the cart and goes to the checkout. */
async function goToCheckout({ page, hands }: Screen, quantity: number): Promise<void> {
  await page.goto(`${stack.devStore}/store`);
  await hands.press(/^Add to cart: Brake pads$/);
  await setQuantity({ page, hands }, quantity);
  await hands.press(/^\s*Check out\s*$/);
  await page.waitForURL(/\/checkouts\//);
}

async function setQuantity(
  { page, hands }: Pick<Screen, "page" | "hands">,
  quantity: number,
): Promise<void> {
  await page.goto(`${stack.devStore}/store/cart`);
  await hands.fill(/^Quantity of Brake pads$/, String(quantity));
  await hands.press(/^\s*Update the cart\s*$/);
  await page
    .getByText(/^\s*Brake pads\s*$/)
    .first()
    .waitFor();
}

const shopperOf = (per: string) => `shopper-${per}@example.com`;

/** Finds a member in the list and opens their page. */
async function openMember(screen: Screen, email: string): Promise<Frame> {
  const frame = await openApp(screen, "app/members", /^Members$/);
  await screen.inApp(frame).press(new RegExp(email.replaceAll(".", "\\.")));
  await frame.getByRole("heading", { name: "History" }).waitFor();
  return frame;
}

/** The figures at the head of a member's page, by name. */
async function figures(frame: Frame): Promise<Record<string, string>> {
  const text = (await frame.locator("body").innerText()).split("\n").filter((one) => one !== "");
  const after = (name: string) => text[text.indexOf(name) + 1] ?? "";
  return Object.fromEntries(
    ["Available", "Pending", "Set aside", "Owed"].map((name) => [name, after(name)]),
  );
}

const extension = (page: Page) => page.locator(".extension:not(:empty)").first();

/** Waits until the extension says so. */
async function extensionSays(page: Page, text: RegExp): Promise<string> {
  await extension(page).getByText(text).first().waitFor();
  return extension(page).innerText();
}

const total = async (page: Page) => {
  const text = (await page.locator("#summary").innerText()).replace(/\s+/g, " ");
  return /Total \D*([\d,]+\.\d\d)/.exec(text)?.[1];
};

describe.each([
  ["by mouse on a desk", 1280, false, "20"],
  ["by keyboard on a desk", 1280, true, "25"],
  ["by touch on a phone", 375, false, "40"],
])("a purchase paid with points, %s", (_, width, byKeyboard, per) => {
  it("earns, is explained, pays the next one, and comes back with what is returned", async () => {
    const merchant = await open(width, byKeyboard);
    const shopper = await open(width, byKeyboard);
    const { page, hands } = shopper;
    const earned = 3_000 / Number(per);

    // 1. The merchant sets the rules.
    await openApp(merchant, "", /./);
    await setTheRules(merchant, {
      "For every": per,
      "Pending for": "0",
      Minimum: "10",
      "Maximum share": "30",
    });

    // 2. A shopper buys; the merchant sees the points and their explanation.
    await page.goto(`${stack.devStore}/store/login`);
    await hands.fill(/^E-mail$/, shopperOf(per));
    await hands.press(/^\s*Log in with this address\s*$/);
    await goToCheckout(shopper, 15);
    await extensionSays(page, /no points/);
    await look(page, "checkout-without-points");
    await hands.press(/^\s*Pay now\s*$/);
    await extensionSays(page, new RegExp(`earned ${String(earned)} points`));
    await look(page, "thank-you");
    await stack.settle();
    await stack.npm("job", "mature-points", "--at", new Date(Date.now() + 60_000).toISOString());

    const members = await openMember(merchant, shopperOf(per));
    await merchant.inApp(members).press(new RegExp(`^Why ${String(earned)} points\\?$`));
    await members.getByText(`1 point for every RUB ${per}`).first().waitFor();
    await look(merchant.page, "member", members);

    // 3. The next cart is paid with points: more are set aside than it takes in the end.
    await goToCheckout(shopper, 2);
    await extensionSays(page, new RegExp(`You have ${String(earned)} points`));
    expect(await total(page)).toBe("750.00");
    await hands.fill(/^Points to spend/, "70");
    await hands.press(/^\s*Pay with points\s*$/);
    await extensionSays(page, /Points pay .*70\.00/);
    await expect.poll(() => total(page)).toBe("680.00");
    await look(page, "checkout");
    await setQuantity(shopper, 1);
    await hands.press(/^\s*Check out\s*$/);
    await page.waitForURL(/\/checkouts\//);
    await extensionSays(page, /takes .*60\.00/);
    expect(await total(page)).toBe("490.00");
    await hands.press(/^\s*Pay now\s*$/);
    await extensionSays(page, /paid with 60 points/);
    await extensionSays(page, new RegExp(`You have ${String(earned - 60)} points`));
    await stack.settle();

    // 4. What is returned brings back both what it earned and what was spent on it.
    const link = await page.getByText("As the merchant sees it").getAttribute("href");
    await page.goto(stack.devStore + (link ?? ""));
    await hands.press(/^\s*Refund\s*$/);
    await hands.fill(/of 1 ×/, "1");
    await hands.press(/^\s*Refund\s*$/);
    await stack.settle();
    const member = await openMember(merchant, shopperOf(per));
    await member
      .getByText(/Came back with what was returned/)
      .first()
      .waitFor();
    expect(await figures(member)).toMatchObject({
      Available: String(earned),
      Pending: "0",
      "Set aside": "0",
      Owed: "0",
    });
    await look(merchant.page, "member-after-return", member);
    expect(await stack.npm("verify")).toMatch(/: clean, /);
    await page.close();
    await merchant.page.close();
  });
});
