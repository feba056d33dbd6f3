import { encodeImport, importSchema, PROBLEMS_SHOWN } from "../api/imports.server.ts";
import { importIdParam } from "../api/params.server.ts";
import { ApiRefusal, notFound } from "../api/refusal.server.ts";
import { answer, apiRoute, type ApiCall } from "../api/route.server.ts";
import { inTransaction } from "../db/transaction.server.ts";
import { requestImportRun } from "../services/imports/request-import.ts";
import { beginUndo } from "../services/imports/undo-import.server.ts";
import { viewImport } from "../services/imports/view-import.server.ts";
import { newId } from "../services/new-id.server.ts";
import { importProblem } from "../wording/import-problem.ts";

const handle = apiRoute({
  GET: (call) => show(call, 200),

  async DELETE(call) {
    const { caller, context } = call;
    const importId = importIdParam(call.params);
    const begun = await beginUndo(context.db, caller.shop, importId);
    if (begun?.preview) {
      const message = "A preview has posted nothing: there is nothing to take back";
      throw new ApiRefusal(409, "import_is_preview", message);
    }
    const { requestJob } = context;
    // Under a name of its own each time: an undo may have to be done once more.
    const reason = `undo/${importId}/${newId()}`;
    if (begun && requestJob)
      await inTransaction(context.db, (tx) =>
        requestImportRun(requestJob, tx, caller.shop, reason),
      );
    return show(call, 202);
  },
});

async function show({ caller, params, context }: ApiCall, status: number): Promise<Response> {
  const importId = importIdParam(params);
  const view = await viewImport(context.db, caller.shop, importId, PROBLEMS_SHOWN);
  if (!view) throw notFound("unknown_import", `There is no import ${importId}`);
  const encoded = encodeImport(view.one, view.refused, (it) => importProblem(it, "en"));
  return answer(importSchema, encoded, { status });
}

export const loader = handle;
export const action = handle;
