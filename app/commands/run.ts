import { Fault, reasonOf } from "./fault.ts";

/**
 * Runs a command to its end. What its caller can put right is printed in one line; a bug
 * keeps its stack. Either way the exit code is 1.
 */
export async function run(command: () => Promise<void>): Promise<void> {
  try {
    await command();
  } catch (error) {
    process.exitCode = 1;
    print(tell(error), true);
  }
}

/** A line for the person at the keyboard. Commands speak plainly; services write logs. */
export function print(line: string, toStderr = false): void {
  (toStderr ? process.stderr : process.stdout).write(`${line}\n`);
}

/** Does one step of a longer command, saying what it is and how long it took. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now();
  process.stdout.write(`${title} ... `);
  try {
    const result = await work();
    print(`${((performance.now() - began) / 1000).toFixed(1)} s`);
    return result;
  } catch (error) {
    print("failed");
    throw error;
  }
}

function tell(error: unknown): string {
  if (error instanceof Fault) return `kopilka: ${reasonOf(error)}`;
  if (error instanceof Error && "code" in error && error.code === "ENOSPC") {
    return `kopilka: the disk is full (${error.message})`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
