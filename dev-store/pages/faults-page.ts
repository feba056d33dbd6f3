import { html, raw } from "hono/html";
import type { Faults } from "../control/faults.ts";
import { field, postForm, type Markup } from "./layout.ts";

/** A form of all that can go wrong on purpose. */
export function faultsPage(faults: Faults): Markup {
  const check = (name: string, on: boolean, label: string) =>
    html`<label class="inline"
      ><input type="checkbox" name="${name}" value="1" ${on ? raw("checked") : ""} />
      ${label}</label
    >`;
  const throttle = faults.admin_api.throttle;
  return html`<p>
      What goes wrong on purpose between the shop and the app. It stays so over a restart.
    </p>
    <div style="max-width: 560px">
      ${postForm(
        "/faults",
        html`<h2>Webhooks</h2>
          ${field("Extra deliveries of each (below 1: the probability of one)", html`<input name="duplicate" inputmode="decimal" value="${faults.duplicate}" />`)}
          ${field("Probability of losing one, 0 to 1", html`<input name="lose" inputmode="decimal" value="${faults.lose}" />`)}
          ${field("Delay, in milliseconds", html`<input name="delay_ms" inputmode="numeric" value="${faults.delay_ms}" />`)}
          ${check("reorder", faults.reorder, "In random order")}
          ${check("edit_lists_removals", faults.edit_lists_removals, "List an edit's removals among the refunds, as Shopify does")}
          <h2>Admin API</h2>
          ${field("Probability of an error, 0 to 1", html`<input name="error_rate" inputmode="decimal" value="${faults.admin_api.error_rate}" />`)}
          ${check("throttle", throttle !== null && throttle !== false && throttle !== 0, "Throttle as on Shopify's Standard plan")}
          <h2>Checkout: not known of Shopify</h2>
          ${check("discount_title", faults.discount_title === "message", "An order calls an automatic discount by its Function's message, not by its title")}
          ${check("webhook_metafields", faults.webhook_metafields, "Order webhooks carry the hold's metafield")}
          ${check("rerun_on_metafield", faults.rerun_on_metafield, "Functions run when only a metafield of the cart has changed")}
          ${check("rerun_at_payment", faults.rerun_at_payment, "Functions run once more at payment")}
          ${check("stale_app_metafields", faults.stale_app_metafields, "An open extension goes on seeing the metafields that it started with")}`,
        "Save",
        "main",
      )}
      ${postForm("/faults/none", "", "Nothing goes wrong")}
    </div>`;
}
