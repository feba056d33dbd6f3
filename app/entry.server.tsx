import { PassThrough } from "node:stream";

import { createReadableStreamFromReadable } from "@remix-run/node";
import type { AppLoadContext, EntryContext } from "@remix-run/node";
import { RemixServer, isRouteErrorResponse } from "@remix-run/react";
import { isbot } from "isbot";
import { renderToPipeableStream } from "react-dom/server";

import { addDocumentHeaders } from "./shopify/embedding.server.ts";

/** Single fetch gives loaders up after this long; React a little later, to say so. */
export const streamTimeout = 5_000;

/** Renders a page: to people as it comes, to bots when it is whole. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { shopify, embedding, log }: AppLoadContext,
): Promise<Response> {
  if (shopify && embedding) addDocumentHeaders(shopify, embedding, request, headers);
  const ready = isbot(request.headers.get("user-agent")) ? "onAllReady" : "onShellReady";

  return new Promise((resolve, reject) => {
    let answered = false;
    const { pipe, abort } = renderToPipeableStream(
      <RemixServer context={remixContext} url={request.url} />,
      {
        [ready]() {
          answered = true;
          const body = new PassThrough();
          headers.set("Content-Type", "text/html; charset=utf-8");
          const stream = createReadableStreamFromReadable(body);
          resolve(new Response(stream, { headers, status }));
          pipe(body);
        },
        onShellError: reject,
        onError(error) {
          // Errors before the first byte are rejected above, and logged by the server.
          if (answered) log.error({ err: error }, "a page broke while it was rendered");
        },
      },
    );
    setTimeout(abort, streamTimeout + 1_000).unref();
  });
}

/** Bugs in loaders and actions, once each: not what was refused, nor a request that was given up. */
export function handleError(
  error: unknown,
  { request, context }: { request: Request; context: AppLoadContext },
): void {
  const refused = isRouteErrorResponse(error) && error.status < 500;
  if (!refused && !request.signal.aborted) context.log.error({ err: error }, "a route met a bug");
}
