import { createRemoteElement, RemoteEvent } from "@remote-dom/core/elements";
import { COMPONENTS, type EventDetail } from "../components.ts";

/** What the buyer changes: the page tells it with an event, and the extension reads it. */
const TYPED = ["value", "checked"] as const;
type Typed = (typeof TYPED)[number];

/** These rise through the document, as they do in browsers; and their element hears them always. */
const RISING = new Set(["change", "click", "input", "submit"]);

/** Defines the components in the worker: elements whose every change is told to the page. */
export function defineRemoteElements(): void {
  for (const [name, { properties, events }] of Object.entries(COMPONENTS)) {
    const definitions = events.map((event): [string, object] => [
      event,
      {
        bubbles: RISING.has(event),
        dispatchEvent(this: RemoteComponent, detail: EventDetail | undefined) {
          this.takeOver(detail);
          return new RemoteEvent(event, {
            detail,
            cancelable: true,
            bubbles: RISING.has(event),
          });
        },
      },
    ]);
    customElements.define(name, remoteComponent(properties, Object.fromEntries(definitions)));
  }
}

interface RemoteComponent extends HTMLElement {
  takeOver(detail: EventDetail | undefined): void;
}

function remoteComponent(properties: readonly string[], events: object): CustomElementConstructor {
  const Base = createRemoteElement({
    properties: Object.fromEntries(properties.map((property) => [property, {}])),
    events: events as Record<string, never>,
  });
  class Component extends Base {
    readonly #own = new Map<Typed, unknown>();
    readonly #sent = new Map<Typed, unknown>();

    worth(name: Typed): unknown {
      return this.#own.get(name);
    }
    setWorth(name: Typed, value: unknown): void {
      // Remote DOM sends nothing when the extension sets what it has set before; but the buyer
      // may have typed something else since, which has to go.
      const overtyped = this.#own.get(name) !== this.#sent.get(name);
      if (overtyped && this.#sent.get(name) === value) this.updateRemoteProperty(name, undefined);
      this.#own.set(name, value);
      this.#sent.set(name, value);
      this.updateRemoteProperty(name, value);
    }
    /** What the buyer has typed; not sent back to the page, where they may have typed on. */
    takeOver(detail: EventDetail | undefined): void {
      if (typeof detail !== "object") return;
      if (detail.value !== undefined) this.#own.set("value", detail.value);
      if (detail.checked !== undefined) this.#own.set("checked", detail.checked);
    }
  }
  for (const name of TYPED.filter((typed) => properties.includes(typed))) {
    Object.defineProperty(Component.prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: Component) {
        return this.worth(name);
      },
      set(this: Component, value: unknown) {
        this.setWorth(name, value);
      },
    });
  }
  return Component;
}
