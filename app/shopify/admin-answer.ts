import { z } from "zod";

/** What came of a call to the Admin API. */
export type AdminAnswer<Data> =
  | {
      readonly kind: "ok";
      readonly data: Data;
      /** Paths of fields that this app may not see; they are null in `data`. */
      readonly denied: readonly string[];
    }
  | AdminRefusal
  | AdminUnavailable;

/** Shopify has answered, and asking again would bring the same answer. */
export interface AdminRefusal {
  readonly kind: "refused";
  /** Shopify's code, such as ACCESS_DENIED, or HTTP_402. */
  readonly code: string;
  readonly message: string;
}

/** No answer after all attempts: whether the call took effect is not known. */
export interface AdminUnavailable {
  readonly kind: "unavailable";
  readonly message: string;
}

/** Thrown by callers that cannot go on without an answer; jobs try again later. */
export class AdminFailure extends Error {
  override readonly name = "AdminFailure";
  readonly answer: AdminRefusal | AdminUnavailable;

  constructor(operation: string, answer: AdminRefusal | AdminUnavailable) {
    const code = answer.kind === "refused" ? ` (${answer.code})` : "";
    super(`The Admin API ${answer.kind} ${operation}${code}: ${answer.message}`);
    this.answer = answer;
  }
}

/**
 * Without an address an order or a customer is still itself: only no guest order is claimed by it.
 * A company is hidden where the shop has no B2B any more: what it bought is then its buyer's.
 */
const DISPENSABLE = /(^|\.)(email|defaultEmailAddress|purchasingEntity)(\.|$)/;

/**
 * The data of an answer. What the app may not see is null in it, like what is not
 * there, and would be taken for deleted, merged or a guest's: better no answer.
 * @throws AdminFailure where there are no data, or any but addresses are hidden
 */
export function dataOf<Data>(operation: string, answer: AdminAnswer<Data>): Data {
  if (answer.kind !== "ok") throw new AdminFailure(operation, answer);
  const hidden = answer.denied.find((path) => !DISPENSABLE.test(path));
  if (hidden === undefined) return answer.data;
  const message = `may not read ${hidden}: the app lacks a scope or protected customer data access`;
  throw new AdminFailure(operation, { kind: "refused", code: "ACCESS_DENIED", message });
}

const cost = z.object({
  requestedQueryCost: z.number(),
  throttleStatus: z.object({
    maximumAvailable: z.number(),
    currentlyAvailable: z.number(),
    restoreRate: z.number(),
  }),
});

const graphQLError = z.object({
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).nullish(),
  extensions: z.object({ code: z.string().nullish() }).nullish(),
});
type GraphQLError = z.infer<typeof graphQLError>;

/** A GraphQL answer of any operation. `errors` is a string where the shop itself refuses. */
export const graphQLAnswer = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.union([z.array(graphQLError), z.string()]).nullish(),
  extensions: z.object({ cost: cost.optional() }).nullish(),
});
export type GraphQLAnswer = z.infer<typeof graphQLAnswer>;

const TRANSIENT = new Set(["THROTTLED", "INTERNAL_SERVER_ERROR", "TIMEOUT"]);

/** A transient trouble, to be tried again, in `retry`; otherwise what the answer comes to. */
export type Judged<Data> =
  | Exclude<AdminAnswer<Data>, AdminUnavailable>
  | {
      readonly kind: "retry";
      readonly message: string;
      /** False where Shopify says that it did nothing. */
      readonly mayHaveTakenEffect: boolean;
    };

/**
 * Tells a refusal from a trouble that passes, and reads `userErrors`: a mutation
 * that changed nothing is a refusal, though GraphQL calls it a success.
 */
export function judge<Data>(answer: GraphQLAnswer): Judged<Data> {
  const errors = errorList(answer.errors);
  const codeOf = (error: GraphQLError) => error.extensions?.code ?? "UNKNOWN";
  const transient = errors.find((error) => TRANSIENT.has(codeOf(error)));
  if (transient !== undefined) {
    const mayHaveTakenEffect = codeOf(transient) !== "THROTTLED";
    return { kind: "retry", message: transient.message, mayHaveTakenEffect };
  }

  const denied = errors.filter((error) => codeOf(error) === "ACCESS_DENIED" && error.path != null);
  const worst = errors.find((error) => !denied.includes(error));
  if (worst !== undefined || answer.data == null) {
    const error = worst ?? errors[0];
    if (error === undefined) {
      return { kind: "retry", message: "an answer without data", mayHaveTakenEffect: true };
    }
    return { kind: "refused", code: codeOf(error), message: error.message };
  }
  const refusal = userErrorIn(answer.data);
  if (refusal !== null) return refusal;
  return {
    kind: "ok",
    // The operation's types come from Shopify's schema, which is what it answers by.
    data: answer.data as Data,
    denied: denied.map((error) => (error.path ?? []).join(".")),
  };
}

function errorList(errors: GraphQLAnswer["errors"]): readonly GraphQLError[] {
  return typeof errors === "string" ? [{ message: errors }] : (errors ?? []);
}

const withUserErrors = z.object({
  userErrors: z.array(
    z.object({
      message: z.string(),
      field: z.array(z.string()).nullish(),
      code: z.string().nullish(),
    }),
  ),
});

function userErrorIn(data: Record<string, unknown>): AdminRefusal | null {
  for (const payload of Object.values(data)) {
    const [error] = withUserErrors.safeParse(payload).data?.userErrors ?? [];
    if (error === undefined) continue;
    const field = error.field == null ? "" : `${error.field.join(".")}: `;
    return { kind: "refused", code: error.code ?? "USER_ERROR", message: field + error.message };
  }
  return null;
}
