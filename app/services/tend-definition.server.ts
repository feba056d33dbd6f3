import type { PartState } from "../domain/installed-parts.ts";
import type { AdminClient } from "../shopify/admin-client.server.ts";
import {
  createDefinition,
  readDefinition,
  type DefinitionPart,
} from "../shopify/installation/metafield-definitions.server.ts";

/**
 * Sees that one of the app's metafields is defined. A deployment makes the definitions from
 * shopify.app.toml, and those are nobody else's to change: so what is there is left as it is, and
 * only what is missing is made.
 * @throws AdminFailure where Shopify has not answered
 */
export async function tendDefinition(admin: AdminClient, part: DefinitionPart): Promise<PartState> {
  const found = await readDefinition(admin, part);
  if (found !== null) {
    const problem = found.fits ? null : "other_settings";
    return { part, shopifyId: found.id, problem, detail: null };
  }
  const made = await createDefinition(admin, part);
  if (made.kind === "done") return { part, shopifyId: made.id, problem: null, detail: null };
  // A deployment has made it between the look and the call.
  if (made.code === "TAKEN") return { part, shopifyId: null, problem: null, detail: null };
  return { part, shopifyId: null, problem: "refused", detail: made.message };
}
