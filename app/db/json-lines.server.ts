/**
 * Many JSON documents in one text parameter. As an array of text each would be
 * escaped quote by quote here and read character by character there; a line
 * break never occurs inside what JSON.stringify writes.
 */
export const JSON_LINE = "\n";

/** SQL that cuts parameter `index` into an array of text; an empty line is null. */
export const jsonLines = (index: number): string =>
  `string_to_array($${String(index)}::text, E'\\n', '')`;
