/** Lets so many through at once, and so many a second after that, for each name. */
export interface RateLimit {
  /** How many seconds to wait; 0 for what is let through. */
  wait(name: string, now: Date): number;
}

export interface RateLimitOptions {
  readonly burst: number;
  readonly perSecond: number;
  /** Names that are remembered; the longest unheard of are forgotten first. */
  readonly mostNames: number;
}

/** A token bucket for each name, in this process. */
export function createRateLimit({ burst, perSecond, mostNames }: RateLimitOptions): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    wait(name, now) {
      const at = now.getTime();
      const known = buckets.get(name) ?? { left: burst, at };
      const gained = (Math.max(0, at - known.at) / 1000) * perSecond;
      const left = Math.min(burst, known.left + gained);
      // Put last: what is at the front has been unheard of the longest.
      buckets.delete(name);
      buckets.set(name, { left: left >= 1 ? left - 1 : left, at });
      const [oldest] = buckets.keys();
      if (buckets.size > mostNames && oldest !== undefined) buckets.delete(oldest);
      return left >= 1 ? 0 : Math.ceil((1 - left) / perSecond);
    },
  };
}
