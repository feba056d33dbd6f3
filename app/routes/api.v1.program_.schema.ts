import { openRoute } from "../api/route.server.ts";
import { programJsonSchema } from "../domain/program-json-schema.ts";

const handle = openRoute({
  async GET() {
    return Response.json(programJsonSchema(), {
      headers: {
        "content-type": "application/schema+json",
        // Editors read it from wherever they run; it says nothing of any shop.
        "access-control-allow-origin": "*",
        "cache-control": "public, max-age=300",
      },
    });
  },
});

export const loader = handle;
export const action = handle;
