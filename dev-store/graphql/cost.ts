import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type GraphQLOutputType,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";

/** Shopify lets no single call ask for more. */
const MOST = 1000;
const MUTATION = 10;

/**
 * What a call may cost at most: an object with an id costs 1, a connection 1 and
 * its nodes by `first`, each of several `ids` what one costs. Shopify's exact formula is not published; this is near it.
 */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map(
    document.definitions
      .filter((part): part is FragmentDefinitionNode => part.kind === Kind.FRAGMENT_DEFINITION)
      .map((part) => [part.name.value, part]),
  );

  function ofSelections(set: SelectionSetNode | undefined, type: GraphQLOutputType): number {
    const named = getNamedType(type);
    let cost = 0;
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        cost += ofSelections(
          fragments.get(selection.name.value)?.selectionSet,
          typeNamed(fragments.get(selection.name.value)?.typeCondition.name.value) ?? type,
        );
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        cost += ofSelections(
          selection.selectionSet,
          typeNamed(selection.typeCondition?.name.value) ?? type,
        );
      } else if (isObjectType(named) || isInterfaceType(named)) {
        const field = named.getFields()[selection.name.value];
        if (field === undefined) continue;
        const size = selection.arguments?.find(
          (part) => part.name.value === "first" || part.name.value === "last",
        )?.value;
        const ids = selection.arguments?.find((part) => part.name.value === "ids")?.value;
        const times = idsIn(ids) ?? timesOf(size);
        cost += ownCost(field.type) + times * ofSelections(selection.selectionSet, field.type);
      }
    }
    return cost;
  }
  function idsIn(given: ValueNode | undefined): number | null {
    if (given?.kind === Kind.LIST) return given.values.length;
    const value = given?.kind === Kind.VARIABLE ? variables[given.name.value] : null;
    return Array.isArray(value) ? value.length : null;
  }
  function timesOf(size: ValueNode | undefined): number {
    if (size?.kind === Kind.INT) return Number(size.value);
    return size?.kind === Kind.VARIABLE ? Number(variables[size.name.value] ?? 1) : 1;
  }
  function typeNamed(name: string | undefined): GraphQLOutputType | undefined {
    const type = name === undefined ? undefined : schema.getType(name);
    return isObjectType(type) || isInterfaceType(type) ? type : undefined;
  }

  let total = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = schema.getRootType(definition.operation);
    if (root)
      total +=
        (definition.operation === OperationTypeNode.MUTATION ? MUTATION : 0) +
        ofSelections(definition.selectionSet, root);
  }
  return Math.min(MOST, Math.max(1, total));
}

function ownCost(type: GraphQLOutputType): number {
  const named = getNamedType(type);
  if (named.name.endsWith("Connection")) return 1;
  return isObjectType(named) && named.getInterfaces().some((part) => part.name === "Node") ? 1 : 0;
}
