import type { ProductFacts } from "../domain/order/context.ts";
import { dataOf } from "./admin-answer.ts";
import { expectData } from "./admin-client.server.ts";
import type { AdminClient } from "./admin-client.server.ts";
import { globalIdOf, numericId } from "./global-id.ts";
import { productCollectionsOperation, productFactsOperation } from "./operations/generated.ts";
import type { ProductFactsQuery } from "./operations/generated.ts";
import { storable } from "./payloads/fields.ts";

/** Shopify takes no more ids at once. */
const MOST_IDS = 250;
/** Most products are in fewer; the others are read on, product by product. */
const COLLECTIONS_A_PAGE = 10;

/**
 * Reads what rules ask of products, many at once: type, vendor, tags and collections.
 * @returns a function of any number of product ids; null stands for one that is gone. It throws
 *   AdminFailure where Shopify refuses, does not answer, or hides something.
 */
export function productReader(admin: AdminClient) {
  /** Shopify prices a call by what it could hold; halved when that is more than a call may cost. */
  let atOnce = MOST_IDS;

  async function batch(ids: readonly string[]): Promise<ProductFactsQuery> {
    const variables = {
      ids: ids.map((id) => globalIdOf("Product", id)),
      collections: COLLECTIONS_A_PAGE,
    };
    const answer = await admin.request(productFactsOperation, variables);
    if (answer.kind === "refused" && answer.code === "MAX_COST_EXCEEDED" && ids.length > 1) {
      atOnce = Math.ceil(ids.length / 2);
      const first = await batch(ids.slice(0, atOnce));
      const rest = await batch(ids.slice(first.nodes.length));
      return { nodes: [...first.nodes, ...rest.nodes] };
    }
    return dataOf(productFactsOperation.name, answer);
  }

  return async (products: readonly string[]): Promise<Map<string, ProductFacts | null>> => {
    const read = new Map<string, ProductFacts | null>();
    for (let place = 0; place < products.length;) {
      const ids = products.slice(place, place + atOnce);
      const { nodes } = await batch(ids);
      for (const [index, id] of ids.entries()) {
        const node = nodes[index];
        read.set(id, isProduct(node) ? await factsOf(admin, node) : null);
      }
      place += ids.length;
    }
    return read;
  };
}

type Node = ProductFactsQuery["nodes"][number];
type ProductNode = Extract<Node, { readonly vendor: string }>;

const isProduct = (node: Node | undefined): node is ProductNode => node != null && "vendor" in node;

async function factsOf(admin: AdminClient, node: ProductNode): Promise<ProductFacts> {
  const { productType, vendor, tags, collections } = node;
  const inCollections = [...collections.nodes];
  let { hasNextPage, endCursor } = collections.pageInfo;
  while (hasNextPage) {
    const variables = { id: node.id, after: endCursor };
    const { product } = await expectData(admin, productCollectionsOperation, variables);
    // Gone meanwhile: what it was in until now is what is known.
    if (product === null) break;
    inCollections.push(...product.collections.nodes);
    ({ hasNextPage, endCursor } = product.collections.pageInfo);
  }
  return productFactsOf(productType, vendor, tags, inCollections);
}

function productFactsOf(
  type: string,
  vendor: string,
  tags: readonly string[],
  collections: readonly { readonly id: string }[],
): ProductFacts {
  return {
    type: type === "" ? null : storable(type),
    vendor: vendor === "" ? null : storable(vendor),
    tags: tags.map(storable).sort(),
    collections: collections.map(({ id }) => numericId(id)).sort(),
  };
}
