import { COMPONENTS, type ComponentName, type EventDetail } from "../components.ts";

/** What a component shows of its properties, as they come from the extension. */
export type Properties = ReadonlyMap<string, unknown>;

/**
 * Builds a component's inside, once; the function it returns brings it up to date with the
 * properties, as often as they change, keeping its elements, and with them the focus. Only that
 * may touch the host's attributes: while it is being made, an element must not have any.
 */
export type Build = (shadow: ShadowRoot, host: ShopifyElement) => (properties: Properties) => void;

/** A component of the extension's as it stands in the page. */
export interface ShopifyElement extends HTMLElement {
  readonly properties: Properties;
  /** Tells the extension, of this element alone, what has happened and what it is worth now. */
  emit(event: string, detail?: EventDetail): void;
}

/** Properties that every element has by itself. */
const NATIVE = new Set(["id", "slot", "lang", "dir"]);

export function defineComponent(name: ComponentName, style: string, build: Build): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { box-sizing: border-box; } :host([hidden]) { display: none; } ${style}`);

  class Component extends HTMLElement implements ShopifyElement {
    readonly properties = new Map<string, unknown>();
    readonly #update: (properties: Properties) => void;

    constructor() {
      super();
      const shadow = this.attachShadow({ mode: "open", delegatesFocus: true });
      shadow.adoptedStyleSheets = [sheet];
      this.#update = build(shadow, this);
    }
    connectedCallback(): void {
      this.#update(this.properties);
    }
    set(property: string, value: unknown): void {
      this.properties.set(property, value);
      this.#update(this.properties);
    }
    emit(event: string, detail: EventDetail = {}): void {
      this.dispatchEvent(new CustomEvent(event, { detail }));
    }
  }
  for (const property of COMPONENTS[name].properties) {
    if (NATIVE.has(property)) continue;
    Object.defineProperty(Component.prototype, property, {
      configurable: true,
      enumerable: true,
      get(this: Component) {
        return this.properties.get(property);
      },
      set(this: Component, value: unknown) {
        this.set(property, value);
      },
    });
  }
  customElements.define(name, Component);
}

/** A property as text; empty where it is not set. */
export const text = (properties: Properties, name: string): string => {
  const value = properties.get(name);
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
};

/** Whether a property is on: `disabled`, `disabled=""`, `disabled={true}`. */
export const isOn = (properties: Properties, name: string): boolean => {
  const value = properties.get(name);
  return value === true || value === "" || value === "true";
};

/** Sets an attribute, or takes it away where there is nothing to say. */
export function setOrRemove(element: Element, name: string, value: string): void {
  if (value === "") element.removeAttribute(name);
  else element.setAttribute(name, value);
}
