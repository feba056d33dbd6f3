import { z } from "zod";
import { time } from "../control/fields.ts";
import { parseJson, writeJson } from "../json.ts";
import type { Id, Order } from "../model.ts";
import { notFound } from "../refusal.ts";
import type { Store } from "../store.ts";
import { createOrder } from "./actions.ts";
import { newOrder, type OrderInput } from "./order-input.ts";

/** Body of `POST /control/draft-orders/{id}/complete`. */
export const completeInput = z.strictObject({
  /** True: the order is to be paid later. */
  payment_pending: z.boolean().default(false),
  at: time.optional(),
});

/**
 * Keeps a draft; nobody is told of it, because it is no order yet.
 * @param given as it came; it has been read once, so that what is wrong with it was refused
 */
export function makeDraft(store: Store, given: unknown): Id {
  return store.db.transaction(() => {
    const id = store.facts.nextId("draft_order");
    const sql = "INSERT INTO draft_orders (id, document) VALUES (?, ?)";
    store.db.run(sql, BigInt(id), Buffer.from(writeJson(given)));
    return id;
  });
}

/** Makes an order of a draft, which is gone then. */
export function completeDraft(
  store: Store,
  id: Id,
  { payment_pending: pending, at }: z.output<typeof completeInput>,
): Order {
  const row = store.db.get("SELECT document FROM draft_orders WHERE id = ?", BigInt(id));
  if (row === undefined) throw notFound("draft order", id);
  const given: unknown = parseJson(Buffer.from(row["document"] as Uint8Array).toString());
  const input: OrderInput = newOrder.parse(given);
  const order = createOrder(store, {
    ...input,
    source_name: "shopify_draft_order",
    financial_status: pending ? "pending" : "paid",
    ...(at && { at }),
  });
  store.db.run("DELETE FROM draft_orders WHERE id = ?", BigInt(id));
  return order;
}
