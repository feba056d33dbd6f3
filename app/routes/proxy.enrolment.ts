import { ownEnrolmentSchema } from "../api/action-schemas.server.ts";
import { encodeMember } from "../api/encode.server.ts";
import { requireDecided } from "../api/enrolment.server.ts";
import { checkBody } from "../api/read-request.server.ts";
import { notFound } from "../api/refusal.server.ts";
import { answer } from "../api/route.server.ts";
import { memberSchema } from "../api/schemas.server.ts";
import { storefrontRoute } from "../api/storefront-route.server.ts";
import { enrol } from "../services/enrolment/enrol.server.ts";
import { viewMember } from "../services/view-member.server.ts";

/** A shopper joins the programme, or leaves it. */
export const action = storefrontRoute(async ({ shop, customerId, body, context, now }) => {
  const { status, consent = null } = checkBody(ownEnrolmentSchema, body);
  const decision = { status, consent, decidedBy: "storefront", isMember: true };
  requireDecided(await enrol(context.db, { shop, customerId, ...decision }, now));
  const member = await viewMember(context.db, shop, customerId, now);
  if (!member) throw notFound("unknown_member", "No such member");
  return answer(memberSchema, encodeMember(customerId, member));
});
