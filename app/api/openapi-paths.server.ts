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
  "/api/v1/members/{customer_id}/actions": {
    post: {
      operationId: "reportAction",
      summary: "Report what a member has done, for the program's rules",
      description:
        "Gives what the rules of the program in force give for it, once. An action of your own is named by the Idempotency-Key; the others name themselves.",
      parameters: [customerId, idempotencyKey],
      requestBody: takes("Action"),
      responses: {
        200: gives("Nothing was posted; `outcome` says why.", "ActionOutcome"),
        201: gives("Points were posted.", "ActionOutcome"),
        ...refuses({
          ...UNREADABLE,
          ...UNAUTHORIZED,
          ...UNKNOWN_MEMBER,
          422: "A field is wrong.",
        }),
      },
    },
  },
  "/api/v1/members/{customer_id}/birthday": {
    put: {
      operationId: "setBirthday",
      summary: "Set a member's birthday, or take it away",
      description:
        "Without a year. A birthday rule gives points only where the date was set long enough before; the same date set again stays as old as it was.",
      parameters: [customerId],
      requestBody: takes("Birthday"),
      responses: {
        200: gives("The birthday as it is kept.", "Birthday"),
        ...refuses({
          ...UNREADABLE,
          ...UNAUTHORIZED,
          ...UNKNOWN_MEMBER,
          409: "The member's data has been erased.",
          422: "It is no day of the calendar.",
        }),
      },
    },
  },
  "/api/v1/members/{customer_id}/enrolment": {
    put: {
      operationId: "setEnrolment",
      summary: "Enrol a member, opt them out, or freeze them",
      description:
        "Who is not `active` earns and spends nothing, and loses nothing. Who joins for the first time gets the welcome bonus.",
      parameters: [customerId],
      requestBody: takes("Enrolment"),
      responses: {
        200: gives("The member as it stands now.", "Member"),
        ...refuses({
          ...UNREADABLE,
          ...UNAUTHORIZED,
          ...UNKNOWN_MEMBER,
          409: "The member's data has been erased.",
          422: "A field is wrong, or `consent` is missing where members opt in.",
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
  "/api/v1/program/schema": {
    get: {
      operationId: "getProgramSchema",
      summary: "The JSON Schema of program documents, for editors",
      security: [],
      responses: {
        200: {
          description: "JSON Schema, draft 2020-12.",
          content: { "application/schema+json": { schema: { type: "object" } } },
        },
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
