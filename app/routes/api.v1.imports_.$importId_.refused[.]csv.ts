import { csvAnswer } from "../api/csv-answer.server.ts";
import { importIdParam } from "../api/params.server.ts";
import { notFound } from "../api/refusal.server.ts";
import { apiRoute } from "../api/route.server.ts";
import { refusedReport } from "../services/imports/refused-report.server.ts";
import { viewImport } from "../services/imports/view-import.server.ts";
import { importProblem } from "../wording/import-problem.ts";

const handle = apiRoute({
  async GET({ caller, params, context }) {
    const importId = importIdParam(params);
    if (!(await viewImport(context.db, caller.shop, importId, 0)))
      throw notFound("unknown_import", `There is no import ${importId}`);
    const say = (problem: Parameters<typeof importProblem>[0]) => importProblem(problem, "en");
    const text = refusedReport(context.db, caller.shop, importId, say);
    return csvAnswer("refused.csv", text, context.drained);
  },
});

export const loader = handle;
export const action = handle;
