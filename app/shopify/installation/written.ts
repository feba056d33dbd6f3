import type { AdminAnswer } from "../admin-answer.ts";
import { AdminFailure } from "../admin-answer.ts";

/** What came of something that Shopify was asked to make or to change. */
export type Written =
  | { readonly kind: "done"; readonly id: string }
  /** Shopify has answered that it will not; its words. */
  | { readonly kind: "refused"; readonly code: string; readonly message: string };

/**
 * Reads the answer to a mutation.
 * @param idOf where its data name what was written
 * @throws AdminFailure where Shopify has not answered: whether it was done is not known
 */
export function written<Data>(
  operation: string,
  answer: AdminAnswer<Data>,
  idOf: (data: Data) => string | null | undefined,
): Written {
  if (answer.kind === "unavailable") throw new AdminFailure(operation, answer);
  if (answer.kind === "refused") return answer;
  const id = idOf(answer.data);
  if (id != null) return { kind: "done", id };
  return { kind: "refused", code: "NO_ID", message: "Shopify does not say what it has written" };
}
