import { checkText } from "../api/read-request.server.ts";
import { notFound } from "../api/refusal.server.ts";
import { answer, apiRoute } from "../api/route.server.ts";
import { companyIdSchema, companySchema, encodeCompany } from "../api/tiers.server.ts";
import { viewCompany } from "../services/view-company.server.ts";

const handle = apiRoute({
  async GET({ caller, params, context, now }) {
    const id = checkText(companyIdSchema, params["companyId"], "company_id");
    const company = await viewCompany(context.db, caller.shop, id, now);
    if (!company) throw notFound("unknown_company", `The company ${id} has no balance`);
    return answer(companySchema, encodeCompany(company));
  },
});

export const loader = handle;
export const action = handle;
