import type { Server } from "node:http";

/** How long requests that are under way may still take. */
const GRACE_MS = 10_000;

/**
 * Takes no more connections, lets the requests under way come to their end for
 * ten seconds, then cuts off the rest.
 * @returns how many connections had to be cut off
 */
export async function closeServer(server: Server, graceMs = GRACE_MS): Promise<number> {
  let cutOff = 0;
  // A connection that has just finished its last request is idle, and would
  // otherwise be kept for the next one.
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const deadline = setTimeout(() => {
    server.getConnections((_error, count) => (cutOff = count));
    server.closeAllConnections();
  }, graceMs);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(sweep);
  clearTimeout(deadline);
  return cutOff;
}
