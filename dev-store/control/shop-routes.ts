import { Hono } from "hono";
import { z } from "zod";
import { redactShop } from "../customers/compliance.ts";
import { changeScopes, installApp, uninstallApp } from "../oauth/install.ts";
import { Refusal } from "../refusal.ts";
import { makeSessionToken } from "../oauth/session-token.ts";
import type { Store } from "../store.ts";
import { addDefinition } from "../graphql/definitions.ts";
import { answer, readBody } from "./answers.ts";
import { faultsSchema } from "./faults.ts";
import { settle } from "./settle.ts";
import { stateJson } from "./state.ts";

const MAX_WAIT_MS = 10 * 60_000;

/** A metafield definition as shopify.app.toml would declare it. */
const definitionBody = z
  .strictObject({
    owner_type: z.enum(["CUSTOMER", "ORDER"]),
    namespace: z.string().default("$app"),
    key: z.string().min(1),
    type: z.string(),
    cart_to_order_copyable: z.boolean().default(false),
  })
  .transform((given) => ({
    ownerType: given.owner_type,
    namespace: given.namespace,
    key: given.key,
    name: given.key,
    type: given.type,
    capabilities: { cartToOrderCopyable: { enabled: given.cart_to_order_copyable } },
  }));

/** `/control`: the shop as a whole. */
export function shopRoutes(store: Store): Hono {
  const routes = new Hono();

  routes.get("/state", (c) => answer(c, stateJson(store)));
  routes.put("/api-token", async (c) => {
    const { token } = await readBody(c, z.strictObject({ token: z.string().min(1) }));
    store.facts.write("api_token", token);
    return answer(c, { token });
  });
  routes.put("/faults", async (c) => {
    store.faults.replace(await readBody(c, faultsSchema));
    return answer(c, { faults: store.faults.current() });
  });
  routes.get("/faults", (c) => answer(c, { faults: store.faults.current() }));
  routes.put("/retries", async (c) => {
    const { pauses_ms: pauses } = await readBody(
      c,
      z.strictObject({
        pauses_ms: z.array(z.int().min(0).max(86_400_000)).max(8).nullable(),
      }),
    );
    if (pauses === null) store.facts.forget("retry_pauses_ms");
    else store.facts.write("retry_pauses_ms", JSON.stringify(pauses));
    return answer(c, { pauses_ms: store.retryPauses() });
  });
  routes.post("/settle", async (c) => {
    const given =
      c.req.query("timeout_ms") ??
      (await readBody(c, z.strictObject({ timeout_ms: z.int().optional() }))).timeout_ms;
    const timeout = Number(given ?? 60_000);
    if (!Number.isInteger(timeout) || timeout < 0 || timeout > MAX_WAIT_MS) {
      throw new Refusal(
        422,
        "invalid_field",
        `must be a whole number from 0 to ${MAX_WAIT_MS}`,
        "timeout_ms",
      );
    }
    const started = Date.now();
    const outcome = await settle(store, started + timeout);
    if (outcome.kind === "outstanding") {
      throw new Refusal(
        504,
        "not_settled",
        `After ${timeout} ms still outstanding: ${outcome.what.join("; ")}`,
      );
    }
    return answer(c, { settled: true, waited_ms: Date.now() - started });
  });
  routes.post("/install", async (c) => answer(c, await installApp(store)));
  routes.post("/uninstall", async (c) => {
    const kept = z.array(z.enum(["discounts", "metafields"])).default([]);
    const { keep } = await readBody(c, z.strictObject({ keep: kept }));
    return answer(c, uninstallApp(store, keep));
  });
  routes.post("/metafield-definitions", async (c) =>
    answer(c, addDefinition(store, await readBody(c, definitionBody)), 201),
  );
  routes.put("/scopes", async (c) => {
    const scope = z.string().regex(/^[a-z_]+$/, "must be a scope such as read_orders");
    const { scopes } = await readBody(c, z.strictObject({ scopes: z.array(scope).min(1) }));
    return answer(c, changeScopes(store, scopes));
  });
  routes.post("/redact", (c) => answer(c, redactShop(store)));
  routes.post("/session-token", (c) =>
    answer(c, { token: makeSessionToken(store.settings, store.now()) }),
  );
  return routes;
}
