import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { SandboxJob, SandboxOutcome } from "./engine.ts";

const INPUT_BYTES = 128_000;
/** Far above what any Function takes: only one that QuickJS cannot interrupt gets there. */
const MILLISECONDS = 10_000;

let thread: Promise<Worker> | undefined;
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs one export of a Function's bundle within Shopify's limits, in a thread of
 * its own: one that hangs or breaks its engine takes nothing with it.
 */
export async function runInSandbox(
  bundle: string,
  exported: string,
  input: unknown,
): Promise<SandboxOutcome> {
  const text = JSON.stringify(input);
  if (Buffer.byteLength(text) > INPUT_BYTES)
    return { kind: "failed", reason: `Its input has more than ${INPUT_BYTES} bytes` };
  const mine = last.then(() => runAlone({ bundle, exported, input: text }));
  last = mine.catch(() => undefined);
  return mine;
}

async function runAlone(job: SandboxJob): Promise<SandboxOutcome> {
  thread ??= startThread();
  const worker = await thread.catch((error: unknown) => {
    thread = undefined;
    throw error;
  });
  try {
    const answer = once(worker, "message", { signal: AbortSignal.timeout(MILLISECONDS) });
    worker.postMessage(job);
    const [outcome] = (await answer) as [SandboxOutcome];
    return outcome;
  } catch (error) {
    thread = undefined;
    await worker.terminate();
    const late = error instanceof Error && error.name === "AbortError";
    const reason = late ? "It exceeded its time" : `It broke its engine: ${String(error)}`;
    return { kind: "failed", reason };
  }
}

/** A thread that keeps no program running which has nothing else to do. */
async function startThread(): Promise<Worker> {
  const worker = new Worker(new URL("./sandbox-thread.ts", import.meta.url));
  await once(worker, "message");
  worker.unref();
  return worker;
}
