import type { RequestHandler } from "express";
import type { Logger } from "../logging.server.ts";

/**
 * One line per answered request. Ids in a path become `:id`, and the query is
 * left out: both may lead to a person, and the query may hold a session token.
 */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    response.on("finish", () => {
      log.info(
        {
          requestId: response.locals["requestId"] as unknown,
          method: request.method,
          path: withoutIds(request.originalUrl),
          status: response.statusCode,
          ms: Math.round(performance.now() - begun),
        },
        "request",
      );
    });
    next();
  };
}

const withoutIds = (url: string) =>
  url.replace(/\?.*$/s, "").replace(/[^/]*\d[^/]*/g, (part) => (isVersion(part) ? part : ":id"));

/** `v1` in /api/v1 is no id. */
const isVersion = (part: string) => /^v\d$/.test(part);
