import { Hono } from "hono";
import { z } from "zod";
import { completeDraft, completeInput, makeDraft } from "../orders/drafts.ts";
import { newOrder } from "../orders/order-input.ts";
import { restId } from "../rest/money-set.ts";
import { orderJson } from "../rest/order-json.ts";
import type { Store } from "../store.ts";
import { answer, pathId, readBody, readValue, unwrapped } from "./answers.ts";

/** `/control/draft-orders`: what the merchant's staff puts together and completes later. */
export function draftRoutes(store: Store): Hono {
  const routes = new Hono();
  routes.post("/", async (c) => {
    const given = unwrapped(await readBody(c, z.unknown()), "draft_order");
    readValue(given, newOrder);
    return answer(c, { draft_order: { id: restId(makeDraft(store, given)) } }, 201);
  });
  routes.post("/:id/complete", async (c) => {
    const order = completeDraft(store, pathId(c), await readBody(c, completeInput));
    return answer(c, { order: orderJson(store, order) }, 201);
  });
  return routes;
}
