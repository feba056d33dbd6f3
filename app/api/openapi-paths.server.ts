import {
  customerId,
  etag,
  gives,
  header,
  idempotencyKey,
  pageQuery,
  reference,
  refuses,
  takes,
  UNAUTHORIZED,
  UNKNOWN_MEMBER,
  UNREADABLE,
} from "./openapi-parts.server.ts";

/** What can be asked under /api/v1, and what may come back. */
export const API_PATHS = {
  "/api/v1/members/{customer_id}": {
    get: {
      operationId: "getMember",
      summary: "A member's points",
      description: "After a merge, the old customer id leads to the surviving member.",
      parameters: [customerId],
      responses: {
        200: gives("The member.", "Member"),
        ...refuses({ 400: "The id is malformed.", ...UNAUTHORIZED, ...UNKNOWN_MEMBER }),
      },
    },
  },
  "/api/v1/members/{customer_id}/points_transactions": {
    get: {
      operationId: "listPointsTransactions",
      summary: "How a member's points came about, newest first",
      parameters: [customerId, ...pageQuery],
      responses: {
        200: gives("A page.", "PointsTransactionPage"),
        ...refuses({ 400: "A parameter is wrong.", ...UNAUTHORIZED, ...UNKNOWN_MEMBER }),
      },
    },
    post: {
      operationId: "adjustPoints",
      summary: "Give or take points, with a reason",
      parameters: [customerId, idempotencyKey],
      requestBody: takes("Adjustment"),
      responses: {
        200: gives("Posted before under this key.", "PointsTransaction"),
        201: gives("Posted.", "PointsTransaction"),
        ...refuses({
          ...UNREADABLE,
          ...UNAUTHORIZED,
          ...UNKNOWN_MEMBER,
          409: "The key was used for another adjustment.",
          422: "A field is wrong, or there are not enough points.",
        }),
      },
    },
  },
  "/api/v1/program": {
    get: {
      operationId: "getProgram",
      summary: "The program in force",
      responses: {
        200: { ...gives("The program.", "ProgramVersion"), headers: etag },
        ...refuses({ ...UNAUTHORIZED, 404: "None has been published yet." }),
      },
    },
    put: {
      operationId: "publishProgram",
      summary: "Publish a new version of the program",
      description:
        'Applies to orders processed from now on. Takes the document, alone or as `{"document": ...}`, so that the answer of GET can be changed and sent back.',
      parameters: [
        header(
          "If-Match",
          false,
          "The ETag of the version that was changed, or `*`. Required, unless `If-None-Match: *` says that there is none yet.",
          { type: "string" },
        ),
        header("If-None-Match", false, "`*` for the first publication.", { type: "string" }),
      ],
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: {
              anyOf: [
                reference("ProgramDocument"),
                {
                  type: "object",
                  properties: { document: reference("ProgramDocument") },
                  required: ["document"],
                },
              ],
            },
          },
        },
      },
      responses: {
        200: { ...gives("The version that was published.", "ProgramVersion"), headers: etag },
        ...refuses({
          ...UNREADABLE,
          ...UNAUTHORIZED,
          412: "Somebody else has published meanwhile.",
          422: "The document has mistakes, and `problems` names all of them; or its currency is not the shop's (`wrong_currency`).",
          428: "If-Match is missing.",
        }),
      },
    },
  },
  "/api/v1/openapi.json": {
    get: {
      operationId: "getOpenApi",
      summary: "This document",
      security: [],
      responses: {
        200: {
          description: "OpenAPI 3.1.",
          content: { "application/json": { schema: { type: "object" } } },
        },
      },
    },
  },
};
