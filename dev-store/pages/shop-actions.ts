import { Hono } from "hono";
import { readValue } from "../control/answers.ts";
import { faultsSchema } from "../control/faults.ts";
import { deliveryOf } from "../control/webhook-routes.ts";
import { redactShop } from "../customers/compliance.ts";
import { installApp, uninstallApp } from "../oauth/install.ts";
import type { Store } from "../store.ts";
import { act, formOf } from "./form.ts";

/** What the forms of the overview, the deliveries and the faults do. */
export function shopActions(store: Store): Hono {
  const routes = new Hono();

  routes.post("/install", (c) =>
    act(c, "/", async () => {
      const { status, has_token: hasToken } = await installApp(store);
      return {
        said: `The app answered ${status}${hasToken ? " and holds an access token" : ", but holds no access token"}.`,
      };
    }),
  );
  routes.post("/uninstall", (c) =>
    act(c, "/", () => {
      uninstallApp(store);
      return { said: "The app was uninstalled; app/uninstalled is on its way." };
    }),
  );
  routes.post("/redact", (c) =>
    act(c, "/", () => {
      redactShop(store);
      return { said: "shop/redact is on its way." };
    }),
  );
  routes.post("/deliveries/:id{\\d+}/redeliver", (c) =>
    act(c, `/deliveries/${c.req.param("id")}`, () => {
      const delivery = deliveryOf(store, Number(c.req.param("id")));
      store.deliveries.requeue(delivery.id, Date.now());
      store.queue.pump();
      return { said: "It is on its way again." };
    }),
  );
  routes.post("/faults", async (c) => {
    const form = await formOf(c);
    return act(c, "/faults", () => {
      const number = (name: string) => (form[name] === undefined ? 0 : Number(form[name]));
      store.faults.replace(
        readValue(
          {
            duplicate: number("duplicate"),
            lose: number("lose"),
            delay_ms: number("delay_ms"),
            reorder: form["reorder"] !== undefined,
            edit_lists_removals: form["edit_lists_removals"] !== undefined,
            discount_title: form["discount_title"] === undefined ? "title" : "message",
            webhook_metafields: form["webhook_metafields"] !== undefined,
            rerun_on_metafield: form["rerun_on_metafield"] !== undefined,
            rerun_at_payment: form["rerun_at_payment"] !== undefined,
            stale_app_metafields: form["stale_app_metafields"] !== undefined,
            admin_api: {
              error_rate: number("error_rate"),
              throttle: form["throttle"] !== undefined,
            },
          },
          faultsSchema,
        ),
      );
      return { said: "Saved." };
    });
  });
  routes.post("/faults/none", (c) =>
    act(c, "/faults", () => {
      store.faults.replace(faultsSchema.parse({}));
      return { said: "Nothing goes wrong any more." };
    }),
  );
  return routes;
}
