import { LedgerError } from "../domain/ledger/book.ts";

/** Thrown at the end of a run that did all that it could, for what it had to leave. */
export class PassedOver extends Error {
  override name = "PassedOver";
  readonly faults: readonly Error[];

  /** @param done what the run has done all the same, in words */
  constructor(done: string, faults: readonly Error[]) {
    const named = faults.slice(0, 5).map((fault) => fault.message);
    super(`${done}; ${String(faults.length)} passed over: ${named.join("; ")}`);
    this.faults = faults;
  }
}

// PostgreSQL's classes of errors that lie in what was to be written, not in the server.
const DATA_EXCEPTION = "22";
const INTEGRITY_VIOLATION = "23";

/**
 * The error of one holder or hold, named, so that a run can go on with the others.
 * @throws the error itself where it is not of the one alone: nothing else would succeed
 */
export function faultOf(what: string, error: unknown): Error {
  const { code } = error as { code?: unknown };
  const ofTheData =
    typeof code === "string" &&
    (code.startsWith(DATA_EXCEPTION) || code.startsWith(INTEGRITY_VIOLATION));
  if (!ofTheData && !(error instanceof LedgerError)) throw error;
  return new Error(`${what}: ${(error as Error).message}`, { cause: error });
}
