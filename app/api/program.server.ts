import { encodeProgram, parseProgram, type Program } from "../domain/program.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { etagOf } from "./expected-version.server.ts";
import { ApiRefusal } from "./refusal.server.ts";
import { answer } from "./route.server.ts";
import { programVersionSchema } from "./schemas.server.ts";

/** A program version with its entity tag. */
export function answerProgram(current: ProgramVersion): Response {
  return answer(
    programVersionSchema,
    {
      version: current.version,
      published_at: current.publishedAt.toISOString(),
      document: encodeProgram(current.program),
    },
    { headers: { etag: etagOf(current.version) } },
  );
}

/**
 * The program in a request's body: `{"document": {...}}`, so that what was read
 * can be changed and sent back, or the document alone.
 * @throws ApiRefusal 422 with every problem of the document
 */
export function readProgram(body: unknown): Program {
  const wrapped = typeof body === "object" && body !== null && "document" in body;
  const parsed = parseProgram(wrapped ? body.document : body);
  if (parsed.kind === "ok") return parsed.program;
  const problems = parsed.problems.map(({ path, message }) => ({ path, message }));
  const message = `The program has ${problems.length === 1 ? "a mistake" : `${problems.length} mistakes`}: ${problems[0]?.message ?? ""}`;
  throw new ApiRefusal(422, "invalid_program", message, {
    ...(problems[0] ? { field: problems[0].path } : {}),
    problems,
  });
}
