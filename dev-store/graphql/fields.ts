import {
  GraphQLError,
  getNamedType,
  isObjectType,
  isInterfaceType,
  type GraphQLFieldResolver,
} from "graphql";
import type { Store } from "../store.ts";

/** What resolvers know of a call. */
export interface CallContext {
  readonly store: Store;
  /** Objects found so far: what Shopify charges for. */
  cost: number;
}

/** An object of the schema: each field a value, or a function of its arguments. Dates become ISO texts. */
export type Node = Readonly<Record<string, unknown>>;

/**
 * Resolves every field. A field that the dev store does not know is an error
 * that names it: null would look like an answer of Shopify's.
 */
export const resolveField: GraphQLFieldResolver<unknown, CallContext> = (
  source,
  args,
  context,
  info,
) => {
  const value = (source as Record<string, unknown>)[info.fieldName];
  if (value === undefined) {
    throw new GraphQLError(
      `The dev store does not implement ${info.parentType.name}.${info.fieldName}`,
      {
        extensions: { code: "NOT_IMPLEMENTED_BY_DEV_STORE" },
      },
    );
  }
  const result: unknown =
    typeof value === "function"
      ? (value as (args: unknown, context: CallContext) => unknown)(args, context)
      : value;
  const type = getNamedType(info.returnType);
  const counts =
    type.name.endsWith("Connection") ||
    ((isObjectType(type) || isInterfaceType(type)) &&
      (type.name === "Node" || type.getInterfaces().some((part) => part.name === "Node")));
  if (counts && result !== null) context.cost += Array.isArray(result) ? result.length : 1;
  return result instanceof Date ? graphqlTime(result) : result;
};

/** A time as the Admin API writes it. */
export const graphqlTime = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;

export const optionalTime = (at: Date | null): string | null =>
  at === null ? null : graphqlTime(at);
