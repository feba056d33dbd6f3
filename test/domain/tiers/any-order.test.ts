import fc from "fast-check";
import { expect, it } from "vitest";
import type { ProgramVersion } from "../../../app/domain/program-version.ts";
import type { Tiers } from "../../../app/domain/program/tiers.ts";
import { memberTimeline } from "../../../app/domain/tiers/timeline.ts";
import { historyOf, tier, tiered, versions, type Bought } from "../../support/tier-examples.ts";

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 1, 12);
const date = (day: number) => new Date(START + day * DAY_MS).toISOString();

const days = fc.nat({ max: 1_200 });
const later = fc.nat({ max: 60 });

const buying = (id: number): fc.Arbitrary<Bought & { on: string }> =>
  fc
    .record({
      day: days,
      roubles: fc.integer({ min: 1, max: 6_000 }),
      paid: fc.option(later, { freq: 8 }),
      cancelled: fc.option(later, { freq: 1, nil: undefined }),
      refunds: fc.array(fc.tuple(later, fc.integer({ min: 1, max: 4_000 })), { maxLength: 2 }),
    })
    .map(({ day, roubles, paid, cancelled, refunds }) => ({
      id: String(id),
      on: date(day),
      roubles,
      paid: paid === null ? null : date(day + (paid > 30 ? 0 : paid)),
      ...(cancelled !== undefined && cancelled > 40 ? { cancelled: date(day + cancelled) } : {}),
      refunded: refunds.map(([after, back]) => [date(day + after), back] as const),
    }));

const lives = fc
  .nat({ max: 8 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, id) => buying(id + 1))));

const rules: fc.Arbitrary<Partial<Tiers> | null> = fc
  .option(
    fc.record({
      basis: fc.constantFrom("spend" as const, "points" as const, "orders" as const),
      window: fc.constantFrom(
        "rolling_12_months" as const,
        "calendar_year" as const,
        "lifetime" as const,
      ),
      graceDays: fc.constantFrom(0, 1, 30),
      base: fc.boolean(),
    }),
    { freq: 6 },
  )
  .map((chosen) => {
    if (!chosen) return null;
    const { basis, base, ...others } = chosen;
    const steps = { spend: [1_000_00n, 5_000_00n], points: [1_000n, 5_000n], orders: [1n, 3n] }[
      basis
    ];
    const levels = [...(base ? [0n] : []), ...steps].map((from) => tier(`from-${from}`, from));
    return { ...others, basis, levels };
  });

const published: fc.Arbitrary<ProgramVersion[]> = fc
  .tuple(rules, fc.array(fc.tuple(days, rules), { maxLength: 2 }))
  .map(([first, more]) =>
    versions(
      ["2025-01-01", tiered(first)],
      ...more
        .toSorted(([a], [b]) => a - b)
        .map(([day, later]) => [date(day), tiered(later)] as const),
    ),
  );

/** The tier by the letter of the rules, looked at day by day, every figure reckoned from nothing. */
function plainTier(orders: readonly Bought[], all: readonly ProgramVersion[], until: number) {
  const time = (text: string) => new Date(text).getTime();
  let held: string | null = null;
  let below: number | null = null;
  for (let at = Date.UTC(2025, 0, 1, 12); at <= until; at += DAY_MS) {
    const version = all.findLast(({ publishedAt }) => publishedAt.getTime() <= at);
    const tiers = version?.program.tiers ?? null;
    if (!tiers) {
      [held, below] = [null, null];
      continue;
    }
    const worth = ({ roubles, paid, cancelled, refunded = [] }: Bought): bigint => {
      if (!paid || time(paid) > at || (cancelled && time(cancelled) <= at)) return 0n;
      const back = refunded.filter(([when]) => time(when) <= at).map(([, some]) => some);
      const left = Math.max(0, roubles - back.reduce((sum, some) => sum + some, 0));
      if (tiers.basis === "orders") return left > 0 ? 1n : 0n;
      return BigInt(left) * (tiers.basis === "spend" ? 100n : 1n);
    };
    const sum = (from: (on: Date) => boolean) =>
      orders.filter(({ on }) => from(new Date(on))).reduce((total, one) => total + worth(one), 0n);
    const now = new Date(at);
    const ago = new Date(at);
    ago.setUTCFullYear(ago.getUTCFullYear() - 1);
    const inYear = (year: number) => sum((on) => on.getUTCFullYear() === year);
    const [year, before] = [inYear(now.getUTCFullYear()), inYear(now.getUTCFullYear() - 1)];
    const figure = {
      lifetime: () => sum(() => true),
      rolling_12_months: () => sum((on) => on > ago),
      calendar_year: () => (year > before ? year : before),
    }[tiers.window]();
    const levels = tiers.levels.map(({ id }) => id);
    const reached = tiers.levels.findLast(({ threshold }) => threshold <= figure)?.id ?? null;
    const rank = (id: string | null) => (id === null ? -1 : levels.indexOf(id));
    const gone = held !== null && rank(held) === -1;
    if (gone || rank(reached) >= rank(held)) [held, below] = [reached, null];
    else {
      below ??= at;
      if (at - below >= tiers.graceDays * DAY_MS) [held, below] = [reached, null];
    }
  }
  return held;
}

it("ends in the tier of the letter of the rules, on any day", () => {
  fc.assert(
    fc.property(lives, published, fc.nat({ max: 1_500 }), (orders, all, day) => {
      const until = START + day * DAY_MS;
      const life = memberTimeline(historyOf(orders, all), all, new Date(until));
      expect(life.standing.tier).toBe(plainTier(orders, all, until));
    }),
    { numRuns: 150 },
  );
}, 60_000);

it("is the same whatever order the orders are told in", () => {
  const shuffled = lives.chain((orders) =>
    fc.tuple(
      fc.constant(orders),
      fc.shuffledSubarray([...orders], { minLength: orders.length, maxLength: orders.length }),
    ),
  );
  fc.assert(
    fc.property(shuffled, published, days, ([orders, told], all, day) => {
      const until = new Date(START + day * DAY_MS);
      const plain = ({ orders: placed, ...rest }: ReturnType<typeof memberTimeline>) => ({
        ...rest,
        placed: [...placed].sort(([a], [b]) => (a < b ? -1 : 1)),
      });
      const [first, second] = [orders, told].map((some) =>
        plain(memberTimeline(historyOf(some, all), all, until)),
      );
      expect(second).toEqual(first);
    }),
  );
});

it("judges each order alike however much of the member's later life is known", () => {
  fc.assert(
    fc.property(lives, published, days, (orders, all, day) => {
      const until = new Date(START + day * DAY_MS);
      const past = orders.filter(({ on }) => new Date(on) <= until);
      const whole = memberTimeline(historyOf(orders, all), all, until).orders;
      const known = memberTimeline(historyOf(past, all), all, until).orders;
      for (const [order, { standing }] of known)
        expect(whole.get(order)?.standing).toEqual(standing);
    }),
  );
});
