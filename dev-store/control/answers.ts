import type { Context } from "hono";
import type { z } from "zod";
import { parseJson, writeJson } from "../json.ts";
import { Refusal } from "../refusal.ts";

/** JSON with ids of any size, indented: it is read by people as often as by programs. */
export function answer(c: Context, value: unknown, status: 200 | 201 = 200): Response {
  return c.body(`${writeJson(value, 2)}\n`, status, {
    "content-type": "application/json; charset=utf-8",
  });
}

/**
 * The request's body under a schema; no body counts as `{}`.
 * @throws Refusal 400 for text that is not JSON, 422 naming the first field that is wrong
 */
export async function readBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await c.req.text();
  return readValue(text.trim() === "" ? {} : parsed(text), schema);
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    throw new Refusal(
      400,
      "malformed_json",
      `The body is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

/** A value under a schema; a wrapper such as `{order: {...}}` is taken off by the caller. */
export function readValue<Schema extends z.ZodType>(
  value: unknown,
  schema: Schema,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join(".");
  throw new Refusal(
    422,
    "invalid_field",
    issue?.message ?? "The body is not right",
    path || undefined,
  );
}

/** Takes `{order: {...}}` as well as the order itself. */
export function unwrapped(value: unknown, key: string): unknown {
  return typeof value === "object" &&
    value !== null &&
    key in value &&
    Object.keys(value).length === 1
    ? (value as Record<string, unknown>)[key]
    : value;
}

/** A Shopify id from the path. */
export function pathId(c: Context): string {
  const id = c.req.param("id") ?? "";
  if (!/^\d{1,18}$/.test(id)) throw new Refusal(404, "not_found", `${id} is not a Shopify id`);
  return id;
}

/** `limit` and `after` of a listing. */
export function pageOf(c: Context): {
  first: number;
  after: { sort: bigint; id: bigint } | null;
} {
  const limit = c.req.query("limit") ?? "50";
  const after = c.req.query("after");
  if (!/^\d+$/.test(limit) || Number(limit) < 1 || Number(limit) > 250) {
    throw new Refusal(422, "invalid_field", "must be a whole number from 1 to 250", "limit");
  }
  if (after === undefined) return { first: Number(limit), after: null };
  const match = /^(\d{1,18})\.(\d{1,18})$/.exec(after);
  if (match === null)
    throw new Refusal(422, "invalid_field", "is not a cursor of this listing", "after");
  return {
    first: Number(limit),
    after: { sort: BigInt(match[1] ?? 0), id: BigInt(match[2] ?? 0) },
  };
}
