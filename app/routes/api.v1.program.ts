import { expectedVersion } from "../api/expected-version.server.ts";
import { answerProgram, readProgram } from "../api/program.server.ts";
import { ApiRefusal, notFound, unprocessable } from "../api/refusal.server.ts";
import { apiRoute } from "../api/route.server.ts";
import { readJson } from "../api/read-request.server.ts";
import { currentProgram } from "../services/current-program.server.ts";
import { publishProgram } from "../services/publish-program.server.ts";

const handle = apiRoute({
  async GET({ caller, context }) {
    const current = await currentProgram(context.db, caller.shop);
    if (!current) throw notFound("no_program", "No program has been published yet");
    return answerProgram(current);
  },

  async PUT({ caller, request, context, now }) {
    const expected = expectedVersion(request);
    const program = readProgram(await readJson(request));
    const outcome = await publishProgram(
      context.db,
      { shop: caller.shop, program, by: `api:${caller.tokenId}`, ...expected },
      now,
      { requestJob: context.requestJob },
    );
    switch (outcome.kind) {
      case "published":
        return answerProgram(outcome.version);
      case "stale": {
        const message = `The program is at version ${outcome.current} now; read it again`;
        throw new ApiRefusal(412, "stale_program", message, { field: "If-Match" });
      }
      case "wrong_currency": {
        const { shopCurrency } = outcome;
        const message = `currency must be ${shopCurrency}, the shop's: in other money no order would earn`;
        throw unprocessable("wrong_currency", message, "currency");
      }
    }
  },
});

export const loader = handle;
export const action = handle;
