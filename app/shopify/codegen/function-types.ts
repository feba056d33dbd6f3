import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

import { codegen } from "@graphql-codegen/core";
import * as typescriptOperations from "@graphql-codegen/typescript-operations";
import { buildClientSchema, parse, printSchema } from "graphql";
import type { GraphQLSchema, IntrospectionQuery } from "graphql";
import { format, resolveConfig } from "prettier";

import { API_VERSION } from "../api-version.ts";
import { SCHEMA_FOLDER } from "./schema.ts";

const FUNCTION = fileURLToPath(new URL("../../../extensions/loyalty-discount/", import.meta.url));
const INPUT_QUERIES = ["cart-lines.graphql", "delivery-options.graphql"];

/** What the Function returns, as the mutations that take it; so its types are written, too. */
const RESULTS = `
mutation CartLinesResult($result: CartLinesDiscountsGenerateRunResult!) {
  cartLinesDiscountsGenerateRun(result: $result)
}
mutation DeliveryOptionsResult($result: CartDeliveryOptionsDiscountsGenerateRunResult!) {
  cartDeliveryOptionsDiscountsGenerateRun(result: $result)
}`;

/** Files of the Discount Function that are written from Shopify's schema, by their path. */
export async function functionFiles(): Promise<Map<string, string>> {
  const schema = functionSchema();
  return new Map([
    // Where Shopify's CLI looks for it; the first line tells it the version.
    [join(FUNCTION, "schema.graphql"), `# api_version: ${API_VERSION}\n\n${printSchema(schema)}\n`],
    [join(FUNCTION, "generated", "api.ts"), await typesOf(schema)],
  ]);
}

function functionSchema(): GraphQLSchema {
  const file = join(SCHEMA_FOLDER, `functions_discount_${API_VERSION}.json.gz`);
  // Our own file, in the shape that Shopify's package has; no outside data.
  const { data } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
    data: IntrospectionQuery;
  };
  return buildClientSchema(data);
}

async function typesOf(schema: GraphQLSchema): Promise<string> {
  const queries = INPUT_QUERIES.map((name) => readFileSync(join(FUNCTION, "src", name), "utf8"));
  const filename = join(FUNCTION, "generated", "api.ts");
  const types = await codegen({
    filename,
    // The schema that counts is `schemaAst`; the plugin wants a document beside it.
    schema: parse("type Query { unused: Int }"),
    schemaAst: schema,
    documents: [...queries, RESULTS].map((text) => ({ document: parse(text) })),
    config: {
      disableDescriptions: true,
      immutableTypes: true,
      skipTypename: true,
      defaultScalarType: "unknown",
      scalars: { Decimal: "string", ID: "string", Handle: "string" },
    },
    plugins: [{ operations: {} }],
    pluginMap: { operations: typescriptOperations },
  });
  const header = "// Written by `npm run codegen` from src/*.graphql. Do not edit.\n\n";
  return format(header + types, { ...(await resolveConfig(filename)), parser: "typescript" });
}
