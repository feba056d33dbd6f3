import { getNamedType, isObjectType } from "graphql";
import type { Store } from "../store.ts";
import type { Node } from "./fields.ts";
import { adminSchema } from "./schema.ts";

/**
 * The mutations with the fault `refuse_mutation` before each: one that is named
 * there answers with a userError and does nothing.
 */
export function refusable(store: Store, mutations: Node): Node {
  return Object.fromEntries(
    Object.entries(mutations).map(([name, work]) => [
      name,
      (args: unknown) => {
        const refusal = store.faults.current().refuse_mutation[name];
        if (refusal !== undefined)
          return { ...nothingOf(name), userErrors: [{ ...UNSAID, ...refusal }] };
        return (work as (args: unknown) => unknown)(args);
      },
    ]),
  );
}

/** What userErrors of one kind or another have beside code, field and message. */
const UNSAID = { extraInfo: null, elementIndex: null, elementKey: null };

/** Every field of the mutation's payload as null. */
function nothingOf(mutation: string): Node {
  const field = adminSchema().getMutationType()?.getFields()[mutation];
  const payload = field === undefined ? null : getNamedType(field.type);
  return isObjectType(payload)
    ? Object.fromEntries(Object.keys(payload.getFields()).map((name) => [name, null]))
    : {};
}
