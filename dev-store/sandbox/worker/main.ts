import "@remote-dom/core/polyfill";
import { ThreadMessagePort } from "@quilted/threads";
import { ROOT_ID, type RemoteConnection } from "@remote-dom/core";
import {
  BatchingRemoteConnection,
  connectRemoteNode,
  setRemoteId,
} from "@remote-dom/core/elements";
import type { ExtensionStart, ExtensionState, PageSide, WorkerSide } from "../contract.ts";
import { shopifyGlobal, type Page, type Registered } from "./api.ts";
import { lockDown, mappedFetch } from "./lockdown.ts";
import { defineRemoteElements } from "./remote-elements.ts";
import { StateSignals } from "./state-signals.ts";

/** The worker that one extension target runs in, with a document of its own and nothing else. */
addEventListener(
  "message",
  ({ ports: [port] }) => {
    if (port === undefined) throw new Error("The worker was given no port to the page");
    let signals: StateSignals | null = null;
    const thread = new ThreadMessagePort<PageSide, WorkerSide>(port, {
      exports: {
        start: async (extension, state) => {
          signals = new StateSignals(state);
          await run(extension, signals, thread.imports);
        },
        update: async (state: ExtensionState) => signals?.update(state),
      },
    });
    port.start();
  },
  { once: true },
);

async function run(start: ExtensionStart, signals: StateSignals, page: Page): Promise<void> {
  tellOfFailures(page);
  const registered: Registered = new Map();
  const shopify = shopifyGlobal(start, signals, page, registered);
  Object.assign(globalThis, { shopify });
  defineRemoteElements();
  const { productionOrigin, appOrigin } = start;
  lockDown(start.networkAccess ? mappedFetch(productionOrigin, appOrigin) : null);

  // Mutations of one turn are sent together, in their order; the page says what it refuses.
  const connection: RemoteConnection = {
    mutate: (records) => void page.mutate(records),
    call: (id, method, ...args) => page.call(id, method, ...args),
  };
  setRemoteId(document.body, ROOT_ID);
  connectRemoteNode(document.body, new BatchingRemoteConnection(connection));

  // Indirect, so that the bundle sees the global scope and nothing of this file.
  const evaluate = eval;
  evaluate(`${start.code}\n//# sourceURL=${start.handle}.js`);
  const extension = registered.get(start.target);
  if (extension === undefined) throw new Error(`The bundle has no code for ${start.target}`);
  await extension(shopify);
}

function tellOfFailures(page: Page): void {
  const tell = (error: unknown) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    void page.failed(text.includes(String(error)) ? text : `${String(error)}\n${text}`);
  };
  addEventListener("error", (event) => tell(event.error ?? event.message));
  addEventListener("unhandledrejection", (event) => tell(event.reason));
}
