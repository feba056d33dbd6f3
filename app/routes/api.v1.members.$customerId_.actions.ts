import type { z } from "zod";

import { encodeOutcome } from "../api/action-outcome.server.ts";
import { actionOutcomeSchema, actionSchema } from "../api/action-schemas.server.ts";
import { customerIdParam, idempotencyKey } from "../api/params.server.ts";
import { checkBody, readJson } from "../api/read-request.server.ts";
import { notFound } from "../api/refusal.server.ts";
import { answer, apiRoute } from "../api/route.server.ts";
import type { EarnFact } from "../domain/earn-fact.ts";
import { reportAction } from "../services/awards/report-action.server.ts";

const handle = apiRoute({
  async POST({ caller, request, params, context, now }) {
    const customerId = customerIdParam(params);
    const key = idempotencyKey(request);
    const fact = factOf(checkBody(actionSchema, await readJson(request)), key, now);
    const outcome = await reportAction(context.db, { shop: caller.shop, customerId, fact }, now);
    if (outcome.kind === "unknown_member")
      throw notFound("unknown_member", `No member has the customer id ${customerId}`);
    const status = outcome.kind === "awarded" ? 201 : 200;
    return answer(actionOutcomeSchema, encodeOutcome(outcome), { status });
  },
});

/** What names the fact: for an action of the merchant's own the caller's key, else the fact itself. */
function factOf(body: z.infer<typeof actionSchema>, key: string, at: Date): EarnFact {
  if ("action" in body) return { on: "action", at, action: body.action, key };
  if (body.kind === "newsletter") return { on: "newsletter", at };
  return { on: body.kind, at, network: body.network };
}

export const loader = handle;
export const action = handle;
