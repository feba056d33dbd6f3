import { expect } from "vitest";
import type { Frame, JSHandle, Page } from "playwright-core";

/** What a person does on a page: with the mouse, or with nothing but the keyboard. */
export interface Hands {
  /** Follows a link, presses a button or opens a fold. */
  press(name: RegExp): Promise<void>;
  /** Puts a text into the first field of that name that is to be seen. */
  fill(name: RegExp, text: string): Promise<void>;
}

export function mouse(page: Page | Frame): Hands {
  return {
    press: async (name) => {
      // A form's button bears the name of the fold that it lies in: first the fold, then the button.
      const buttons = page.getByRole("button", { name }).locator("visible=true");
      const others = page.locator("a:visible, summary:visible", { hasText: name });
      await buttons.or(others).first().waitFor();
      await ((await buttons.count()) > 0 ? buttons : others).first().click();
    },
    fill: (name, text) => page.getByLabel(name).locator("visible=true").first().fill(text),
  };
}

/** Far more stops than any of the pages has. */
const MOST_TABS = 200;

export function keyboard(page: Page): Hands {
  /** Tabs from where the focus is, as far as what bears the name, and looks that it shows. */
  const reach = async (name: RegExp, kind: string) => {
    for (let tab = 0; tab < MOST_TABS; tab += 1) {
      await page.keyboard.press("Tab");
      const at = await focusOf(page);
      if (!at.kind.match(kind) || !name.test(at.name)) continue;
      expect(at.shows, `the focus on ${at.name} shows`).toBe(true);
      return at;
    }
    throw new Error(`no Tab leads to ${String(name)} on ${page.url()}`);
  };
  return {
    press: async (name) => {
      const { leaves } = await reach(name, "^(a|button|summary)$");
      const before = page.url();
      await page.keyboard.press("Enter");
      if (leaves) await page.waitForURL((url) => url.href !== before);
    },
    fill: async (name, text) => {
      await reach(name, "^input$");
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
  };
}

/** What has the focus, in whichever frame it lies. */
async function focusOf(page: Page) {
  let where: Page | Frame = page;
  for (;;) {
    const element: JSHandle<Element | null> = await where.evaluateHandle(
      () => document.activeElement,
    );
    const inner: Frame | null | undefined = await element.asElement()?.contentFrame();
    if (!inner) return where.evaluate(focused);
    where = inner;
  }
}

/** Runs in the page: what has the focus, how it is called, whether one sees that, and where it leads. */
function focused() {
  let element = document.activeElement;
  const extension = element?.closest(".extension") ?? null;
  // A component of an extension: what it shows inside has the focus, its own text is the name.
  const component = element?.shadowRoot ? element.textContent : "";
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  if (!(element instanceof HTMLElement)) return { kind: "", name: "", shows: false, leaves: false };
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
  const own = element.getAttribute("aria-label");
  const { outlineStyle, boxShadow } = getComputedStyle(element);
  // Polaris draws the ring of a field around it, beside the field itself.
  const beside = element.parentElement?.querySelector("[class*=Backdrop]");
  const ring = [outlineStyle, boxShadow, beside ? getComputedStyle(beside).outlineStyle : "none"];
  return {
    kind: element.localName,
    name: (own ?? ((label ?? element).textContent || component)).trim(),
    shows: ring.some((style) => style !== "none"),
    // Links and forms of the page itself; those in a frame or an extension's place lead nowhere else.
    leaves:
      window === window.top &&
      extension === null &&
      (element.localName === "a" || element.closest("form") !== null),
  };
}

/** Nothing sticks out at the side, at the width that the page has. */
export async function fitsItsWidth(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, `${page.url()} at ${page.viewportSize()?.width ?? 0} px`).toBeLessThanOrEqual(0);
}
