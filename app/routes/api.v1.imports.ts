import {
  encodeImport,
  importQuerySchema,
  importSchema,
  PROBLEMS_SHOWN,
} from "../api/imports.server.ts";
import { idempotencyKey } from "../api/params.server.ts";
import { checkQuery } from "../api/read-request.server.ts";
import { ApiRefusal, unprocessable } from "../api/refusal.server.ts";
import { answer, apiRoute, type ApiCall } from "../api/route.server.ts";
import type { ImportRecord } from "../db/import-queries.server.ts";
import { FileProblem } from "../services/imports/csv/file-problem.ts";
import { ImportTaken, readImport } from "../services/imports/read-import.server.ts";
import { startImport } from "../services/imports/start-import.server.ts";
import { requestImportRun } from "../services/imports/request-import.ts";
import { viewImport } from "../services/imports/view-import.server.ts";
import { newId } from "../services/new-id.server.ts";
import { inTransaction } from "../db/transaction.server.ts";
import { importProblem } from "../wording/import-problem.ts";

const handle = apiRoute({
  async POST(call) {
    const { caller, request, context, now } = call;
    const { preview, ...asked } = checkQuery(importQuerySchema, request);
    const { format = null, thousands = null, encoding = null, delimiter = null } = asked;
    const one = await startImport(
      context.db,
      {
        shop: caller.shop,
        sourceKey: preview ? `preview/${newId()}` : `key/${idempotencyKey(request)}`,
        preview,
        options: { format, thousands, encoding, delimiter },
        createdBy: `api:${caller.tokenId}`,
      },
      now,
    );
    const isNew = one.state === "reading";
    if (isNew) await read(call, one);
    const view = await viewImport(context.db, caller.shop, one.importId, PROBLEMS_SHOWN);
    if (!view) throw new Error(`import ${one.importId} has been read and is not there`);
    const encoded = encodeImport(view.one, view.refused, (it) => importProblem(it, "en"));
    return answer(importSchema, encoded, { status: isNew ? 202 : 200 });
  },
});

async function read({ caller, request, context, now }: ApiCall, one: ImportRecord): Promise<void> {
  const { db, importHashes, requestJob } = context;
  if (!importHashes) throw new Error("This process takes no imports");
  try {
    await readImport(db, importHashes, caller.shop, one, bodyOf(request), now);
  } catch (error) {
    if (error instanceof FileProblem) throw unprocessable(error.code, error.message);
    if (error instanceof ImportTaken)
      throw new ApiRefusal(409, "import_under_way", "Another request is reading this file");
    throw error;
  }
  if (!requestJob) return;
  const reason = `import/${one.importId}`;
  await inTransaction(db, (tx) => requestImportRun(requestJob, tx, caller.shop, reason));
}

async function* bodyOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  if (!reader) return;
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
}

export const loader = handle;
export const action = handle;
