import type { z } from "zod";

/** What came of reading outside data: the value, or the first field that is wrong. */
export type Reading<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "invalid"; readonly field: string; readonly message: string };

/** Thrown while reading, and turned into a refusal by `reading`; it never leaves this folder. */
export class FieldError extends Error {
  override readonly name = "FieldError";
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/**
 * Runs `read` and answers with its value, or with the field that it refused.
 * Any other error is a bug and passes through.
 */
export function reading<T>(read: () => T): Reading<T> {
  try {
    return { kind: "ok", value: read() };
  } catch (error) {
    if (error instanceof FieldError) {
      return { kind: "invalid", field: error.field, message: error.message };
    }
    throw error;
  }
}

/** @throws FieldError naming the first field of `body` that the schema refuses */
export function checked<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new FieldError(fieldName(issue?.path ?? []), issue?.message ?? "is not as expected");
}

/** `["line_items", 0, "price"]` -> `line_items[0].price`; the body itself is `(body)`. */
function fieldName(path: readonly PropertyKey[]): string {
  const name = path
    .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
    .join("");
  return name === "" ? "(body)" : name.replace(/^\./, "");
}
