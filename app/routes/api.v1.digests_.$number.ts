import { csvAnswer } from "../api/csv-answer.server.ts";
import { digestFileQuerySchema, digestNumberParam } from "../api/digests.server.ts";
import { checkQuery } from "../api/read-request.server.ts";
import { notFound } from "../api/refusal.server.ts";
import { apiRoute } from "../api/route.server.ts";
import { exportDigest } from "../services/export-digest.server.ts";

const handle = apiRoute({
  async GET({ caller, request, params, context }) {
    const number = digestNumberParam(params);
    const { heads } = checkQuery(digestFileQuerySchema, request);
    const found = await exportDigest(context.db, caller.shop, number, heads === "true");
    if (!found) throw notFound("unknown_digest", "There is no such digest");
    const file = `digest-${String(found.number)}.txt`;
    return csvAnswer(file, found.parts, context.drained, "text/plain; charset=utf-8");
  },
});

export const loader = handle;
export const action = handle;
