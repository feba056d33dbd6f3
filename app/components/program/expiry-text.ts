import { describeProgram } from "../../domain/program-words/describe.ts";
import type { Program } from "../../domain/program.ts";
import { writeWhat } from "../../wording/write-statement.ts";
import type { Language } from "../language.tsx";

/**
 * When points of an example expire: on a day, or as the programme says, where no day can be told.
 * @param expiresAt by the points' own date; null for none
 */
export function expiryText(program: Program, expiresAt: Date | null, language: Language): string {
  if (expiresAt !== null) return language.formats.date(expiresAt);
  const statements = describeProgram(program).flatMap((section) => section.statements);
  const expiry = statements.find(({ id }) => id === "expiry");
  return expiry === undefined ? "" : writeWhat(expiry, language);
}
