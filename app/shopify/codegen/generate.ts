import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { codegen } from "@graphql-codegen/core";
import * as typedDocumentNode from "@graphql-codegen/typed-document-node";
import * as typescriptOperations from "@graphql-codegen/typescript-operations";
import { parse } from "graphql";
import type { DocumentNode, GraphQLSchema } from "graphql";
import { format, resolveConfig } from "prettier";

export const OPERATIONS_FOLDER = join(import.meta.dirname, "..", "operations");
export const GENERATED_FILE = join(OPERATIONS_FOLDER, "generated.ts");

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
    .map((name) => {
      const location = join(OPERATIONS_FOLDER, name);
      return { location: name, document: parse(readFileSync(location, "utf8")) };
    });
}
