import { z } from "zod";

import { importQuerySchema } from "./imports.server.ts";
import { gives, header, refuses, schemaOf, UNAUTHORIZED } from "./openapi-parts.server.ts";
import { idempotencyKeySchema } from "./schemas.server.ts";

const importId = {
  name: "import_id",
  in: "path",
  required: true,
  schema: schemaOf(z.uuid()),
};
const query = Object.entries(importQuerySchema.shape).map(([name, schema]) => ({
  name,
  in: "query",
  required: false,
  schema: schemaOf(schema),
}));
const UNKNOWN_IMPORT = { 404: "There is no such import." };
const csv = (description: string) => ({
  description,
  content: { "text/csv": { schema: { type: "string" } } },
});

/** Members and their points as CSV, in and out. */
export const IMPORT_PATHS = {
  "/api/v1/imports": {
    post: {
      operationId: "createImport",
      summary: "Import members or their history from a CSV file",
      description:
        "The body is the file: ours (`email` or `customer_id`, `points`, and, if wanted, `birthday`, `tier`, `expires_at`, `note`, `external_id`), a history (`points_amount`, `source`, `internal_note`, `external_note`, `applied_at`, `approved_at`, `revoked_at`, `expires_at`, `order_id`), or what Smile.io, LoyaltyLion, Rivo, Yotpo and Growave write. It is read as it arrives; customers are found and points posted afterwards. A row with an `external_id` is posted once, in whatever file it comes; a row without one is known by its content.",
      parameters: [
        ...query,
        header(
          "Idempotency-Key",
          false,
          "Names the file; required, except for a preview. Sent again with the same file, it goes on where a reading was broken off.",
          schemaOf(idempotencyKeySchema),
        ),
      ],
      requestBody: {
        required: true,
        content: { "text/csv": { schema: { type: "string" } } },
      },
      responses: {
        200: gives("It was read before under this key.", "Import"),
        202: gives("Read; the rest is under way.", "Import"),
        ...refuses({
          400: "A parameter is wrong, or the key is missing.",
          ...UNAUTHORIZED,
          409: "Another request is reading this file just now.",
          422: "The file cannot be read, or its first row does not say what it has.",
        }),
      },
    },
  },
  "/api/v1/imports/{import_id}": {
    get: {
      operationId: "getImport",
      summary: "How far an import is, and what was refused",
      parameters: [importId],
      responses: {
        200: gives("The import.", "Import"),
        ...refuses({ ...UNAUTHORIZED, ...UNKNOWN_IMPORT }),
      },
    },
    delete: {
      operationId: "undoImport",
      summary: "Take back what is left of an import's points",
      description:
        "Takes exactly what is left in the import's own lots. What was spent or has expired stays so, and nobody owes anything for it; what a checkout holds is taken by a second undo.",
      parameters: [importId],
      responses: {
        202: gives("The undo is under way.", "Import"),
        ...refuses({
          ...UNAUTHORIZED,
          ...UNKNOWN_IMPORT,
          409: "It is a preview, which has posted nothing.",
        }),
      },
    },
  },
  "/api/v1/imports/{import_id}/refused.csv": {
    get: {
      operationId: "getRefusedRows",
      summary: "An import's refused rows, and what to do about each",
      parameters: [importId],
      responses: {
        200: csv("Row, column, code and problem."),
        ...refuses({ ...UNAUTHORIZED, ...UNKNOWN_IMPORT }),
      },
    },
  },
  "/api/v1/exports/members.csv": {
    get: {
      operationId: "exportMembers",
      summary: "All members with their points",
      description: "Streamed. An import takes the file as it is.",
      responses: { 200: csv("A row per member."), ...refuses(UNAUTHORIZED) },
    },
  },
  "/api/v1/exports/points_transactions.csv": {
    get: {
      operationId: "exportPointsTransactions",
      summary: "All transfers of the ledger",
      description: "Streamed, member by member, each in the order of its chain.",
      responses: { 200: csv("A row per transfer."), ...refuses(UNAUTHORIZED) },
    },
  },
};
