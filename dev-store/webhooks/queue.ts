import type { Settings } from "../settings.ts";
import type { Delivery, DeliveryStorage } from "../storage/deliveries.ts";
import { sendWebhook, type Answer } from "./send.ts";

const MINUTE = 60_000;

/** Pauses before the 8 retries: about 4 hours in all, growing, as with Shopify. */
export const RETRY_PAUSES_MS: readonly number[] = [
  10_000,
  MINUTE,
  4 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  40 * MINUTE,
  65 * MINUTE,
  100 * MINUTE,
];

const AT_ONCE = 8;

/**
 * Sends what is queued. One lane (an order, a customer) is sent in sequence so
 * that a store without faults delivers in order; lanes run beside each other,
 * and what waits for a retry holds nobody up. The queue lies in the database,
 * so a restart goes on where it stopped.
 */
export function webhookQueue(
  settings: Settings,
  deliveries: DeliveryStorage,
  retryPauses: () => readonly number[],
) {
  const underWay = new Map<number, Promise<void>>();
  const busyLanes = new Map<number, string>();
  const watchers = new Set<() => void>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  function pump(): void {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    while (underWay.size < AT_ONCE) {
      const next = deliveries.nextDue(Date.now(), [...busyLanes.values()]);
      if (next === null) break;
      busyLanes.set(next.id, next.lane);
      underWay.set(next.id, attempt(next));
    }
    const dueAt = deliveries.nextDueAt();
    // Due but in a busy lane: the end of that delivery pumps again.
    if (dueAt !== null && dueAt > Date.now())
      timer = setTimeout(pump, Math.min(dueAt - Date.now(), MINUTE));
  }

  async function attempt(delivery: Delivery): Promise<void> {
    const answer = await sendWebhook(settings, delivery, stopping.signal);
    // A delivery cut short by the shutdown stays queued and goes out after the restart.
    if (!stopping.signal.aborted) recordAnswer(delivery, answer);
    underWay.delete(delivery.id);
    busyLanes.delete(delivery.id);
    for (const watcher of watchers) watcher();
    pump();
  }

  /** Writes down what the app answered; returns whether it took the webhook. */
  function recordAnswer(delivery: Delivery, answer: Answer, mayRetry = true): boolean {
    const attempts = delivery.attempts + 1;
    const taken = answer.kind === "answered" && answer.status >= 200 && answer.status < 300;
    const pause = mayRetry ? retryPauses()[attempts - 1] : undefined;
    deliveries.record(delivery.id, {
      status: taken ? "delivered" : pause === undefined ? "failed" : "queued",
      dueAt: taken ? delivery.dueAt : Date.now() + (pause ?? 0),
      attempts,
      answerStatus: answer.kind === "answered" ? answer.status : null,
      answer: answer.kind === "answered" ? answer.body : answer.reason,
      history: [
        ...delivery.history,
        {
          at: new Date().toISOString(),
          status: answer.kind === "answered" ? answer.status : null,
          error: answer.kind === "answered" ? null : answer.reason,
        },
      ],
    });
    return taken;
  }

  return {
    /** To be called after something was queued and committed. */
    pump: () => void setImmediate(pump),
    recordAnswer,
    send: (delivery: Delivery) => sendWebhook(settings, delivery, stopping.signal),
    underWay: () => underWay.size,
    /** Resolves after the next delivery has come to an end, or after `ms`. */
    settled: (ms: number) =>
      new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(deadline);
          watchers.delete(done);
          resolve();
        };
        const deadline = setTimeout(done, ms);
        watchers.add(done);
      }),
    async stop(): Promise<void> {
      stopping.abort();
      clearTimeout(timer);
      await Promise.allSettled(underWay.values());
    },
  };
}

export type WebhookQueue = ReturnType<typeof webhookQueue>;
