import { print } from "./run.ts";

const EVERY_MS = 5_000;

/** Lines that tell how far a long command has come, not more often than every few seconds. */
export function progressOf() {
  let said = performance.now();
  let pending: string | null = null;
  return {
    say(step: string, rows: number): void {
      pending = `  ${step}: ${rows}`;
      if (performance.now() - said < EVERY_MS) return;
      print(pending);
      said = performance.now();
      pending = null;
    },
    /** Says where the step ended, if it was long enough to be said anything of. */
    end(): void {
      if (pending !== null && performance.now() - said >= EVERY_MS) print(pending);
      pending = null;
    },
  };
}
