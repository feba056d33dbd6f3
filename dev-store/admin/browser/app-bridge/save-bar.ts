import type { AppSide } from "../../contract.ts";
import type { Admin } from "./admin.ts";
import { barButton, observed } from "./observed.ts";

/** The save bar that is shown: at most one, as in Shopify's admin. */
const shown: { bar: SaveBarElement | null } = { bar: null };

/** What `<ui-save-bar>` can do for the app's code. */
export interface SaveBarElement extends HTMLElement {
  readonly showing: boolean;
  discardConfirmation: boolean;
  show(): Promise<void>;
  hide(): Promise<void>;
  toggle(): Promise<void>;
}

const buttonOf = (bar: Element, which: "save" | "discard") =>
  bar.querySelector<HTMLElement>(
    which === "save" ? "button[variant=primary]" : "button:not([variant])",
  );

/** `<ui-save-bar>`: two buttons of the app's, mirrored in the admin's top bar while it is shown. */
export function saveBarElement(admin: Admin): CustomElementConstructor {
  return class extends HTMLElement implements SaveBarElement {
    #end = () => {};
    get showing(): boolean {
      return shown.bar === this;
    }
    get discardConfirmation(): boolean {
      return this.hasAttribute("discardConfirmation");
    }
    set discardConfirmation(wanted: boolean) {
      this.toggleAttribute("discardConfirmation", wanted);
    }
    disconnectedCallback(): void {
      void this.hide();
    }
    show(): Promise<void> {
      if (this.showing) return Promise.resolve();
      shown.bar = this;
      this.#end = observed(this, () => void this.#tell());
      this.dispatchEvent(new Event("show"));
      return this.#tell();
    }
    async hide(): Promise<void> {
      if (!this.showing) return;
      shown.bar = null;
      this.#end();
      this.dispatchEvent(new Event("hide"));
      await admin.saveBar(null);
    }
    toggle(): Promise<void> {
      return this.showing ? this.hide() : this.show();
    }
    #tell(): Promise<void> {
      const [save, discard] = [buttonOf(this, "save"), buttonOf(this, "discard")];
      return admin.saveBar({
        save: save === null ? null : barButton(save),
        discard: discard === null ? null : barButton(discard),
        discardConfirmation: this.discardConfirmation,
      });
    }
  };
}

/** A press on the mirrored button is a press on the app's own. */
export const pressSaveBar: AppSide["pressSaveBar"] = (which) => {
  if (shown.bar !== null) buttonOf(shown.bar, which)?.click();
  return Promise.resolve();
};

export function saveBarApi(admin: Admin) {
  const bar = (id: string) => document.getElementById(id) as SaveBarElement | null;
  return {
    show: async (id: string) => bar(id)?.show(),
    hide: async (id: string) => bar(id)?.hide(),
    toggle: async (id: string) => bar(id)?.toggle(),
    /** Resolves when the merchant may go; it stays open when they stay. */
    leaveConfirmation: () =>
      new Promise<void>((resolve) => {
        void mayLeave(admin).then((leaves) => {
          if (leaves) resolve();
        });
      }),
  };
}

/** Whether a page may be left: at once without unsaved changes, else as the merchant says. */
async function mayLeave(admin: Admin): Promise<boolean> {
  if (shown.bar === null) return true;
  const leaves = await admin.confirmLeave();
  if (leaves) await shown.bar.hide();
  return leaves;
}

/** Stops links of the page while there are unsaved changes, until the merchant has confirmed. */
export function guardLinks(admin: Admin): void {
  const guard = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (shown.bar === null || link === null || link.target === "_blank") return;
    if (event.ctrlKey || event.metaKey || link.getAttribute("href")?.startsWith("#") !== false)
      return;
    event.preventDefault();
    event.stopImmediatePropagation();
    void mayLeave(admin).then((leaves) => {
      if (leaves) link.click();
    });
  };
  addEventListener("click", guard, { capture: true });
}
