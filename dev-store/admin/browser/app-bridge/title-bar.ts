import type { AppSide } from "../../contract.ts";
import type { Admin } from "./admin.ts";
import { barButton, observed } from "./observed.ts";

const shown: { bar: HTMLElement | null } = { bar: null };

/** What can be pressed in a title bar: of the bar itself and of its sections. */
const pressable = (bar: Element) =>
  [...bar.querySelectorAll<HTMLElement>("button, a")].filter(
    (each) => each.getAttribute("variant") !== "breadcrumb",
  );

/** `<ui-title-bar>`: title and actions of the page, in the admin's top bar; in a modal, its own. */
export function titleBarElement(admin: Admin): CustomElementConstructor {
  return class extends HTMLElement {
    #end = () => {};
    connectedCallback(): void {
      if (this.closest("ui-modal") !== null) return;
      shown.bar = this;
      const tell = () => {
        const title = this.getAttribute("title") ?? document.title;
        const actions = pressable(this).map((each) => ({
          ...barButton(each),
          primary: each.getAttribute("variant") === "primary",
          critical: each.getAttribute("tone") === "critical",
        }));
        void admin.titleBar({ title, actions });
      };
      tell();
      this.#end = observed(this, tell);
    }
    disconnectedCallback(): void {
      this.#end();
      if (shown.bar !== this) return;
      shown.bar = null;
      void admin.titleBar(null);
    }
  };
}

export const pressTitleBar: AppSide["pressTitleBar"] = (position) => {
  if (shown.bar !== null) pressable(shown.bar)[position]?.click();
  return Promise.resolve();
};
