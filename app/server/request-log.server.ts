import type { ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import type { Logger } from "../logging.server.ts";

/**
 * One line per answered request. Of a path only the words of our own routes are kept, and
 * the query is left out: whatever else stands there may lead to a person, also where nobody
 * has a route for it, and the query may hold a session token.
 */
export function logRequests(log: Logger, routes: ServerBuild["routes"]): RequestHandler {
  const words = wordsOf(routes);
  return (request, response, next) => {
    const begun = performance.now();
    response.on("finish", () => {
      log.info(
        {
          requestId: response.locals["requestId"] as unknown,
          method: request.method,
          path: masked(request.originalUrl, words),
          status: response.statusCode,
          ms: Math.round(performance.now() - begun),
        },
        "request",
      );
    });
    next();
  };
}

/** The fixed parts of the routes' paths, and the folder of what browsers load. */
function wordsOf(routes: ServerBuild["routes"]): ReadonlySet<string> {
  const parts = Object.values(routes).flatMap((route) => route.path?.split("/") ?? []);
  return new Set(["assets", ...parts.filter((part) => !/^[:*]/.test(part))]);
}

function masked(url: string, words: ReadonlySet<string>): string {
  const path = url.replace(/\?.*$/s, "");
  return path.replace(/[^/]+/g, (part) => (words.has(part) ? part : ":id"));
}
