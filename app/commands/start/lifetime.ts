import { print } from "../run.ts";

/** Ends something that was started. */
type End = () => Promise<void> | void;

/** Thrown inside when the person at the keyboard has asked to stop. */
class Stopped extends Error {}

/**
 * How long a local Kopilka lives: from its start until someone asks it to end or one of its
 * parts fails. What was started is ended in reverse order, whatever happened.
 */
export class Lifetime {
  readonly #over = new AbortController();
  readonly #ends: End[] = [];

  /** Aborted when it is over, for waits that should not outlive it. */
  get signal(): AbortSignal {
    return this.#over.signal;
  }

  /** @param failure why it ends by itself; null when it was asked to. The first call decides. */
  end(failure: Error | null): void {
    this.#over.abort(failure ?? new Stopped());
  }

  /** Notes how to end what was just started; ends it at once when it is already over. */
  async started(end: End): Promise<void> {
    if (this.signal.aborted) await end();
    this.signal.throwIfAborted();
    this.#ends.push(end);
  }

  /**
   * Runs `bringUp`, then waits for the end.
   * @throws the failure that ended it, or that `bringUp` met
   */
  async of(bringUp: (lifetime: Lifetime) => Promise<void>): Promise<void> {
    const over = new Promise<never>((_, reject) => {
      this.signal.addEventListener("abort", () => {
        reject(this.signal.reason as Error);
      });
    });
    try {
      await Promise.race([bringUp(this), over]);
      await over;
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      print("\nStopping.");
    } finally {
      this.end(null);
      for (const end of this.#ends.reverse()) await end();
    }
  }
}
