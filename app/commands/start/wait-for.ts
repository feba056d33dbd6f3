import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "../fault.ts";

const PAUSE_MS = 100;
const LIMIT_MS = 60_000;

/**
 * Waits until an address answers 200.
 * @throws Fault after a minute, with what it answered last
 */
export async function waitFor(what: string, url: string, signal: AbortSignal): Promise<void> {
  const limit = Date.now() + LIMIT_MS;
  let last = "no answer";
  while (Date.now() < limit) {
    signal.throwIfAborted();
    try {
      const response = await fetch(url, {
        signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]),
      });
      if (response.ok) return;
      last = `${response.status} ${(await response.text()).slice(0, 200)}`;
    } catch (error) {
      signal.throwIfAborted();
      last = error instanceof Error ? error.message : String(error);
    }
    await pause(PAUSE_MS);
  }
  throw new Fault(`${what} did not become ready at ${url}: ${last}`);
}
