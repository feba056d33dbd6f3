import type { z } from "zod";

import { ApiRefusal, badRequest, unprocessable } from "./refusal.server.ts";

/** A program document comes to a few KiB. */
export const MOST_BODY_BYTES = 256 * 1024;
const MOST_DISCARDED_BYTES = 16 * 1024 * 1024;

/**
 * A request's JSON. The content type is not asked for: a bearer token is never
 * sent by a browser on its own, so there is no form to be mistaken for.
 * @throws ApiRefusal 413 or 400
 */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ApiRefusal(400, "malformed_json", "The body is not JSON");
  }
}

/** A request's body as text. @throws ApiRefusal 413 */
export async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body?.getReader();
  for (let next = await reader?.read(); next?.value; next = await reader?.read()) {
    length += next.value.length;
    // Read on without keeping: a client that still sends would not see the answer.
    if (length <= MOST_BODY_BYTES) chunks.push(next.value);
    else if (length > MOST_DISCARDED_BYTES) break;
  }
  if (length > MOST_BODY_BYTES) {
    const message = `The body exceeds ${MOST_BODY_BYTES} bytes`;
    throw new ApiRefusal(413, "body_too_large", message);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** @throws ApiRefusal 422 naming the first field that the schema refuses */
export function checkBody<T>(schema: z.ZodType<T>, body: unknown): T {
  // Without the input, an issue does not tell what is missing from what is wrong.
  const result = schema.safeParse(body, { reportInput: true });
  if (result.success) return result.data;
  const { field, message } = firstProblem(result.error, "the body");
  throw unprocessable("invalid_request", `${field} ${message}`, field);
}

/** @throws ApiRefusal 400 naming the first query parameter that the schema refuses */
export function checkQuery<T>(schema: z.ZodType<T>, request: Request): T {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const result = schema.safeParse(query, { reportInput: true });
  if (result.success) return result.data;
  const { field, message } = firstProblem(result.error, "the query");
  throw badRequest(field, message);
}

/** @throws ApiRefusal 400 naming the parameter or header */
export function checkText(
  schema: z.ZodType<string>,
  value: string | null | undefined,
  name: string,
): string {
  const result = schema.safeParse(value ?? undefined);
  if (result.success) return result.data;
  throw badRequest(name, result.error.issues[0]?.message ?? "is not as expected");
}

function firstProblem(error: z.ZodError, whole: string) {
  const issue = error.issues[0];
  if (issue?.code === "unrecognized_keys") {
    return { field: String(issue.keys[0]), message: "is not known here" };
  }
  const field = issue?.path.map(String).join(".") || whole;
  const missing = issue?.code === "invalid_type" && issue.input === undefined;
  return { field, message: missing ? "is missing" : (issue?.message ?? "is not as expected") };
}
