import type { Section } from "./statement.ts";
import type { Value } from "./value.ts";

type Resource = Extract<Value, { kind: "resource" }>;

/** Everything that statements name by Shopify's id, each once. */
export function resourcesIn(sections: readonly Section[]): Pick<Resource, "of" | "id">[] {
  const statements = sections.flatMap((section) => [
    ...section.statements,
    ...section.items.flatMap((item) => item.statements),
  ]);
  const found = statements.flatMap(({ values }) => Object.values(values).flatMap(resourcesOf));
  return [...new Map(found.map(({ of, id }) => [`${of}/${id}`, { of, id }])).values()];
}

function resourcesOf(value: Value): Resource[] {
  if (value.kind === "resource") return [value];
  if (value.kind === "list") return value.of.flatMap(resourcesOf);
  return value.kind === "phrase" ? Object.values(value.values).flatMap(resourcesOf) : [];
}
