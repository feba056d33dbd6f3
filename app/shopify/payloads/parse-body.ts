import { quoteLongIntegers } from "./quote-long-integers.ts";

/** A body that was JSON, or what is wrong with it. */
export type ParsedBody =
  | { readonly kind: "ok"; readonly body: unknown }
  | { readonly kind: "malformed_json"; readonly message: string };

/** `JSON.parse` as Node 24 has it; TypeScript 5.9 does not know the third argument yet. */
type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
) => unknown;
const parseWithSource = JSON.parse as ParseWithSource;

/**
 * Parses JSON without losing digits: an integer that a JavaScript number cannot
 * hold exactly becomes a string of its digits. Shopify's ids exceed 2^53, and
 * two of them that differ in the last digit must not become one.
 */
export function parseBody(text: string): ParsedBody {
  try {
    // The reviver costs ten times the parse, and webhooks wait for it: it is left
    // for the texts in which a number cannot be told from digits within a string.
    const quoted = quoteLongIntegers(text);
    const body: unknown =
      quoted === undefined ? parseWithSource(text, keepDigits) : JSON.parse(quoted);
    return { kind: "ok", body };
  } catch (error) {
    return { kind: "malformed_json", message: error instanceof Error ? error.message : "" };
  }
}

function keepDigits(_key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  const { source } = context;
  return source !== undefined && /^-?\d+$/.test(source) ? source : value;
}
