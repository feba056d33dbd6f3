import { csvAnswer } from "../api/csv-answer.server.ts";
import { apiRoute } from "../api/route.server.ts";
import { exportMembers } from "../services/exports/export-members.server.ts";

const handle = apiRoute({
  GET: ({ caller, context }) => {
    const text = exportMembers(context.db, caller.shop);
    return Promise.resolve(csvAnswer("members.csv", text, context.drained));
  },
});

export const loader = handle;
export const action = handle;
