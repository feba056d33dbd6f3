import { barButton, observed } from "./observed.ts";

/** What `<ui-modal>` can do for the app's code. */
interface ModalElement extends HTMLElement {
  show(): Promise<void>;
  hide(): Promise<void>;
  toggle(): Promise<void>;
}

/**
 * `<ui-modal>`: a dialog with the app's content, and the buttons of its `<ui-title-bar>` below.
 * It is the browser's own dialog inside the app's page; Shopify's covers the whole admin.
 */
export class UiModal extends HTMLElement implements ModalElement {
  readonly #dialog = document.createElement("dialog");
  readonly #heading = document.createElement("h2");
  readonly #buttons = document.createElement("p");
  /** Where the app's code renders into: React's portal asks for it. */
  readonly content = document.createElement("div");
  #end = () => {};

  constructor() {
    super();
    this.#dialog.append(this.#heading, this.content, this.#buttons);
    this.#dialog.addEventListener("close", () => this.dispatchEvent(new Event("hide")));
    // The page's own style knows nothing of this dialog.
    this.#dialog.style.cssText =
      "width: min(620px, calc(100vw - 48px)); border: 1px solid #ccc; border-radius: 12px; padding: 20px";
    this.#heading.style.cssText = "font-size: 16px; font-weight: 600; margin: 0 0 12px";
    this.#buttons.style.cssText =
      "display: flex; gap: 8px; justify-content: flex-end; margin: 16px 0 0";
  }
  get showing(): boolean {
    return this.#dialog.open;
  }
  connectedCallback(): void {
    document.body.append(this.#dialog);
    this.#mirror();
    this.#end = observed(this, () => this.#mirror());
  }
  disconnectedCallback(): void {
    this.#end();
    this.#dialog.remove();
  }
  show(): Promise<void> {
    if (!this.showing) {
      this.#mirror();
      this.#dialog.showModal();
      this.dispatchEvent(new Event("show"));
    }
    return Promise.resolve();
  }
  hide(): Promise<void> {
    if (this.showing) this.#dialog.close();
    return Promise.resolve();
  }
  toggle(): Promise<void> {
    return this.showing ? this.hide() : this.show();
  }
  /** The title bar's buttons, each pressing its original. */
  #mirror(): void {
    const bar = this.querySelector("ui-title-bar");
    this.#heading.textContent = bar?.getAttribute("title") ?? "";
    this.#dialog.setAttribute("aria-label", this.#heading.textContent);
    const originals = bar === null ? [] : [...bar.querySelectorAll<HTMLElement>("button")];
    const buttons = originals.map((original) => {
      const button = document.createElement("button");
      const { label, disabled, loading } = barButton(original);
      button.textContent = label;
      button.disabled = disabled || loading;
      button.addEventListener("click", () => original.click());
      return button;
    });
    this.#buttons.replaceChildren(...buttons);
  }
}

const modal = (id: string) => document.getElementById(id) as ModalElement | null;

export const modalApi = {
  show: async (id: string) => modal(id)?.show(),
  hide: async (id: string) => modal(id)?.hide(),
  toggle: async (id: string) => modal(id)?.toggle(),
};
