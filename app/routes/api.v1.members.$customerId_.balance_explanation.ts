import {
  balanceExplanationSchema,
  encodeBalanceExplanation,
} from "../api/balance-explanation.server.ts";
import { customerIdParam } from "../api/params.server.ts";
import { notFound } from "../api/refusal.server.ts";
import { answer, apiRoute } from "../api/route.server.ts";
import { whyBalanceOfCustomer } from "../services/why-balance.server.ts";

const handle = apiRoute({
  async GET({ caller, params, context }) {
    const customer = customerIdParam(params);
    const why = await whyBalanceOfCustomer(context.db, caller.shop, customer);
    if (!why) throw notFound("unknown_member", `No member has the customer id ${customer}`);
    return answer(balanceExplanationSchema, encodeBalanceExplanation(why));
  },
});

export const loader = handle;
export const action = handle;
