import { expect, vi } from "vitest";

// Browsers have it on every element, and Preact looks there for the event's name.
if (!("onsubmit" in HTMLElement.prototype)) {
  Object.defineProperty(HTMLElement.prototype, "onsubmit", { value: null, writable: true });
}

/** What a person finds on the page, and does there. */
export const screen = {
  /** Everything that is written: texts, labels, headings, errors; one line per element. */
  text(): string {
    return (
      [...document.body.querySelectorAll("*")]
        .flatMap((element) => [
          element.getAttribute("heading"),
          element.getAttribute("label"),
          element.getAttribute("error"),
          element.getAttribute("accessibilitylabel"),
          ...[...element.childNodes]
            .filter((node) => node.nodeType === Node.TEXT_NODE)
            .map((node) => node.textContent),
        ])
        .filter((text) => text !== null && text.trim() !== "")
        // Currency formats have spaces of several widths.
        .map((text) => text!.replaceAll(/[\u00a0\u202f]/g, " "))
        .join("\n")
    );
  },

  buttons(): string[] {
    return [...document.body.querySelectorAll("s-button")].map((each) => wordsOf(each));
  },

  /** The field's value as the extension gives it. */
  field(): string | null {
    const field = document.body.querySelector("s-number-field");
    if (field === null) return null;
    // A property once something has been typed, as on Shopify's own elements.
    return "value" in field ? String(field.value) : field.getAttribute("value");
  },

  /** Presses a button; one that submits does so as a browser's does. */
  press(name: string): void {
    const found = [...document.body.querySelectorAll("s-button")].find(
      (button) => wordsOf(button) === name,
    );
    if (found === undefined) throw new Error(`there is no button ${name} in\n${screen.text()}`);
    found.dispatchEvent(new Event("click", { bubbles: true }));
    if (found.getAttribute("type") !== "submit") return;
    found.closest("s-form")?.dispatchEvent(new Event("submit", { bubbles: true }));
  },

  /** Types into the field, key by key. */
  async type(text: string): Promise<void> {
    const field = document.body.querySelector("s-number-field");
    if (field === null) throw new Error(`there is no field in\n${screen.text()}`);
    for (let typed = 1; typed <= text.length; typed += 1) {
      Object.assign(field, { value: text.slice(0, typed) });
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    await vi.waitFor(() => expect(screen.field()).toBe(text));
  },

  /** Waits until this is written. */
  async shows(text: string): Promise<void> {
    await vi.waitFor(() => expect(screen.text()).toContain(text), { interval: 5 });
  },
};

function wordsOf(element: Element): string {
  return element.textContent.replaceAll(/[\u00a0\u202f]/g, " ").trim();
}
