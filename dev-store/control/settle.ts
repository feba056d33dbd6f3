import type { Store } from "../store.ts";

/** What must be at rest in the app; its own /metrics says so. */
const GAUGES = [
  "kopilka_deliveries_queued",
  "kopilka_jobs_outstanding",
  "kopilka_orders_to_refetch",
] as const;
const LOOK_AGAIN_MS = 50;
/** A look at the metrics may outlast the deadline: its answer says what is left. */
const METRICS_PATIENCE_MS = 5000;

export type Settled =
  { readonly kind: "settled" } | { readonly kind: "outstanding"; readonly what: string[] };

/**
 * Waits until nothing is on its way: no webhook queued here, no delivery, job or
 * refetch outstanding in the app, twice in a row. Retries do not wait for their
 * hour meanwhile: they are sent at once.
 * @param deadline milliseconds since 1970 at which to give up and say what is left
 */
export async function settle(store: Store, deadline: number): Promise<Settled> {
  let quiet = 0;
  let what: string[] = [];
  for (;;) {
    store.deliveries.hurry(Date.now());
    store.queue.pump();
    what = [...ownWork(store), ...(await appWork(store.settings.appUrl))];
    quiet = what.length === 0 ? quiet + 1 : 0;
    if (quiet === 2) return { kind: "settled" };
    if (Date.now() >= deadline) return { kind: "outstanding", what };
    await store.queue.settled(Math.min(LOOK_AGAIN_MS, Math.max(1, deadline - Date.now())));
  }
}

function ownWork(store: Store): string[] {
  const queued = store.deliveries.count("queued");
  return queued === 0 && store.queue.underWay() === 0 ? [] : [`${queued} webhooks to deliver`];
}

async function appWork(appUrl: string): Promise<string[]> {
  try {
    const response = await fetch(`${appUrl}/metrics`, {
      signal: AbortSignal.timeout(METRICS_PATIENCE_MS),
    });
    if (!response.ok) return [`the app's /metrics answers ${response.status}`];
    const text = await response.text();
    return GAUGES.flatMap((name) => {
      const values = [...text.matchAll(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, "gm"))].map(
        (match) => Number(match[1]),
      );
      if (values.length === 0) return [`${name} is missing from the app's /metrics`];
      const total = values.reduce((a, b) => a + b, 0);
      return total === 0 ? [] : [`${name} ${total}`];
    });
  } catch (error) {
    return [
      `the app's /metrics does not answer: ${error instanceof Error ? error.message : String(error)}`,
    ];
  }
}
