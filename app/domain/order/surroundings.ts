import type { ProductFacts, Surroundings } from "./context.ts";
import type { OrderFacts } from "./order.ts";

/**
 * What is frozen of an order's surroundings: each part as Shopify had it when the order was first
 * seen, and never again. What a later edit brings in is frozen when that is first seen.
 */
export interface FrozenSurroundings {
  /** The tags that the buyer had; null while none have been asked for. */
  readonly customerTags: readonly string[] | null;
  /** By product id. */
  readonly products: ReadonlyMap<string, ProductFacts>;
}

export const NOTHING_FROZEN: FrozenSurroundings = { customerTags: null, products: new Map() };

/** Which parts the program in force asks of an order's surroundings. */
export interface SurroundingsNeeds {
  readonly products: boolean;
  readonly customerTags: boolean;
}

/** What is still to be asked for before an order can be judged. */
export interface MissingSurroundings {
  readonly products: readonly string[];
  /** Whether the tags of its buyer are missing. */
  readonly customerTags: boolean;
}

/**
 * What an order's surroundings lack of what its program needs. Of an order without a buyer no
 * tags are missing: it is judged without any until somebody claims it.
 * @param hasBuyer whether a customer bought or has claimed it
 */
export function missingSurroundings(
  { lines }: Pick<OrderFacts, "lines">,
  hasBuyer: boolean,
  needs: SurroundingsNeeds,
  frozen: FrozenSurroundings,
): MissingSurroundings {
  return {
    products: needs.products ? productsOf(lines).filter((id) => !frozen.products.has(id)) : [],
    customerTags: needs.customerTags && hasBuyer && frozen.customerTags === null,
  };
}

/**
 * Freezes what was missing, as far as it is known by now; nothing that is frozen already changes.
 * @param products by id, as Shopify has them
 * @param customerTags the buyer's; null while they are not known
 */
export function freeze(
  frozen: FrozenSurroundings,
  missing: MissingSurroundings,
  products: ReadonlyMap<string, ProductFacts>,
  customerTags: readonly string[] | null,
): FrozenSurroundings {
  const added = missing.products.flatMap((id): [string, ProductFacts][] => {
    const facts = products.get(id);
    return facts ? [[id, facts]] : [];
  });
  return {
    customerTags: missing.customerTags ? customerTags : frozen.customerTags,
    products: added.length === 0 ? frozen.products : new Map([...frozen.products, ...added]),
  };
}

/** What the evaluation of an order is given. */
export function surroundingsOf(frozen: FrozenSurroundings | null): Surroundings {
  const { customerTags, products } = frozen ?? NOTHING_FROZEN;
  return { customerTags: customerTags ?? [], products };
}

/** id, type, vendor, tags, collections */
type EncodedProduct = readonly [string, string | null, string | null, string[], string[]];

interface EncodedSurroundings {
  readonly v: number;
  readonly tags?: readonly string[];
  readonly products?: readonly EncodedProduct[];
}

/** As JSON, for an order's row: products in order of id, so that it is the same whenever it is frozen. */
export function encodeSurroundings({ customerTags, products }: FrozenSurroundings) {
  const encoded: EncodedSurroundings = {
    v: 1,
    ...(customerTags !== null && { tags: customerTags }),
    ...(products.size > 0 && {
      products: [...products]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([id, { type, vendor, tags, collections }]): EncodedProduct => {
          return [id, type, vendor, [...tags], [...collections]];
        }),
    }),
  };
  return encoded;
}

/**
 * @param json what `encodeSurroundings` made
 * @throws RangeError for another version's encoding
 */
export function decodeSurroundings(json: unknown): FrozenSurroundings {
  const { v, tags, products } = json as EncodedSurroundings;
  if (v !== 1) throw new RangeError(`cannot decode version ${String(v)} of surroundings`);
  return {
    customerTags: tags ?? null,
    products: new Map(
      (products ?? []).map(([id, type, vendor, productTags, collections]) => [
        id,
        { type, vendor, tags: productTags, collections },
      ]),
    ),
  };
}

/** Each product once, in the order of the lines. */
function productsOf(lines: OrderFacts["lines"]): string[] {
  return [...new Set(lines.flatMap(({ productId }) => productId ?? []))];
}
