import type { Part } from "../../../app/commands/start/part.ts";

/** One process of a stack, which a test may kill and start again. */
export interface Restartable {
  /** Resolves once it answers. */
  start(): Promise<void>;
  /** SIGKILL: nothing is finished, nothing is said. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Asks it to end, and resolves when it has. */
  stop(): Promise<void>;
  /** Why it ended by itself; null while it runs, or where the test ended it. */
  fault(): string | null;
}

/**
 * @param begin starts the process
 * @param answers resolves once it does its work, and rejects when told to wait no more
 */
export function restartable(
  begin: () => Part,
  answers: (signal: AbortSignal) => Promise<void> = () => Promise.resolve(),
): Restartable {
  let part: Part | null = null;
  let fault: string | null = null;
  return {
    fault: () => fault,
    async start() {
      if (part !== null) throw new Error(`the ${part.name} runs already`);
      const begun = begin();
      const gone = new AbortController();
      part = begun;
      void begun.ended.then(({ reason }) => {
        if (part === begun) fault = `the ${begun.name} ended: ${reason}`;
        gone.abort(new Error(`the ${begun.name} ended: ${reason}`));
      });
      await answers(gone.signal);
    },
    async kill() {
      const victim = take();
      if (victim?.pid !== undefined) process.kill(victim.pid, "SIGKILL");
      await victim?.ended;
    },
    async stop() {
      await take()?.stop();
    },
  };

  /** From here on its end is no fault. */
  function take(): Part | null {
    const taken = part;
    part = null;
    return taken;
  }
}
