import { startOfYear, yearIn, type TimeZone } from "../program/local-time.ts";
import type { TierBasis, Tiers } from "../program/tiers.ts";
import { NOTHING, sum, type Worth } from "./worth.ts";

const COUNTED: Record<TierBasis, keyof Worth> = {
  spend: "spend",
  points: "points",
  orders: "kept",
};

/** What counts of a worth on a basis: minor units, points or orders. */
export const countedOn = (basis: TierBasis, worth: Worth): bigint => worth[COUNTED[basis]];

/**
 * When an order no longer counts in a window of twelve months: so much later in UTC, of a 29th of
 * February on the 28th.
 */
export function leavesRollingAt(placedAt: number): number {
  const date = new Date(placedAt);
  const month = date.getUTCMonth();
  date.setUTCFullYear(date.getUTCFullYear() + 1);
  if (date.getUTCMonth() !== month) date.setUTCDate(0);
  return date.getTime();
}

/** When the end of a calendar year can next matter to what was placed then: that year's, and the next one's. */
export function yearEndsAfter(placedAt: number, zone: TimeZone): readonly number[] {
  const year = yearIn(zone, new Date(placedAt));
  return [startOfYear(year + 1, zone).getTime(), startOfYear(year + 2, zone).getTime()];
}

/** Sums of what a member's orders count for, by each kind of window, kept up as time goes by. */
export class Figures {
  #all: Worth = NOTHING;
  #rolling: Worth = NOTHING;
  readonly #years = new Map<TimeZone, Map<number, Worth>>();

  /** @param zones those in which calendar years are asked for */
  constructor(zones: readonly TimeZone[]) {
    for (const zone of zones) this.#years.set(zone, new Map());
  }

  /** An order placed then counts for so much more (or less, below 0) from `at` on. */
  change(placedAt: number, at: number, by: Worth): void {
    this.#all = sum(this.#all, by);
    if (at < leavesRollingAt(placedAt)) this.#rolling = sum(this.#rolling, by);
    for (const [zone, years] of this.#years) {
      const year = yearIn(zone, new Date(placedAt));
      years.set(year, sum(years.get(year) ?? NOTHING, by));
    }
  }

  /** An order's twelve months are over; `worth` is what it counted for. */
  leave(worth: Worth): void {
    const { orders, bought, spend, points, kept } = worth;
    const negative = {
      orders: -orders,
      bought: -bought,
      spend: -spend,
      points: -points,
      kept: -kept,
    };
    this.#rolling = sum(this.#rolling, negative);
  }

  /** What counts towards a tier at a moment, in units of the basis. */
  figure({ basis, window }: Pick<Tiers, "basis" | "window">, zone: TimeZone, at: number): bigint {
    switch (window) {
      case "lifetime":
        return countedOn(basis, this.#all);
      case "rolling_12_months":
        return countedOn(basis, this.#rolling);
      case "calendar_year": {
        const years = this.#years.get(zone);
        const year = yearIn(zone, new Date(at));
        const of = (one: number) => countedOn(basis, years?.get(one) ?? NOTHING);
        // What was reached in one year is kept to the end of the next.
        return most(of(year), of(year - 1));
      }
    }
  }
}

const most = (a: bigint, b: bigint): bigint => (a > b ? a : b);
