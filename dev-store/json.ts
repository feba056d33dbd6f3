/**
 * JSON that keeps integers beyond 2^53. Shopify's ids may exceed it, and a
 * stand-in that rounds them would hide the very mistake it should show.
 */

// TypeScript's library does not know these parts of JSON yet; Node 24 has them.
interface ExactJson {
  parse(
    text: string,
    reviver: (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): object;
}
const exact = JSON as unknown as ExactJson;

/**
 * Reads JSON; an integer that a number cannot hold exactly becomes a bigint.
 * @throws SyntaxError when `text` is not JSON
 */
export function parseJson(text: string): unknown {
  return exact.parse(text, (_key, value, context) =>
    typeof value === "number" &&
    !Number.isSafeInteger(value) &&
    /^-?\d+$/.test(context.source ?? "")
      ? BigInt(context.source ?? "")
      : value,
  );
}

/** Reads JSON so that writing it again gives every number as it was written: `1.10` stays `1.10`. */
export function parseJsonVerbatim(text: string): unknown {
  return exact.parse(text, (_key, value, context) =>
    typeof value === "number" && context.source !== undefined
      ? exact.rawJSON(context.source)
      : value,
  );
}

/** Writes JSON; a bigint becomes a plain number of any length. */
export function writeJson(value: unknown, indent?: number): string {
  return JSON.stringify(
    value,
    (_key, part: unknown) => (typeof part === "bigint" ? exact.rawJSON(part.toString()) : part),
    indent,
  );
}
