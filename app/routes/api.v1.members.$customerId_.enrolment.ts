import { enrolmentSchema } from "../api/action-schemas.server.ts";
import { encodeMember } from "../api/encode.server.ts";
import { requireDecided } from "../api/enrolment.server.ts";
import { customerIdParam } from "../api/params.server.ts";
import { checkBody, readJson } from "../api/read-request.server.ts";
import { notFound } from "../api/refusal.server.ts";
import { answer, apiRoute } from "../api/route.server.ts";
import { memberSchema } from "../api/schemas.server.ts";
import { enrol } from "../services/enrolment/enrol.server.ts";
import { viewMember } from "../services/view-member.server.ts";

const handle = apiRoute({
  async PUT({ caller, request, params, context, now }) {
    const { shop, tokenId } = caller;
    const customerId = customerIdParam(params);
    const { status, consent = null } = checkBody(enrolmentSchema, await readJson(request));
    const decision = { status, consent, decidedBy: `api/${tokenId}`, isMember: false };
    requireDecided(await enrol(context.db, { shop, customerId, ...decision }, now));
    const member = await viewMember(context.db, shop, customerId, now);
    if (!member) throw notFound("unknown_member", `No member has the customer id ${customerId}`);
    return answer(memberSchema, encodeMember(customerId, member));
  },
});

export const loader = handle;
export const action = handle;
