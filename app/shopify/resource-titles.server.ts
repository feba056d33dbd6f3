import type { AdminClient } from "./admin-client.server.ts";
import { globalIdOf, numericId } from "./global-id.ts";
import { resourceTitlesOperation } from "./operations/generated.ts";
import { within } from "./within.ts";

/** Something that Shopify knows by an id, as digits. */
export interface Resource {
  readonly of: "product" | "collection";
  readonly id: string;
}

/** A page is shown with ids rather than kept waiting for Shopify's rate limit. */
const TITLES_WAIT_MS = 2_500;
/** Shopify takes no more ids at once. */
const MOST_IDS = 250;
const HURRIED = { hurried: true };

const TYPES = { product: "Product", collection: "Collection" } as const;

/** What resources are called, by `titleKey`; those that Shopify hides or has deleted are missing. */
export async function resourceTitles(
  admin: AdminClient,
  resources: readonly Resource[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let place = 0; place < resources.length; place += MOST_IDS) {
    const asked = resources.slice(place, place + MOST_IDS);
    const ids = asked.map(({ of, id }) => globalIdOf(TYPES[of], id));
    const answer = await within(
      TITLES_WAIT_MS,
      admin.request(resourceTitlesOperation, { ids }, HURRIED),
    );
    if (answer.kind !== "ok") break;
    for (const [index, node] of answer.data.nodes.entries()) {
      const resource = asked[index];
      if (resource && node != null && "title" in node && numericId(node.id) === resource.id) {
        found.set(titleKey(resource), node.title);
      }
    }
  }
  return found;
}

export const titleKey = ({ of, id }: Resource): string => `${of}/${id}`;
