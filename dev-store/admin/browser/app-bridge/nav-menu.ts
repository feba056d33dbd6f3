import type { Admin } from "./admin.ts";
import { observed } from "./observed.ts";

/** `<ui-nav-menu>`: the app's links, which the admin shows in its own navigation. */
export function navMenu(admin: Admin): CustomElementConstructor {
  return class extends HTMLElement {
    #end = () => {};
    connectedCallback(): void {
      const tell = () => {
        const links = [...this.querySelectorAll("a")]
          // The link to the app itself is the app's name, as in Shopify's admin.
          .filter((link) => link.rel !== "home")
          .map((link) => ({
            text: link.textContent.trim(),
            href: link.getAttribute("href") ?? "",
          }));
        void admin.menu(links);
      };
      tell();
      this.#end = observed(this, tell);
    }
    disconnectedCallback(): void {
      this.#end();
      void admin.menu([]);
    }
  };
}
