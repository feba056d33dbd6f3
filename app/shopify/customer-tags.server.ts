import type { CustomerId } from "../domain/ids.ts";
import type { AdminRefusal, AdminUnavailable } from "./admin-answer.ts";
import type { AdminClient } from "./admin-client.server.ts";
import { globalIdOf } from "./global-id.ts";
import { customerTagsAddOperation, customerTagsRemoveOperation } from "./operations/generated.ts";

export type TagsChanged = { readonly kind: "ok" } | AdminRefusal | AdminUnavailable;

/** What the Admin API lets be done to the tags of a shop's customers. */
export interface CustomerTags {
  /** What the customer has already stays as it is. */
  add(customer: CustomerId, tags: readonly string[]): Promise<TagsChanged>;
  /** What the customer does not have is none. */
  remove(customer: CustomerId, tags: readonly string[]): Promise<TagsChanged>;
}

/** The tags of one shop's customers. */
export function customerTags(admin: AdminClient): CustomerTags {
  const variables = (customer: CustomerId, tags: readonly string[]) => ({
    id: globalIdOf("Customer", customer),
    tags,
  });
  return {
    async add(customer, tags) {
      const answer = await admin.request(customerTagsAddOperation, variables(customer, tags));
      return answer.kind === "ok" ? { kind: "ok" } : answer;
    },
    async remove(customer, tags) {
      const answer = await admin.request(customerTagsRemoveOperation, variables(customer, tags));
      return answer.kind === "ok" ? { kind: "ok" } : answer;
    },
  };
}
