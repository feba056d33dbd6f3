import { csvAnswer } from "../api/csv-answer.server.ts";
import { apiRoute } from "../api/route.server.ts";
import { exportTransactions } from "../services/exports/export-transactions.server.ts";

const handle = apiRoute({
  GET: ({ caller, context }) => {
    const text = exportTransactions(context.db, caller.shop);
    return Promise.resolve(csvAnswer("points_transactions.csv", text, context.drained));
  },
});

export const loader = handle;
export const action = handle;
