import { buyerRoute } from "../api/buyer-route.server.ts";
import { checkBody, readJson } from "../api/read-request.server.ts";
import {
  encodeHold,
  encodeRedemption,
  holdRequestSchema,
  privately,
} from "../api/redemption.server.ts";
import { ApiRefusal, type RefusalDetails } from "../api/refusal.server.ts";
import { points, pointsToJson } from "../domain/points.ts";
import { holdPoints } from "../services/hold-points.server.ts";
import { viewForGuest, viewRedemption } from "../services/view-redemption.server.ts";

const refused = (code: string, message: string, figures?: RefusalDetails["figures"]) =>
  new ApiRefusal(422, code, message, figures ? { figures } : {});

/** What a shopper can spend at the checkout, and holding some of it. */
const handle = buyerRoute({
  async GET({ shop, customerId, context }) {
    return privately(encodeRedemption(await viewRedemption(context.db, shop, customerId)));
  },

  // The thank-you page estimates for a guest, too, what an order earns.
  async guest({ shop, context }) {
    return privately(encodeRedemption(await viewForGuest(context.db, shop)));
  },

  async POST({ shop, customerId, request, context, metafields, now }) {
    const asked = checkBody(holdRequestSchema, await readJson(request));
    const wanted = { shop, customerId, points: points(BigInt(asked.points)) };
    const outcome = await holdPoints(context.db, metafields, wanted, now);
    switch (outcome.kind) {
      case "held":
        return privately({ hold: encodeHold(outcome.hold) }, 201);
      case "not_enough_points": {
        const available = pointsToJson(outcome.available);
        throw refused(outcome.kind, `${available} points can be spent`, { available });
      }
      case "below_minimum": {
        const minimum = pointsToJson(outcome.minimum);
        throw refused(outcome.kind, `At least ${minimum} points are spent at once`, { minimum });
      }
      case "not_a_step": {
        const step = pointsToJson(outcome.step);
        throw refused(outcome.kind, `Points are spent in steps of ${step}`, { step });
      }
      case "owes_points": {
        const owed = pointsToJson(outcome.owed);
        throw refused(outcome.kind, `${owed} points are owed first`, { owed });
      }
      case "not_a_member":
        throw refused(outcome.kind, "The customer takes no part in the programme");
      case "member_frozen":
        throw refused(outcome.kind, "The customer's points are frozen");
      case "no_program":
        throw refused(outcome.kind, "The shop has no programme");
      case "refused_by_shopify":
        throw new ApiRefusal(502, outcome.kind, "Shopify has refused; the points are free again");
      case "shopify_unavailable":
        throw new ApiRefusal(503, outcome.kind, "Shopify does not answer; try again later", {
          headers: { "retry-after": "60" },
        });
      case "overtaken":
        throw new ApiRefusal(409, outcome.kind, "Another request has changed the points meanwhile");
    }
  },
});

export const loader = handle;
export const action = handle;
