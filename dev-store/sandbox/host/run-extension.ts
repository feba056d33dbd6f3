import { ThreadMessagePort } from "@quilted/threads";
import { DOMRemoteReceiver } from "@remote-dom/core/receivers";
import { COMPONENTS } from "../components.ts";
import type {
  ExtensionStart,
  ExtensionState,
  JsonValue,
  PageSide,
  WorkerSide,
} from "../contract.ts";

/** What an extension may ask of the page that it stands in. */
export type PageServices = Pick<PageSide, "sessionToken" | "change">;

/** A running extension, which is told when the checkout changes. */
export interface RunningExtension {
  update(state: ExtensionState): Promise<void>;
}

/** Runs one target in a worker inside a sandboxed frame, and shows what it renders in `place`. */
export async function runExtension(
  place: HTMLElement,
  start: ExtensionStart,
  state: ExtensionState,
  services: PageServices,
): Promise<RunningExtension> {
  const root = document.createElement("div");
  place.append(root);
  const fail = (message: string) => showFailure(place, start.handle, message);
  const receiver = new DOMRemoteReceiver({
    root,
    elements: Object.keys(COMPONENTS),
    call: (element, method) => {
      if (method !== "focus" && method !== "blur") throw new Error(`There is no ${method}() here`);
      (element as HTMLElement)[method]();
    },
  });
  const { port1, port2 } = new MessageChannel();
  const thread = new ThreadMessagePort<WorkerSide, PageSide>(port1, {
    exports: {
      ...services,
      async mutate(records) {
        try {
          receiver.connection.mutate(records);
        } catch (error) {
          fail(error instanceof Error ? error.message : String(error));
        }
      },
      call: async (id, method, ...args) => receiver.connection.call(id, method, ...args),
      storage: async (action, key, value) => stored(start.handle, action, key, value),
      failed: async (message) => fail(message),
    },
  });
  port1.start();
  const [frame, worker] = await Promise.all([sandbox(start.networkAccess), workerCode()]);
  // The frame's origin is opaque: no other name for it exists.
  frame.postMessage(worker, "*", [port2]);
  try {
    await thread.imports.start(start, state);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
  }
  return { update: (next) => thread.imports.update(next) };
}

/** The reason why an extension shows nothing, or not all of it, for the developer to see. */
export function showFailure(place: HTMLElement, handle: string, message: string): void {
  const box = document.createElement("div");
  box.className = "said bad extension-error";
  box.setAttribute("role", "alert");
  const [heading, reason] = [document.createElement("strong"), document.createElement("pre")];
  heading.textContent = `The extension ${handle} failed`;
  reason.textContent = message;
  reason.tabIndex = 0;
  box.append(heading, reason);
  place.append(box);
}

async function sandbox(networkAccess: boolean): Promise<Window> {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = `/store/sandbox?network=${networkAccess ? 1 : 0}`;
  frame.hidden = true;
  frame.title = "Extension sandbox";
  const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
  document.body.append(frame);
  await loaded;
  if (frame.contentWindow === null) throw new Error("The sandbox has no window");
  return frame.contentWindow;
}

let code: Promise<string> | null = null;

const workerCode = (): Promise<string> =>
  (code ??= fetch("/store/extension-worker.js").then((answer) => answer.text()));

/** `shopify.storage`: the buyer's browser keeps it, for each extension apart. */
function stored(
  handle: string,
  action: "read" | "write" | "delete",
  key: string,
  value: unknown,
): JsonValue {
  const name = `dev-store-extension/${handle}/${key}`;
  if (action === "write") localStorage.setItem(name, JSON.stringify(value ?? null));
  if (action === "delete") localStorage.removeItem(name);
  return JSON.parse((action === "read" ? localStorage.getItem(name) : null) ?? "null") as JsonValue;
}
