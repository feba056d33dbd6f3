import { expect } from "vitest";
import type { Page } from "playwright-core";

/** What a person does on a page: with the mouse, or with nothing but the keyboard. */
export interface Hands {
  /** Follows a link, presses a button or opens a fold. */
  press(name: RegExp): Promise<void>;
  /** Puts a text into the first field of that name that is to be seen. */
  fill(name: RegExp, text: string): Promise<void>;
}

export function mouse(page: Page): Hands {
  return {
    press: async (name) => {
      // A form's button bears the name of the fold that it lies in: first the fold, then the button.
      const buttons = page.locator("button:visible", { hasText: name });
      const others = page.locator("a:visible, summary:visible", { hasText: name });
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
      const at = await page.evaluate(focused);
      if (!at.kind.match(kind) || !name.test(at.name)) continue;
      expect(at.outline, `the focus on ${at.name} shows`).not.toBe("none");
      return;
    }
    throw new Error(`no Tab leads to ${String(name)} on ${page.url()}`);
  };
  return {
    press: async (name) => {
      await reach(name, "^(a|button|summary)$");
      const before = page.url();
      const isFold = (await page.evaluate(focused)).kind === "summary";
      await page.keyboard.press("Enter");
      if (!isFold) await page.waitForURL((url) => url.href !== before);
    },
    fill: async (name, text) => {
      await reach(name, "^input$");
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type(text);
    },
  };
}

/** Runs in the page: what has the focus, how it is called, and whether one sees that. */
function focused() {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement)) return { kind: "", name: "", outline: "none" };
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
  return {
    kind: element.localName,
    name: (label ?? element).textContent.trim(),
    outline: getComputedStyle(element).outlineStyle,
  };
}

/** Nothing sticks out at the side, at the width that the page has. */
export async function fitsItsWidth(page: Page): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over, `${page.url()} at ${page.viewportSize()?.width ?? 0} px`).toBeLessThanOrEqual(0);
}
