import { z } from "zod";

import { customerIdSchema, idempotencyKeySchema, pageQuerySchema } from "./schemas.server.ts";

/* The pieces that the operations of the OpenAPI document are put together from. */

export const schemaOf = (schema: z.ZodType) => {
  const json = z.toJSONSchema(schema, { io: "input" });
  // OpenAPI 3.1 says for the whole document which JSON Schema it speaks.
  delete json.$schema;
  return json;
};

/** A component of the document. */
export const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const json = (name: string) => ({ "application/json": { schema: reference(name) } });
export const gives = (description: string, name: string) => ({ description, content: json(name) });
export const takes = (name: string) => ({ required: true, content: json(name) });
/** Answers with an error, by status. */
export const refuses = (descriptions: Readonly<Record<number, string>>) =>
  Object.fromEntries(
    Object.entries(descriptions).map(([status, text]) => [status, gives(text, "Error")]),
  );

export const UNAUTHORIZED = { 401: "The token is missing, wrong or revoked." };
export const UNKNOWN_MEMBER = { 404: "No member has this customer id." };
export const UNREADABLE = {
  400: "Not JSON, or a parameter is wrong.",
  413: "The body is too large.",
};

export const customerId = {
  name: "customer_id",
  in: "path",
  required: true,
  schema: schemaOf(customerIdSchema),
};
export const header = (name: string, required: boolean, description: string, schema: object) => ({
  name,
  in: "header",
  required,
  description,
  schema,
});

export const pageQuery = Object.entries(pageQuerySchema.shape).map(([name, schema]) => ({
  name,
  in: "query",
  required: false,
  schema: schemaOf(schema),
}));

export const etag = {
  ETag: { description: "The version, for If-Match.", schema: { type: "string", example: '"3"' } },
};

export const idempotencyKey = header(
  "Idempotency-Key",
  true,
  "Sent again with the same content, it posts nothing and answers with what was posted.",
  schemaOf(idempotencyKeySchema),
);
