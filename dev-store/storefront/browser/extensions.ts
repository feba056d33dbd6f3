import type { ChangeResult, ExtensionOffer, ExtensionState } from "../../sandbox/contract.ts";
import { defineComponents } from "../../sandbox/host/components.ts";
import { runExtension, showFailure, type PageServices } from "../../sandbox/host/run-extension.ts";

/** What the server tells this script; see extensionScripts. */
interface Settings {
  readonly token: string;
  readonly placed: readonly { readonly offer: ExtensionOffer; readonly state: ExtensionState }[];
}

interface Fresh {
  readonly states: Readonly<Record<string, ExtensionState>>;
  readonly summary: string;
  readonly expected_total: string;
}

/** Runs the extensions of a checkout or thank-you page, and keeps page and extensions in step. */
const settings = JSON.parse(document.getElementById("extensions")?.textContent ?? "") as Settings;
const checkout = `/checkouts/${settings.token}`;
const updates: ((fresh: Fresh) => void)[] = [];

async function place(offer: ExtensionOffer, state: ExtensionState): Promise<void> {
  const target = offer.kind === "runs" ? offer.start.target : offer.target;
  const element = document.querySelector<HTMLElement>(`[data-target="${target}"]`);
  if (element === null) return;
  if (offer.kind === "refused") {
    showFailure(element, offer.handle, offer.reason);
    return;
  }
  const { handle } = offer.start;
  const running = await runExtension(element, offer.start, state, services);
  updates.push(({ states }) => void running.update(states[handle] ?? {}));
}

const services: PageServices = {
  async sessionToken() {
    const answer = await fetch(`${checkout}/session-token`, { method: "POST" });
    return ((await answer.json()) as { token: string }).token;
  },
  async change(_kind, change) {
    if (isAccelerated()) {
      return {
        type: "error",
        message: "Changes are not possible in an accelerated checkout (Apple Pay, Google Pay)",
      };
    }
    const answer = await fetch(`${checkout}/change`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(change),
    });
    const result = (await answer.json()) as ChangeResult;
    // The extension hears of it when the checkout shows it, as at Shopify.
    await refresh();
    return result;
  },
};

function isAccelerated(): boolean {
  const chosen = document.querySelector<HTMLInputElement>("#pay input[name=payment]:checked");
  return chosen?.value === "accelerated";
}

/** Brings totals and extensions up to date with the checkout, without loading the page anew. */
async function refresh(): Promise<void> {
  const answer = await fetch(`${checkout}/state`);
  const fresh = (await answer.json()) as Fresh;
  const summary = document.getElementById("summary");
  if (summary !== null) summary.innerHTML = fresh.summary;
  const expected = document.querySelector<HTMLInputElement>("#pay input[name=expected_total]");
  if (expected !== null) expected.value = fresh.expected_total;
  for (const update of updates) update(fresh);
}

defineComponents();
for (const { offer, state } of settings.placed) void place(offer, state);
