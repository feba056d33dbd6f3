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
    print(error instanceof Fault ? `kopilka: ${reasonOf(error)}` : stackOf(error), true);
  }
}

/** A line for the person at the keyboard. Commands speak plainly; services write logs. */
export function print(line: string, toStderr = false): void {
  (toStderr ? process.stderr : process.stdout).write(`${line}\n`);
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
