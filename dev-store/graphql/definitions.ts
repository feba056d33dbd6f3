import type { MetafieldDefinition } from "../storage/definitions.ts";
import { fullNamespace } from "../storage/metafields.ts";
import { gid } from "../rest/money-set.ts";
import type { Store } from "../store.ts";
import { listConnection, type ConnectionArgs } from "./connection.ts";
import type { Node } from "./fields.ts";

export interface DefinitionInput {
  readonly ownerType: string;
  readonly namespace?: string | null;
  readonly key: string;
  readonly name: string;
  readonly description?: string | null;
  readonly type: string;
  readonly access?: Partial<Record<"admin" | "storefront" | "customerAccount", string>> | null;
  readonly capabilities?: { cartToOrderCopyable?: { enabled: boolean } | null } | null;
}

const TYPES = [
  "json",
  "single_line_text_field",
  "multi_line_text_field",
  "number_integer",
  "number_decimal",
  "boolean",
  "date_time",
  "id",
];

/** Queries and mutation of metafield definitions. */
export const definitionQueries = (store: Store): Node => ({
  metafieldDefinitions: (
    args: ConnectionArgs & { ownerType: string; namespace?: string | null; key?: string | null },
  ) =>
    listConnection(
      store.definitions
        .all()
        .filter(
          (each) =>
            each.ownerType === args.ownerType &&
            (args.namespace == null || each.namespace === fullNamespace(args.namespace)) &&
            (args.key == null || each.key === args.key),
        ),
      args,
      definitionNode,
    ),
});

export const definitionMutations = (store: Store): Node => ({
  metafieldDefinitionCreate: ({ definition }: { definition: DefinitionInput }) =>
    store.db.transaction(() => createDefinition(store, definition)),
});

function createDefinition(store: Store, given: DefinitionInput): Node {
  const refused = (code: string, field: string, message: string) => ({
    createdDefinition: null,
    userErrors: [
      { code, field: ["definition", field], message, elementIndex: null, elementKey: null },
    ],
  });
  const namespace = fullNamespace(given.namespace);
  if (given.name.trim() === "") return refused("BLANK", "name", "Name can't be blank");
  if (!TYPES.includes(given.type.replace(/^list\./, "")))
    return refused("INCLUSION", "type", `Type name ${given.type} is not a valid type.`);
  if (store.definitions.get(given.ownerType, namespace, given.key) !== null)
    return refused("TAKEN", "key", `Key is in use for ${given.ownerType} metafields.`);
  return { createdDefinition: definitionNode(addDefinition(store, given)), userErrors: [] };
}

/** Stores a definition as it was given. */
export function addDefinition(store: Store, given: DefinitionInput): MetafieldDefinition {
  const definition: MetafieldDefinition = {
    id: store.facts.nextId("definition"),
    ownerType: given.ownerType,
    namespace: fullNamespace(given.namespace),
    key: given.key,
    name: given.name,
    description: given.description ?? null,
    type: given.type,
    access: {
      admin: given.access?.admin ?? "MERCHANT_READ_WRITE",
      storefront: given.access?.storefront ?? "NONE",
      customerAccount: given.access?.customerAccount ?? "NONE",
    },
    cartToOrderCopyable: given.capabilities?.cartToOrderCopyable?.enabled ?? false,
  };
  store.definitions.put(definition);
  return definition;
}

/** `MetafieldDefinition` */
function definitionNode(definition: MetafieldDefinition): Node {
  const capability = (enabled: boolean) => ({ eligible: enabled, enabled });
  return {
    __typename: "MetafieldDefinition",
    id: gid("MetafieldDefinition", definition.id),
    ownerType: definition.ownerType,
    namespace: definition.namespace,
    key: definition.key,
    name: definition.name,
    description: definition.description,
    type: { name: definition.type, category: definition.type.toUpperCase() },
    access: definition.access,
    capabilities: {
      cartToOrderCopyable: { eligible: true, enabled: definition.cartToOrderCopyable },
      adminFilterable: { ...capability(false), status: "NOT_FILTERABLE" },
      smartCollectionCondition: capability(false),
      uniqueValues: capability(false),
    },
    pinnedPosition: null,
    useAsCollectionCondition: false,
    validationStatus: "ALL_VALID",
    validations: [],
  };
}
