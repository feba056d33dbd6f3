import { compareDigest, fullNamespace } from "../storage/metafields.ts";
import type { Store } from "../store.ts";
import { definitionMutations } from "./definitions.ts";
import { discountMutations } from "./discount-mutations.ts";
import { discountOfGid } from "./discounts-query.ts";
import { discountGid } from "../discounts/model.ts";
import type { Node } from "./fields.ts";
import { metafieldNode } from "./metafield-node.ts";
import { nodeById } from "./node-query.ts";
import { refusable } from "./refusable.ts";
import { tagMutations } from "./tag-mutations.ts";

interface MetafieldInput {
  readonly ownerId: string;
  readonly namespace?: string | null;
  readonly key: string;
  readonly type?: string | null;
  readonly value: string;
  readonly compareDigest?: string | null;
}

const MOST_METAFIELDS = 25;

/** The mutations that the dev store answers. What can rightly be refused is a `userErrors` entry. */
export function mutationRoot(store: Store): Node {
  return refusable(store, {
    ...discountMutations(store),
    ...definitionMutations(store),
    ...tagMutations(store),
    metafieldsSet: ({ metafields }: { metafields: MetafieldInput[] }) =>
      store.db.transaction(() =>
        setMetafields(
          store,
          metafields.map((given) => ({ ...given, ownerId: ownerOf(store, given.ownerId) })),
        ),
      ),
    metafieldsDelete: ({
      metafields,
    }: {
      metafields: { ownerId: string; namespace: string; key: string }[];
    }) =>
      store.db.transaction(() => ({
        deletedMetafields: metafields.map((given) =>
          store.metafields.delete(
            ownerOf(store, given.ownerId),
            fullNamespace(given.namespace),
            given.key,
          )
            ? { ownerId: given.ownerId, namespace: fullNamespace(given.namespace), key: given.key }
            : null,
        ),
        userErrors: [],
      })),
  });
}

/** A discount goes by several gids; its metafields have one owner. */
function ownerOf(store: Store, gid: string): string {
  const discount = discountOfGid(store, gid);
  return discount === null ? gid : discountGid(discount.id);
}

/** All of them or none: one that cannot be written refuses the whole call. */
function setMetafields(store: Store, inputs: MetafieldInput[]): Node {
  const errors =
    inputs.length > MOST_METAFIELDS
      ? [
          {
            code: "LESS_THAN_OR_EQUAL_TO",
            elementIndex: null,
            field: ["metafields"],
            message: `Exceeded the maximum metafields input limit of ${MOST_METAFIELDS}.`,
          },
        ]
      : inputs.flatMap((given, index) => problemOf(store, given, index));
  if (errors.length > 0) return { metafields: null, userErrors: errors };
  const now = store.now();
  const written = inputs.map((given) => {
    const place = {
      owner: given.ownerId,
      namespace: fullNamespace(given.namespace),
      key: given.key,
    };
    const before = store.metafields.get(place.owner, place.namespace, place.key);
    const type = given.type ?? before?.type ?? definedType(store, given) ?? "";
    store.metafields.put({ ...place, type, value: given.value }, now);
    return store.metafields.get(place.owner, place.namespace, place.key);
  });
  return {
    metafields: written.filter((part) => part !== null).map((part) => metafieldNode(store, part)),
    userErrors: [],
  };
}

function problemOf(store: Store, given: MetafieldInput, index: number): Node[] {
  const problem = (code: string, field: string, message: string) => [
    { code, elementIndex: index, field: ["metafields", String(index), field], message },
  ];
  const owned =
    /^gid:\/\/shopify\/(Shop|AppInstallation)\//.test(given.ownerId) ||
    nodeById(store, given.ownerId) !== null;
  if (!owned) return problem("INVALID", "ownerId", "Owner does not exist.");
  if (given.value === "") return problem("BLANK", "value", "Value can't be blank.");
  const before = store.metafields.get(given.ownerId, fullNamespace(given.namespace), given.key);
  const defined = definedType(store, given);
  const type = given.type ?? before?.type ?? defined;
  if (type === null) return problem("BLANK", "type", "Type can't be blank.");
  if (defined !== null && type !== defined)
    return problem(
      "INVALID_TYPE",
      "type",
      `Type '${type}' must be consistent with the definition's type: '${defined}'.`,
    );
  if (type === "json" && !isJson(given.value))
    return problem("INVALID_VALUE", "value", "Value is invalid JSON.");
  // A digest that is given as null asks that there be no metafield yet.
  const digest = before === null ? null : compareDigest(before);
  if (given.compareDigest !== undefined && given.compareDigest !== digest) {
    return problem(
      "STALE_OBJECT",
      "compareDigest",
      "The resource has been updated since it was loaded. Try again with an updated `compareDigest` value.",
    );
  }
  return [];
}

/** The type that a definition gives to such a metafield; null where there is none. */
function definedType(store: Store, given: MetafieldInput): string | null {
  const owner = /^gid:\/\/shopify\/(\w+)\//.exec(given.ownerId)?.[1] ?? "";
  const kind = owner.startsWith("Discount") ? "DISCOUNT" : owner.toUpperCase();
  return store.definitions.get(kind, fullNamespace(given.namespace), given.key)?.type ?? null;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
