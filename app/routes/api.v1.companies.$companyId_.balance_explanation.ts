import {
  balanceExplanationSchema,
  encodeBalanceExplanation,
} from "../api/balance-explanation.server.ts";
import { checkText } from "../api/read-request.server.ts";
import { notFound } from "../api/refusal.server.ts";
import { answer, apiRoute } from "../api/route.server.ts";
import { companyIdSchema } from "../api/tiers.server.ts";
import { whyBalanceOfCompany } from "../services/why-balance.server.ts";

const handle = apiRoute({
  async GET({ caller, params, context }) {
    const id = checkText(companyIdSchema, params["companyId"], "company_id");
    const why = await whyBalanceOfCompany(context.db, caller.shop, id);
    if (!why) throw notFound("unknown_company", `The company ${id} has no balance`);
    return answer(balanceExplanationSchema, encodeBalanceExplanation(why));
  },
});

export const loader = handle;
export const action = handle;
