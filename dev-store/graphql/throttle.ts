/** A leaky bucket of cost points, as Shopify keeps one for each app and store. */
export interface Limits {
  readonly maximum: number;
  readonly restorePerSecond: number;
}

export const STANDARD_PLAN: Limits = { maximum: 2000, restorePerSecond: 100 };

/** The dev shop is on the largest plan, so that reading a year of orders does not take minutes. */
export const DEV_SHOP_PLAN: Limits = { maximum: 40_000, restorePerSecond: 2000 };

export function costBucket() {
  let used = 0;
  let at = 0;
  let limits = DEV_SHOP_PLAN;

  function restore(now: number): void {
    used = Math.max(0, used - ((now - at) / 1000) * limits.restorePerSecond);
    at = now;
  }
  return {
    /** Other limits start with a full bucket. */
    setLimits(next: Limits): void {
      if (next.maximum === limits.maximum && next.restorePerSecond === limits.restorePerSecond)
        return;
      limits = next;
      used = 0;
    },
    /** Whether a call that may cost so much can be let in now. */
    admits(cost: number, now: number): boolean {
      restore(now);
      return limits.maximum - used >= Math.min(cost, limits.maximum);
    },
    charge(cost: number, now: number): void {
      restore(now);
      used += cost;
    },
    status(now: number) {
      restore(now);
      return {
        maximumAvailable: limits.maximum,
        currentlyAvailable: Math.max(0, Math.floor(limits.maximum - used)),
        restoreRate: limits.restorePerSecond,
      };
    },
  };
}
