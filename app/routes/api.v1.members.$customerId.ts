import { encodeMember } from "../api/encode.server.ts";
import { customerIdParam } from "../api/params.server.ts";
import { notFound } from "../api/refusal.server.ts";
import { answer, apiRoute } from "../api/route.server.ts";
import { memberSchema } from "../api/schemas.server.ts";
import { viewMember } from "../services/view-member.server.ts";

const handle = apiRoute({
  async GET({ caller, params, context, now }) {
    const customer = customerIdParam(params);
    const member = await viewMember(context.db, caller.shop, customer, now);
    if (!member) throw notFound("unknown_member", `No member has the customer id ${customer}`);
    return answer(memberSchema, encodeMember(customer, member));
  },
});

export const loader = handle;
export const action = handle;
