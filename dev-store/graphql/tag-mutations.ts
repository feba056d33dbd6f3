import { updateCustomer } from "../customers/actions.ts";
import type { Store } from "../store.ts";
import type { Node } from "./fields.ts";
import { idOf, nodeById } from "./node-query.ts";

interface TagsInput {
  readonly id: string;
  readonly tags: readonly string[];
}

/** `tagsAdd` and `tagsRemove` of customers; tags compare without regard to capitals, as Shopify's do. */
export function tagMutations(store: Store): Node {
  return {
    tagsAdd: ({ id, tags }: TagsInput) =>
      change(store, id, (had) => [...had, ...tags.filter((tag) => !includes(had, tag))]),
    tagsRemove: ({ id, tags }: TagsInput) =>
      change(store, id, (had) => had.filter((tag) => !includes(tags, tag))),
  };
}

function change(store: Store, gid: string, changed: (had: readonly string[]) => string[]): Node {
  const id = idOf(gid, "Customer");
  const customer = store.customers.get(id);
  if (customer === null)
    return { node: null, userErrors: [{ field: ["id"], message: "Customer does not exist" }] };
  const tags = changed(customer.tags);
  // Shopify tells of a change, not of tags that a customer had already.
  if (tags.length !== customer.tags.length) updateCustomer(store, id, { tags });
  return { node: nodeById(store, gid), userErrors: [] };
}

const includes = (tags: readonly string[], tag: string): boolean =>
  tags.some((one) => one.toLowerCase() === tag.toLowerCase());
