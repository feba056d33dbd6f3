import { z } from "zod";

import { FIELD_NOTES } from "./program-field-notes.ts";
import { programSchema } from "./program.ts";

/** A schema as JSON Schema writes it. */
export interface JsonSchema {
  description?: string;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  [more: string]: unknown;
}

const TITLE = "The document of a loyalty programme of Kopilka";

/**
 * What editors know program documents by. It knows the fields and what each may hold; what fields
 * ask of each other only Kopilka checks.
 */
export function programJsonSchema(): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(programSchema, { io: "input" }) as JsonSchema;
  describe(schema, "");
  return { $schema, title: TITLE, ...schema };
}

function describe(schema: JsonSchema, path: string): void {
  const note = noteOf(path);
  if (note !== undefined) schema.description = note;
  for (const [key, one] of Object.entries(schema.properties ?? {})) {
    describe(one, path === "" ? key : `${path}.${key}`);
  }
  const { additionalProperties: others, items, anyOf = [], oneOf = [] } = schema;
  if (typeof others === "object") describe(others, `${path}.{}`);
  if (items !== undefined) describe(items, `${path}[]`);
  // One of several shapes is told above all of them; what they hold, in each.
  for (const one of [...anyOf, ...oneOf]) {
    describe(one, path);
    if (schema.description !== undefined) delete one.description;
  }
}

/** The note whose end of a path is the longest. */
export function noteOf(path: string): string | undefined {
  const keys = path.split(".");
  for (let from = 0; from < keys.length; from += 1) {
    const note = FIELD_NOTES[keys.slice(from).join(".")];
    if (note !== undefined) return note;
  }
  return undefined;
}
