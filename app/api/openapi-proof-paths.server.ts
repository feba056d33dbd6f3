import {
  customerId,
  gives,
  refuses,
  UNAUTHORIZED,
  UNKNOWN_MEMBER,
} from "./openapi-parts.server.ts";

const text = (description: string) => ({
  description,
  content: { "text/plain": { schema: { type: "string" } } },
});
const number = (name: string, place: "path" | "query") => ({
  name,
  in: place,
  required: place === "path",
  schema: { type: "string" },
});
const heads = {
  name: "heads",
  in: "query",
  required: false,
  description: "With a line for each chain, by which a check can name the one that was rewritten.",
  schema: { type: "boolean" },
};

/** What proves the ledger, and what explains a balance. */
export const PROOF_PATHS = {
  "/api/v1/members/{customer_id}/balance_explanation": {
    get: {
      operationId: "explainBalance",
      summary: "Why a member has these points",
      description:
        "The balance broken down to points credited together, and these to the orders, awards and adjustments that gave and took them, with the program version and its arithmetic.",
      parameters: [customerId],
      responses: {
        200: gives("The explanation.", "BalanceExplanation"),
        ...refuses({ 400: "The id is malformed.", ...UNAUTHORIZED, ...UNKNOWN_MEMBER }),
      },
    },
  },
  "/api/v1/members/{customer_id}/ledger_proof": {
    get: {
      operationId: "proveChain",
      summary: "Proof that a member's history stood in a digest",
      description:
        "A file that anybody can check with SHA-256 alone, as docs/ledger-proof.md says; it has nobody else's data.",
      parameters: [customerId, number("digest", "query")],
      responses: {
        200: text("The proof; of the newest digest, unless another is named."),
        ...refuses({
          400: "A parameter is wrong.",
          ...UNAUTHORIZED,
          404: "No member has this customer id, there is no such digest, or nothing had happened to the member by then.",
        }),
      },
    },
  },
  "/api/v1/digests": {
    get: {
      operationId: "listDigests",
      summary: "Digests of the whole ledger, newest first",
      description:
        "One is taken every day. Who keeps its hash elsewhere can find out later whether anything from before was rewritten.",
      parameters: [number("after", "query")],
      responses: {
        200: gives("A page.", "DigestPage"),
        ...refuses({ 400: "A parameter is wrong.", ...UNAUTHORIZED }),
      },
    },
    post: {
      operationId: "checkDigest",
      summary: "Check a digest that was kept",
      description:
        "The body is its file, with or without the lines for each chain, of at most 256 KiB: the nine lines are enough.",
      requestBody: {
        required: true,
        content: { "text/plain": { schema: { type: "string" } } },
      },
      responses: {
        200: gives("Whether it still holds.", "DigestCheck"),
        ...refuses({
          ...UNAUTHORIZED,
          413: "The body is too large.",
          422: "This is no digest, or its file was changed.",
        }),
      },
    },
  },
  "/api/v1/digests/{number}": {
    get: {
      operationId: "getDigest",
      summary: "A digest as a file for keeping",
      parameters: [number("number", "path"), heads],
      responses: {
        200: text(
          "Nine lines, and one for each chain where they are asked for. `latest` is the newest.",
        ),
        ...refuses({
          400: "A parameter is wrong.",
          ...UNAUTHORIZED,
          404: "There is no such digest.",
        }),
      },
    },
  },
};
