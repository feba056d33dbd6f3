import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { codegen } from "@graphql-codegen/core";
import * as typescriptOperations from "@graphql-codegen/typescript-operations";
import { Kind, OperationTypeNode, parse, print, visit } from "graphql";
import type { DocumentNode, FragmentDefinitionNode, GraphQLSchema } from "graphql";
import { format, resolveConfig } from "prettier";

const OPERATIONS_FOLDER = join(import.meta.dirname, "..", "operations");
export const GENERATED_FILE = join(OPERATIONS_FOLDER, "generated.ts");

const HEADER = `// Written by \`npm run codegen\` from the .graphql files beside it. Do not edit.
import type { AdminOperation } from "./operation.ts";
`;

/** One file of app/shopify/operations. */
export interface OperationFile {
  readonly location: string;
  readonly document: DocumentNode;
}

/** Every operation and fragment, in the order of their file names. */
export function operationFiles(): OperationFile[] {
  return readdirSync(OPERATIONS_FOLDER)
    .filter((name) => name.endsWith(".graphql"))
    .sort()
    .map((name) => ({
      location: name,
      document: parse(readFileSync(join(OPERATIONS_FOLDER, name), "utf8")),
    }));
}

/** The text that generated.ts is to have: types of the operations, and the operations. */
export async function generatedText(schema: GraphQLSchema): Promise<string> {
  const files = operationFiles();
  const types = await codegen({
    filename: GENERATED_FILE,
    // The schema that counts is `schemaAst`; the plugin wants a document beside it.
    schema: parse("type Query { unused: Int }"),
    schemaAst: schema,
    documents: files.map(({ location, document }) => ({ location, document })),
    config: {
      disableDescriptions: true,
      immutableTypes: true,
      skipTypename: true,
      defaultScalarType: "unknown",
      scalars: { DateTime: "string", Decimal: "string", ID: "string" },
    },
    plugins: [{ operations: {} }],
    pluginMap: { operations: typescriptOperations },
  });
  const text = [HEADER, types, ...operationConstants(files)].join("\n");
  const options = await resolveConfig(GENERATED_FILE);
  return format(text, { ...options, parser: "typescript" });
}

function operationConstants(files: readonly OperationFile[]): string[] {
  const definitions = files.flatMap((file) => file.document.definitions);
  const fragments = new Map(
    definitions
      .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  return definitions
    .filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    .map((operation) => {
      const name = operation.name?.value;
      if (name === undefined) throw new Error("An operation in app/shopify/operations has no name");
      const used = [...fragmentsOf(operation, fragments)].sort();
      const parts = [operation, ...used.map((fragment) => fragments.get(fragment))];
      const text = parts.flatMap((part) => (part === undefined ? [] : [print(part)])).join("\n\n");
      const constant = `${name[0]?.toLowerCase() ?? ""}${name.slice(1)}Operation`;
      // As the plugin names the types: ShopQuery, DiscountCreateMutation.
      const type = `${name}${operation.operation === OperationTypeNode.MUTATION ? "Mutation" : "Query"}`;
      return `export const ${constant}: AdminOperation<${type}, ${type}Variables> = {
        name: "${name}",
        text: \`${text}\`,
      };
`;
    });
}

/** The names of the fragments that a definition spreads, and those that they spread. */
function fragmentsOf(
  definition: Parameters<typeof visit>[0],
  all: ReadonlyMap<string, FragmentDefinitionNode>,
  found = new Set<string>(),
): Set<string> {
  visit(definition, {
    FragmentSpread({ name }) {
      const fragment = all.get(name.value);
      if (fragment === undefined || found.has(name.value)) return;
      found.add(name.value);
      fragmentsOf(fragment, all, found);
    },
  });
  return found;
}
