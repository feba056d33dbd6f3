import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

import { buildClientSchema } from "graphql";
import type { GraphQLSchema, IntrospectionQuery } from "graphql";

import { API_VERSION } from "../api-version.ts";

export const SCHEMA_FOLDER = join(dirname(fileURLToPath(import.meta.url)), "..", "schema");
export const schemaFile = () => join(SCHEMA_FOLDER, `admin_${API_VERSION}.json.gz`);

/** The access scopes that a type or a field asks of an app; any one of them will do. */
export interface RequiredScopes {
  readonly typeName: string;
  /** Absent where the whole type asks. */
  readonly fieldName?: string;
  readonly offlineScopes: readonly string[];
}

interface SchemaFile {
  readonly data: IntrospectionQuery;
  readonly offline_scopes: { readonly items: readonly RequiredScopes[] };
}

/** Shopify's whole Admin API schema, and who may read what. Takes about a second. */
export function adminSchema(): { schema: GraphQLSchema; scopes: readonly RequiredScopes[] } {
  // Our own file, in the shape that Shopify's package has; no outside data.
  const file = JSON.parse(gunzipSync(readFileSync(schemaFile())).toString()) as SchemaFile;
  return { schema: buildClientSchema(file.data), scopes: file.offline_scopes.items };
}
