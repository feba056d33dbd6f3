/** Values whose text needs no escaping inside an array. */
type Plain = bigint | number | Date | Uint8Array | null;

/**
 * An array parameter as PostgreSQL's array text. pg would look at every character
 * of every value for something to escape, which is most of what a batch costs here.
 */
export const arrayOf = (values: readonly Plain[]): string => `{${values.map(text).join()}}`;

function text(value: Plain): string {
  if (value === null) return "NULL";
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `"\\\\x${Buffer.from(value).toString("hex")}"`;
  return String(value);
}
