import { notFound } from "../api/refusal.server.ts";
import { answer, apiRoute } from "../api/route.server.ts";
import { encodeTiers, tiersSchema } from "../api/tiers.server.ts";
import { viewTiers } from "../services/view-tiers.server.ts";

const handle = apiRoute({
  async GET({ caller, context }) {
    const tiers = await viewTiers(context.db, caller.shop);
    if (!tiers) throw notFound("no_tiers", "The program has no tiers");
    return answer(tiersSchema, encodeTiers(tiers));
  },
});

export const loader = handle;
export const action = handle;
