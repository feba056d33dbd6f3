import { answerRefusal, notFound } from "../api/refusal.server.ts";

/** What lies below /api and is nowhere else: answered in JSON, not with a page. */
const handle = () =>
  answerRefusal(notFound("not_found", "There is nothing here; see /api/v1/openapi.json"));

export const loader = handle;
export const action = handle;
