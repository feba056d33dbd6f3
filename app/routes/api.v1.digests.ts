import {
  digestCheckSchema,
  digestPageSchema,
  digestsQuerySchema,
  encodeDigest,
} from "../api/digests.server.ts";
import { checkQuery, readText } from "../api/read-request.server.ts";
import { unprocessable } from "../api/refusal.server.ts";
import { answer, apiRoute } from "../api/route.server.ts";
import { digestsBefore } from "../db/digest-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { readDigestFile } from "../domain/ledger/digest-file.ts";
import { checkDigest } from "../services/check-digest.server.ts";

const PAGE = 50;

const handle = apiRoute({
  async GET({ caller, request, context }) {
    const { after = null } = checkQuery(digestsQuerySchema, request);
    const rows = await digestsBefore(queryable(context.db.pool), caller.shop, after, PAGE + 1);
    const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
    return answer(digestPageSchema, {
      data: rows.slice(0, PAGE).map(encodeDigest),
      next_cursor: last ? String(last.number) : null,
    });
  },

  async POST({ caller, request, context }) {
    const read = readDigestFile(await readText(request));
    if (read.kind === "unreadable") throw unprocessable("not_a_digest", read.problem);
    const difference = await checkDigest(context.db, caller.shop, read.kept);
    const { number } = read.kept.digest;
    return answer(digestCheckSchema, { number, holds: difference === null, difference });
  },
});

export const loader = handle;
export const action = handle;
