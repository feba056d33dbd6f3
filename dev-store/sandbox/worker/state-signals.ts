import { Signal as OwnSignal } from "@preact/signals-core";
import type { ExtensionState } from "../contract.ts";

/** Makes one signal: `Signal` of @preact/signals. */
export type SignalMaker = new (value: unknown) => { value: unknown };

/**
 * The checkout's state as signals. The extension brings its own kind of signal (by
 * `shopify.setSignals`, from `@shopify/ui-extensions/preact`): only that one makes its
 * components render again.
 */
export class StateSignals {
  #maker: SignalMaker = OwnSignal;
  readonly #signals = new Map<string, { value: unknown }>();
  readonly #texts = new Map<string, string | undefined>();

  constructor(state: ExtensionState) {
    for (const [path, value] of Object.entries(state)) {
      this.#signals.set(path, new this.#maker(value ?? undefined));
      this.#texts.set(path, JSON.stringify(value));
    }
  }

  use(maker: SignalMaker): void {
    this.#maker = maker;
    for (const [path, signal] of this.#signals) {
      this.#signals.set(path, new this.#maker(signal.value));
    }
  }

  /** Sets what has changed, and nothing else, so that nothing renders for nothing. */
  update(state: ExtensionState): void {
    for (const [path, value] of Object.entries(state)) {
      const text = JSON.stringify(value);
      const signal = this.#signals.get(path);
      if (signal === undefined || this.#texts.get(path) === text) continue;
      this.#texts.set(path, text);
      signal.value = value ?? undefined;
    }
  }

  value(path: string): unknown {
    return this.#signals.get(path)?.value;
  }

  /** Hangs each signal into the global where its path says: `cost.totalAmount` into `cost`. */
  describe(shopify: Record<string, unknown>): void {
    for (const path of this.#signals.keys()) {
      const names = path.split(".");
      const last = names.pop() ?? path;
      let place = shopify;
      for (const name of names) place = (place[name] ??= {}) as Record<string, unknown>;
      Object.defineProperty(place, last, {
        enumerable: true,
        get: () => this.#signals.get(path),
      });
    }
  }
}
