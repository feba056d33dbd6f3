import { buyerRoute } from "../api/buyer-route.server.ts";
import { encodeBalance, privately } from "../api/redemption.server.ts";
import { badRequest, notFound } from "../api/refusal.server.ts";
import { orderId } from "../domain/ids.ts";
import { pointsToJson } from "../domain/points.ts";
import { viewOrderPoints } from "../services/view-order-points.server.ts";

// The thank-you page knows the order by another name than the order's own page.
const ORDER = /^(?:gid:\/\/shopify\/Order(?:Identity)?\/)?([1-9]\d{0,19})$/;

/** What an order has earned and cost, once its webhook has been processed. */
const handle = buyerRoute({
  async GET({ shop, customerId, params, context }) {
    const [, id] = ORDER.exec(params["orderId"] ?? "") ?? [];
    if (id === undefined) throw badRequest("order_id", "must be an order's id");
    const view = await viewOrderPoints(context.db, shop, orderId(id), customerId);
    switch (view.kind) {
      case "processing":
        return privately({ status: "processing" }, 202);
      case "not_theirs":
        throw notFound("unknown_order", "The customer has no such order");
      case "known":
        return privately({
          status: "known",
          order_id: id,
          earned: pointsToJson(view.earned),
          will_earn: pointsToJson(view.willEarn),
          pending: pointsToJson(view.pending),
          matures_at: view.maturesAt?.toISOString() ?? null,
          spent: pointsToJson(view.spent),
          restored: pointsToJson(view.restored),
          balance: encodeBalance(view.balance, view.program),
        });
    }
  },
});

export const loader = handle;
export const action = handle;
