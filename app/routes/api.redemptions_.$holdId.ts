import { buyerRoute } from "../api/buyer-route.server.ts";
import { encodeHold, privately } from "../api/redemption.server.ts";
import { notFound } from "../api/refusal.server.ts";
import { holdId } from "../domain/ids.ts";
import { cancelHold } from "../services/cancel-hold.server.ts";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Taking back a hold that its shopper no longer wants. */
const handle = buyerRoute({
  async DELETE({ shop, customerId, params, context, metafields, now }) {
    const id = params["holdId"] ?? "";
    const asked = { shop, customerId, holdId: holdId(id) };
    const hold = UUID.test(id) ? await cancelHold(context.db, metafields, asked, now) : null;
    if (!hold) throw notFound("unknown_hold", "The customer has no such hold");
    return privately({ hold: encodeHold(hold) });
  },
});

export const loader = handle;
export const action = handle;
