import { daysAfter, isDated } from "./days.ts";
import type { Lot } from "./ledger/lot.ts";
import type { LotTerms } from "./ledger/transfer.ts";
import type { Expiry } from "./program/expiry.ts";
import { monthsFrom, startOfYear, yearIn, type TimeZone } from "./program/local-time.ts";
import type { ProgramVersion } from "./program-version.ts";

/*
 * When points expire. A date depends on nothing but the published versions and the moment that it
 * is counted from, so that it is the same whenever an order is heard of, and however often it is
 * asked. Each publication takes the date that stood before and moves it:
 *
 * - expiry switched off: never; switched on: not before one full period after the publication;
 * - made shorter: not before the new date, and not before one full period after the publication,
 *   unless the points would have expired before that anyway; made longer: the new date.
 *
 * What had expired by a publication stays expired.
 */

/** How long restored points can be spent whose own expiry has passed meanwhile. */
export const GRACE_DAYS = 30;

/** An expiry rule from its publication on; null where points of this kind do not expire. */
interface Step {
  readonly publishedAt: Date;
  readonly period: {
    /** Where the period ends that begins with a moment. */
    readonly endFrom: (from: Date) => Date;
    /** Before then nobody loses points by this publication. */
    readonly full: Date;
  } | null;
  /** Tells a rule from another that gives other dates. */
  readonly name: string;
}

type Counted = "from_maturity" | "from_activity";

/** When points expire that can be spent from `maturesAt` on; null: never, or by inactivity alone. */
export function lotExpiry(versions: readonly ProgramVersion[], maturesAt: Date): Date | null {
  if (!isDated(maturesAt)) return null;
  return dateUnder(stepsOf(versions, "from_maturity"), maturesAt);
}

/** Dates of points that can be spent from `maturesAt` on. Without a version they never expire. */
export const lotTerms = (versions: readonly ProgramVersion[], maturesAt: Date): LotTerms => ({
  maturesAt,
  expiresAt: lotExpiry(versions, maturesAt),
});

/**
 * When points expire of a holder who has neither earned nor spent since; null while
 * no rule says so. Derived when it is asked, never written into lots.
 * @param since the later of the last activity and the points' maturity
 */
export function inactivityEnd(versions: readonly ProgramVersion[], since: Date): Date | null {
  return dateUnder(stepsOf(versions, "from_activity"), since);
}

/**
 * The date that a lot should have by now. One that a file of imported points gave stays; one that
 * was given as days of grace stays too, unless expiry is switched off.
 */
export function lotExpiryNow(versions: readonly ProgramVersion[], lot: Lot): Date | null {
  if (lot.lotId.startsWith("dated/")) return lot.expiresAt;
  if (!lot.lotId.startsWith("restored/")) return lotExpiry(versions, lot.maturesAt);
  let date: Date | null = daysAfter(lot.maturesAt, GRACE_DAYS);
  for (const { publishedAt, period } of stepsOf(versions, "from_maturity")) {
    if (publishedAt <= lot.maturesAt) continue;
    if (date && date <= publishedAt) break;
    if (!period) date = null;
    else date ??= later(period.endFrom(lot.maturesAt), period.full);
  }
  return date;
}

function dateUnder(steps: readonly Step[], from: Date): Date | null {
  // Undefined before the first version, when there was no programme to lose points in.
  let date: Date | null | undefined;
  for (const { publishedAt, period } of steps) {
    if (date && date <= publishedAt) break;
    if (!period) {
      date = null;
      continue;
    }
    const own = period.endFrom(from);
    const isBornUnderIt = date === undefined && from >= publishedAt;
    const latest = isBornUnderIt ? own : later(own, period.full);
    date = date ? later(own, earlier(date, latest)) : latest;
  }
  return date ?? null;
}

const known = new WeakMap<readonly ProgramVersion[], Map<Counted, readonly Step[]>>();

/** The publications that changed when points of a kind expire. */
function stepsOf(versions: readonly ProgramVersion[], counted: Counted): readonly Step[] {
  const kept = known.get(versions) ?? new Map<Counted, readonly Step[]>();
  known.set(versions, kept);
  const steps = kept.get(counted) ?? changesAmong(versions.map((one) => stepOf(one, counted)));
  kept.set(counted, steps);
  return steps;
}

const changesAmong = (steps: readonly Step[]): Step[] =>
  steps.filter(({ name }, place) => steps[place - 1]?.name !== name);

function stepOf({ publishedAt, program }: ProgramVersion, counted: Counted): Step {
  const { expiry, timeZone: zone } = program;
  const isCounted = (expiry.kind === "inactivity") === (counted === "from_activity");
  if (expiry.kind === "never" || !isCounted) return { publishedAt, period: null, name: "never" };
  const endFrom = (from: Date) => endOf(expiry, zone, from);
  const full = fullPeriod(expiry, zone, publishedAt);
  return { publishedAt, period: { endFrom, full }, name: nameOf(expiry, zone) };
}

type Ending = Exclude<Expiry, { readonly kind: "never" }>;

function nameOf(expiry: Ending, zone: TimeZone): string {
  switch (expiry.kind) {
    case "after_days":
    case "inactivity":
      return `${expiry.kind} ${String(expiry.days)}`;
    case "after_months":
      return `months ${String(expiry.months)} ${zone}`;
    case "end_of_year":
      return `years ${String(expiry.years)} ${zone}`;
  }
}

/** Where the period of a rule ends that begins with a moment. */
function endOf(expiry: Ending, zone: TimeZone, from: Date): Date {
  switch (expiry.kind) {
    case "after_days":
    case "inactivity":
      return daysAfter(from, expiry.days);
    case "after_months":
      return monthsFrom(from, expiry.months, zone);
    case "end_of_year":
      return startOfYear(yearIn(zone, from) + expiry.years + 1, zone);
  }
}

/** One full period after a publication: of calendar years, only whole ones count. */
function fullPeriod(expiry: Ending, zone: TimeZone, publishedAt: Date): Date {
  if (expiry.kind !== "end_of_year") return endOf(expiry, zone, publishedAt);
  const year = yearIn(zone, publishedAt);
  const isWhole = startOfYear(year, zone).getTime() === publishedAt.getTime();
  return startOfYear((isWhole ? year : year + 1) + expiry.years + 1, zone);
}

const later = (a: Date, b: Date): Date => (a < b ? b : a);
const earlier = (a: Date, b: Date): Date => (a < b ? a : b);
