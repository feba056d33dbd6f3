import { openApiDocument } from "../api/openapi.server.ts";
import { openRoute } from "../api/route.server.ts";

const document = openApiDocument();

const handle = openRoute({
  GET: () => Promise.resolve(Response.json(document)),
});

export const loader = handle;
export const action = handle;
