/**
 * Something that the person at the keyboard can put right: a port in use, a wrong
 * address, a full disk. Commands print its message alone, without a stack.
 */
export class Fault extends Error {
  override name = "Fault";
}

/** What went wrong, in one line, whatever was thrown. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  if (error instanceof Error)
    return error.message.trim() === "" ? error.name : error.message.trim();
  return String(error);
}
