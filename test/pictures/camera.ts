import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";

/** Shopify's package takes a headless browser for a bot, and sends it away. */
const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36";

/** High enough for all of the pages, which are then cut to what they are about. */
const HEIGHT = 1_600;
const MARGIN = 20;

const DESK = { viewport: { width: 1_200, height: HEIGHT } };
/** Two pixels for one: a phone's picture is shown small, and has to stay legible. */
const PHONE = { viewport: { width: 390, height: HEIGHT }, deviceScaleFactor: 2, isMobile: true };

/** Opens pages as people have them before their eyes, and takes pictures of them. */
export class Camera {
  readonly taken: { name: string; bytes: number }[] = [];
  private readonly browser: Browser;
  private readonly folder: string;

  constructor(browser: Browser, folder: string) {
    this.browser = browser;
    this.folder = folder;
  }

  desk(): Promise<Page> {
    return this.open(DESK);
  }

  /** The same person's phone: logged in where they are on the desk. */
  async phone(other: Page): Promise<Page> {
    return this.open({ ...PHONE, storageState: await other.context().storageState() });
  }

  /**
   * Takes what is to be seen now; whoever calls it has waited for what it is to show.
   * @param cut where the picture begins and ends; it begins with the page unless told otherwise
   */
  async take(page: Page, name: string, cut: { from?: Locator; to: Locator }): Promise<void> {
    const from = await cut.from?.boundingBox();
    const to = await cut.to.boundingBox();
    const { width } = page.viewportSize() ?? { width: 0 };
    const top = Math.max(0, Math.floor((from?.y ?? 0) - MARGIN));
    if (!to || to.y + to.height > HEIGHT) throw new Error(`${name} would be too high`);
    const picture = await page.screenshot({
      path: join(this.folder, name),
      clip: { x: 0, y: top, width, height: Math.ceil(to.y + to.height + MARGIN - top) },
      animations: "disabled",
    });
    this.taken.push({ name, bytes: picture.length });
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  private async open(options: Parameters<Browser["newContext"]>[0]): Promise<Page> {
    // The shop's time, so that a date is the same one to shopper and merchant.
    const context = await this.browser.newContext({
      userAgent: USER_AGENT,
      locale: "en",
      timezoneId: "Europe/Moscow",
      ...options,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    return page;
  }
}
