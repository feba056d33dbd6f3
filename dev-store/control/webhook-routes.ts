import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { parseJsonVerbatim, writeJson } from "../json.ts";
import { Refusal } from "../refusal.ts";
import type { Store } from "../store.ts";
import type { Delivery } from "../storage/deliveries.ts";
import { answer, readValue } from "./answers.ts";

const directInput = z.strictObject({
  topic: z.string().min(1),
  /** Any JSON; its numbers reach the app exactly as they are written here. */
  payload: z.unknown().optional(),
  /** The body as text, for bodies that are not JSON. */
  payload_text: z.string().optional(),
  /** Beside or instead of Shopify's headers; null leaves one out. */
  headers: z.record(z.string(), z.string().nullable()).default({}),
});

/** `/control/webhooks`: deliver exactly this, look at what was delivered, deliver it again. */
export function webhookRoutes(store: Store): Hono {
  const routes = new Hono();

  routes.post("/", async (c) => {
    let body: unknown;
    try {
      body = parseJsonVerbatim(await c.req.text());
    } catch (error) {
      throw new Refusal(
        400,
        "malformed_json",
        `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    const input = readValue(body, directInput);
    if (input.payload === undefined && input.payload_text === undefined)
      throw new Refusal(422, "invalid_field", "is needed", "payload");
    const id = store.deliveries.add({
      topic: input.topic,
      lane: `direct/${randomUUID()}`,
      about: "",
      payload: input.payload_text ?? writeJson(input.payload),
      webhookId: randomUUID(),
      eventId: randomUUID(),
      triggeredAt: new Date(),
      headers: input.headers,
      // Not queued: it is sent here and now, once.
      status: "failed",
      dueAt: Date.now(),
    });
    const delivery = deliveryOf(store, id);
    const reply = await store.queue.send(delivery);
    store.queue.recordAnswer(delivery, reply, false);
    if (reply.kind === "no_answer")
      throw new Refusal(502, "app_unreachable", `The app did not answer: ${reply.reason}`);
    return answer(c, {
      status: reply.status,
      body: reply.body,
      delivery_id: id,
    });
  });

  routes.get("/", (c) => {
    const before = c.req.query("before");
    const topic = c.req.query("topic");
    const conditions = topic === undefined ? [] : [{ sql: "topic = ?", values: [topic] }];
    const deliveries = store.deliveries.page(
      before !== undefined && /^\d{1,15}$/.test(before) ? Number(before) : null,
      50,
      conditions,
    );
    return answer(c, {
      deliveries: deliveries.map(deliveryJson),
      next: deliveries.length === 50 ? deliveries.at(-1)?.id : null,
    });
  });

  routes.get("/:id", (c) => {
    const delivery = deliveryOf(store, Number(c.req.param("id")));
    return answer(c, {
      delivery: { ...deliveryJson(delivery), payload: delivery.payload },
    });
  });

  routes.post("/:id/redeliver", (c) => {
    const delivery = deliveryOf(store, Number(c.req.param("id")));
    store.deliveries.requeue(delivery.id, Date.now());
    store.queue.pump();
    return answer(c, {
      delivery: deliveryJson(deliveryOf(store, delivery.id)),
    });
  });
  return routes;
}

export function deliveryOf(store: Store, id: number): Delivery {
  const delivery = Number.isSafeInteger(id) ? store.deliveries.get(id) : null;
  if (delivery === null) throw new Refusal(404, "not_found", "There is no such delivery");
  return delivery;
}

const deliveryJson = (delivery: Delivery) => ({
  id: delivery.id,
  topic: delivery.topic,
  webhook_id: delivery.webhookId,
  event_id: delivery.eventId,
  triggered_at: delivery.triggeredAt,
  status: delivery.status,
  attempts: delivery.attempts,
  next_attempt_at: delivery.status === "queued" ? new Date(delivery.dueAt) : null,
  answer_status: delivery.answerStatus,
  answer: delivery.answer,
  history: delivery.history,
});
