import { randomUUID } from "node:crypto";
import type { FaultSwitches } from "../control/faults.ts";
import { writeJson } from "../json.ts";
import type { FactStorage } from "../storage/facts.ts";
import type { DeliveryStorage } from "../storage/deliveries.ts";
import { COMPLIANCE_TOPICS, INCLUDED_FIELDS, type Topic } from "./topics.ts";

/** With `reorder` alone, deliveries are mixed within this time. */
const REORDER_WINDOW_MS = 250;

export interface Publication {
  readonly topic: Topic;
  readonly payload: unknown;
}

/**
 * Queues the webhooks of one event: what happened to one order or customer,
 * named by `about`. This is where duplicates, losses, delays and reordering come
 * in. It must run inside the transaction of the change that it announces.
 */
export function publisher(deliveries: DeliveryStorage, facts: FactStorage, faults: FaultSwitches) {
  return function publish(about: string, publications: readonly Publication[]): void {
    const { duplicate, reorder, lose, delay_ms: delay } = faults.current();
    const uninstalled = facts.read("app") === "uninstalled";
    const eventId = randomUUID();
    for (const { topic, payload } of publications) {
      if (uninstalled && !COMPLIANCE_TOPICS.includes(topic)) continue;
      const lost = Math.random() < lose;
      const extra = duplicate >= 1 ? duplicate : Math.random() < duplicate ? 1 : 0;
      const webhookId = randomUUID();
      const text = writeJson(includedIn(topic, payload));
      for (let copy = 0; copy <= (lost ? 0 : extra); copy += 1) {
        const wait = reorder
          ? Math.floor(Math.random() * Math.max(delay, REORDER_WINDOW_MS))
          : delay;
        deliveries.add({
          topic,
          // A lane of its own lets a delivery overtake others.
          lane: reorder ? randomUUID() : about,
          about,
          payload: text,
          webhookId,
          eventId,
          triggeredAt: new Date(),
          headers: {},
          status: lost ? "lost" : "queued",
          dueAt: Date.now() + wait,
        });
      }
    }
  };
}

/** The fields of the payload that the subscription asks for; all of them where it names none. */
function includedIn(topic: Topic, payload: unknown): unknown {
  const fields = INCLUDED_FIELDS[topic];
  if (fields === undefined || typeof payload !== "object" || payload === null) return payload;
  return Object.fromEntries(Object.entries(payload).filter(([field]) => fields.includes(field)));
}

export type Publish = ReturnType<typeof publisher>;
