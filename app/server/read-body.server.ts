import type { IncomingMessage } from "node:http";

/** A body read to its end, or what kept it from being read. */
export type RawBody =
  | { readonly kind: "ok"; readonly body: Buffer }
  /** `drained` tells whether all of it was read, so that the connection can be used again. */
  | { readonly kind: "too_large"; readonly drained: boolean }
  | { readonly kind: "aborted" };

/**
 * A client that is still sending does not read an answer, so what is too large
 * is read on and thrown away, up to this many times the limit.
 */
const DRAIN_FACTOR = 8;

/** Reads a request's body as it came, up to `mostBytes`. */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<RawBody> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= mostBytes) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      if (length > mostBytes * DRAIN_FACTOR) {
        request.pause();
        resolve({ kind: "too_large", drained: false });
      }
    });
    request.on("end", () => {
      if (length > mostBytes) resolve({ kind: "too_large", drained: true });
      else resolve({ kind: "ok", body: onlyOrJoined(chunks) });
    });
    // `close` without `end`: the client went away. After `end` it changes nothing.
    request.on("error", () => resolve({ kind: "aborted" }));
    request.on("close", () => resolve({ kind: "aborted" }));
  });
}

function onlyOrJoined(chunks: readonly Buffer[]): Buffer {
  const [only] = chunks;
  return only && chunks.length === 1 ? only : Buffer.concat(chunks);
}
