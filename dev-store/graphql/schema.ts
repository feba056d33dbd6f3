import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, type GraphQLSchema, type IntrospectionQuery } from "graphql";

// The only thing of the app's that the dev store looks at, and it is not the app's: Shopify wrote it.
const SCHEMA_FILE = new URL("../../app/shopify/schema/admin_2026-07.json.gz", import.meta.url);

let loaded: GraphQLSchema | undefined;

/** Shopify's own Admin API schema of the version that the app asks for. */
export function adminSchema(): GraphQLSchema {
  if (loaded === undefined) {
    const text = gunzipSync(readFileSync(SCHEMA_FILE)).toString("utf8");
    loaded = buildClientSchema((JSON.parse(text) as { data: IntrospectionQuery }).data);
  }
  return loaded;
}
