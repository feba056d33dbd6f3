import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";

// Shopify's own, as that of the Admin API: see app/shopify/schema/README.md.
const SCHEMA_FILE = new URL(
  "../../app/shopify/schema/functions_discount_2026-07.json.gz",
  import.meta.url,
);

let loaded: GraphQLSchema | undefined;

/** What a Discount Function may ask and answer. */
export function functionSchema(): GraphQLSchema {
  if (loaded === undefined) {
    const text = gunzipSync(readFileSync(SCHEMA_FILE)).toString("utf8");
    loaded = buildClientSchema((JSON.parse(text) as { data: IntrospectionQuery }).data);
  }
  return loaded;
}
