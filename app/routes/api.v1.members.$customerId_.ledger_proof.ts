import { proofQuerySchema } from "../api/digests.server.ts";
import { customerIdParam } from "../api/params.server.ts";
import { checkQuery } from "../api/read-request.server.ts";
import { notFound } from "../api/refusal.server.ts";
import { apiRoute } from "../api/route.server.ts";
import { proveChain } from "../services/prove-chain.server.ts";

const handle = apiRoute({
  async GET({ caller, request, params, context }) {
    const customer = customerIdParam(params);
    const { digest = null } = checkQuery(proofQuerySchema, request);
    const proof = await proveChain(context.db, caller.shop, customer, digest);
    switch (proof.kind) {
      case "unknown_member":
        throw notFound("unknown_member", `No member has the customer id ${customer}`);
      case "unknown_digest":
        throw notFound("unknown_digest", "There is no such digest");
      case "not_in_digest":
        throw notFound("not_in_digest", "Nothing had happened to the member when it was taken");
      case "proof":
        return new Response(proof.file, {
          headers: {
            "content-type": "text/plain; charset=utf-8",
            "content-disposition": `attachment; filename="proof-${customer}-${String(proof.number)}.txt"`,
            "cache-control": "no-store",
          },
        });
    }
  },
});

export const loader = handle;
export const action = handle;
