/** Shopify's answer to how much of the rate limit is left, in points of query cost. */
export interface ThrottleStatus {
  readonly maximumAvailable: number;
  readonly currentlyAvailable: number;
  /** Points that come back each second. */
  readonly restoreRate: number;
}

/** Left in the bucket by what nobody waits for, so that a shopper's call finds it filled. */
const KEPT_FOR_SHOPPERS = 100;

/**
 * One shop's bucket of query cost, as Shopify last told it and as it must have
 * filled since. Calls that would find it too empty wait, instead of being refused.
 */
export class Throttle {
  #status: ThrottleStatus | null = null;
  #at = 0;
  /** What each operation asked for when it last ran. */
  readonly #costs = new Map<string, number>();

  /**
   * Milliseconds to wait before the operation has a chance; 0 where nothing is known yet.
   * @param hurried whether a shopper waits for it
   */
  pauseBefore(operation: string, now: number, hurried = false): number {
    if (this.#status === null) return 0;
    const { maximumAvailable, restoreRate } = this.#status;
    const cost = this.#costs.get(operation) ?? 0;
    const wanted = Math.min(hurried ? cost : cost + KEPT_FOR_SHOPPERS, maximumAvailable);
    const missing = wanted - this.#available(now);
    return missing <= 0 ? 0 : Math.ceil((missing / Math.max(restoreRate, 1)) * 1000);
  }

  /** Takes the operation's cost out at once, so that calls side by side do not all see a full bucket. */
  reserve(operation: string, now: number): void {
    if (this.#status === null) return;
    const left = this.#available(now) - (this.#costs.get(operation) ?? 0);
    this.#status = { ...this.#status, currentlyAvailable: left };
    this.#at = now;
  }

  /** Remembers what Shopify said beside an answer. */
  learn(operation: string, cost: number, status: ThrottleStatus, now: number): void {
    this.#costs.set(operation, cost);
    this.#status = status;
    this.#at = now;
  }

  #available(now: number): number {
    if (this.#status === null) return Infinity;
    const { currentlyAvailable, maximumAvailable, restoreRate } = this.#status;
    return Math.min(maximumAvailable, currentlyAvailable + ((now - this.#at) / 1000) * restoreRate);
  }
}
