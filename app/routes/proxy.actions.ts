import { encodeOutcome } from "../api/action-outcome.server.ts";
import { actionOutcomeSchema, ownActionSchema } from "../api/action-schemas.server.ts";
import { checkBody } from "../api/read-request.server.ts";
import { notFound } from "../api/refusal.server.ts";
import { answer } from "../api/route.server.ts";
import { storefrontRoute } from "../api/storefront-route.server.ts";
import { reportAction } from "../services/awards/report-action.server.ts";

/**
 * A shopper has followed or shared the shop on a network, as the storefront says: no network
 * tells whether it is so, hence the caps.
 */
export const action = storefrontRoute(async ({ shop, customerId, body, context, now }) => {
  const { kind, network } = checkBody(ownActionSchema, body);
  const fact = { on: kind, at: now, network } as const;
  const outcome = await reportAction(context.db, { shop, customerId, fact }, now);
  if (outcome.kind === "unknown_member") throw notFound("unknown_member", "No such member");
  return answer(actionOutcomeSchema, encodeOutcome(outcome));
});
