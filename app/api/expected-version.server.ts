import { ApiRefusal, badRequest } from "./refusal.server.ts";

const ETAG = /^"(\d{1,9})"$/;

/** A program's version as an entity tag. */
export const etagOf = (version: number): string => `"${version}"`;

/**
 * The program version that the caller knows, from `If-Match`, so that nobody
 * overwrites what they have not seen. `If-None-Match: *` says that there is none
 * yet, and `If-Match: *` that whatever there is may be replaced.
 * @returns nothing where any version may be replaced
 * @throws ApiRefusal 428 where neither header is there, 400 where it is no version
 */
export function expectedVersion(request: Request): { expectedVersion?: number } {
  const match = request.headers.get("if-match")?.trim();
  if (match === undefined) {
    if (request.headers.get("if-none-match")?.trim() === "*") return { expectedVersion: 0 };
    const message = 'If-Match is required: the ETag of the program that you changed, such as "3"';
    throw new ApiRefusal(428, "precondition_required", message, { field: "If-Match" });
  }
  if (match === "*") return {};
  const [, version] = ETAG.exec(match) ?? [];
  if (version === undefined) {
    throw badRequest("If-Match", 'must be the ETag of the program, such as "3"');
  }
  return { expectedVersion: Number(version) };
}
