import { customerId } from "../domain/ids.ts";
import type { CustomerId } from "../domain/ids.ts";
import type { AdminClient } from "./admin-client.server.ts";
import { globalIdOf, numericId } from "./global-id.ts";
import { customerNamesOperation, customersFoundOperation } from "./operations/generated.ts";
import { within } from "./within.ts";

/** How customers are called; whose name Shopify does not tell is missing. */
export type CustomerNames = ReadonlyMap<CustomerId, string>;

/** A page is shown without names rather than kept waiting for Shopify's rate limit. */
const NAMES_WAIT_MS = 2_500;
/** A search is nothing without its answer. */
const SEARCH_WAIT_MS = 4_000;
const HURRIED = { hurried: true };

/** Names of at most 250 customers; none of those that Shopify hides, has deleted or is too slow to tell. */
export async function customerNames(
  admin: AdminClient,
  customers: readonly CustomerId[],
): Promise<CustomerNames> {
  if (customers.length === 0) return new Map();
  const ids = customers.map((id) => globalIdOf("Customer", id));
  const answer = await within(
    NAMES_WAIT_MS,
    admin.request(customerNamesOperation, { ids }, HURRIED),
  );
  return answer.kind === "ok" ? namesIn(answer.data.nodes) : new Map();
}

export type CustomersFound =
  | { readonly kind: "found"; readonly names: CustomerNames }
  /** Shopify has refused, or has not answered in time. */
  | { readonly kind: "unavailable" };

/** The first customers whose name, e-mail or phone Shopify finds for some words. */
export async function findCustomers(
  admin: AdminClient,
  words: string,
  first: number,
): Promise<CustomersFound> {
  const search = searchTermOf(words);
  if (search === "") return { kind: "found", names: new Map() };
  const variables = { search, first };
  const answer = await within(
    SEARCH_WAIT_MS,
    admin.request(customersFoundOperation, variables, HURRIED),
  );
  if (answer.kind !== "ok") return { kind: "unavailable" };
  return { kind: "found", names: namesIn(answer.data.customers.nodes) };
}

/** The words without what Shopify's search would take for its own syntax. */
export function searchTermOf(words: string): string {
  return words
    .split(/[\s:()"'\\<>*]+/)
    .map((word) => word.replace(/^-+/, ""))
    .filter((word) => word !== "" && !/^(AND|OR|NOT)$/.test(word))
    .join(" ");
}

/** Fields that an app may not see are null, against the schema's word. */
type NamedNode = { readonly id?: string; readonly displayName?: string | null } | null;

function namesIn(nodes: readonly NamedNode[]): CustomerNames {
  return new Map(
    nodes.flatMap((node) =>
      node?.id !== undefined && node.displayName
        ? [[customerId(numericId(node.id)), node.displayName] as const]
        : [],
    ),
  );
}
