import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inactivityEnd, lotExpiry, lotExpiryNow } from "../../app/domain/expiry.ts";
import { daysAfter } from "../../app/domain/days.ts";
import { emptyLot } from "../../app/domain/ledger/lot.ts";
import { lotId } from "../../app/domain/ids.ts";
import { defaultProgram, type Program } from "../../app/domain/program.ts";
import type { ProgramVersion } from "../../app/domain/program-version.ts";
import { RUB } from "../support/order-examples.ts";

type Expiry = Program["expiry"];
const NEVER: Expiry = { kind: "never" };
const warnDays = [30, 3];
const days = (count: number): Expiry => ({ kind: "after_days", days: count, warnDays });
const months = (count: number): Expiry => ({ kind: "after_months", months: count, warnDays });
const years = (count: number): Expiry => ({ kind: "end_of_year", years: count, warnDays });
const inactivity = (count: number): Expiry => ({ kind: "inactivity", days: count, warnDays });

/** Publications: when, and what is said of expiry from then on. */
function published(...said: readonly (readonly [at: string, expiry: Expiry])[]): ProgramVersion[] {
  return said.map(([at, expiry], place) => ({
    version: place + 1,
    publishedAt: new Date(at),
    program: { ...defaultProgram(RUB), timeZone: "Europe/Moscow", expiry },
  }));
}
const ends = (versions: readonly ProgramVersion[], from: string) =>
  lotExpiry(versions, new Date(from))?.toISOString() ?? null;

describe("Expiry: per lot (N days or months from maturity, or the end of a calendar year)", () => {
  it.each<[string, Expiry, string, string | null]>([
    ["never", NEVER, "2026-03-01T10:00:00Z", null],
    ["180 days", days(180), "2026-03-01T10:00:00Z", "2026-08-28T10:00:00.000Z"],
    ["6 months", months(6), "2026-03-01T10:00:00Z", "2026-09-01T10:00:00.000Z"],
    ["1 month, from the 31st", months(1), "2026-01-31T10:00:00Z", "2026-02-28T10:00:00.000Z"],
    ["the end of the year", years(0), "2026-03-01T10:00:00Z", "2026-12-31T21:00:00.000Z"],
    [
      "the year that it is in the shop",
      years(0),
      "2026-12-31T22:00:00Z",
      "2027-12-31T21:00:00.000Z",
    ],
    ["the end of the next year", years(1), "2026-03-01T10:00:00Z", "2027-12-31T21:00:00.000Z"],
  ])("%s", (_, expiry, from, end) => {
    expect(ends(published(["2026-01-01T00:00:00Z", expiry]), from)).toBe(end);
  });

  it("keeps the time of day over a change to summer time", () => {
    const [version] = published(["2026-01-01T00:00:00Z", months(1)]);
    const berlin = { ...version!, program: { ...version!.program, timeZone: "Europe/Berlin" } };
    expect(ends([berlin], "2026-03-15T11:00:00Z")).toBe("2026-04-15T10:00:00.000Z");
  });
});

describe("Expiry: when the merchant switches expiry on, nobody loses points before one full period has passed", () => {
  it.each<[string, Expiry, string, string]>([
    ["old points", days(30), "2025-01-01T00:00:00Z", "2026-07-01T00:00:00.000Z"],
    ["points that mature later", days(30), "2026-06-20T00:00:00Z", "2026-07-20T00:00:00.000Z"],
    ["old points", months(2), "2025-01-01T00:00:00Z", "2026-08-01T00:00:00.000Z"],
    [
      "old points: a whole calendar year",
      years(0),
      "2025-05-01T00:00:00Z",
      "2027-12-31T21:00:00.000Z",
    ],
    ["new points, too", years(0), "2026-11-01T00:00:00Z", "2027-12-31T21:00:00.000Z"],
    ["points of later years", years(0), "2028-05-01T00:00:00Z", "2028-12-31T21:00:00.000Z"],
  ])("%s, %o", (_, expiry, from, end) => {
    const versions = published(["2024-01-01T00:00:00Z", NEVER], ["2026-06-01T00:00:00Z", expiry]);
    expect(ends(versions, from)).toBe(end);
  });

  it("inactivity is not counted before the switch either", () => {
    const versions = published(
      ["2024-01-01T00:00:00Z", NEVER],
      ["2026-06-01T00:00:00Z", inactivity(90)],
    );
    expect(inactivityEnd(versions, new Date("2025-01-01T00:00:00Z"))).toEqual(
      new Date("2026-08-30T00:00:00Z"),
    );
    expect(lotExpiry(versions, new Date("2025-01-01T00:00:00Z"))).toBeNull();
  });

  it("switched off, points never expire; what had expired before that stays expired", () => {
    const versions = published(["2026-01-01T00:00:00Z", days(30)], ["2026-06-01T00:00:00Z", NEVER]);
    expect(ends(versions, "2026-05-15T00:00:00Z")).toBeNull();
    expect(ends(versions, "2026-07-15T00:00:00Z")).toBeNull();
    expect(ends(versions, "2026-03-01T00:00:00Z")).toBe("2026-03-31T00:00:00.000Z");
  });

  it("switched on again, a full period begins anew", () => {
    const versions = published(
      ["2026-01-01T00:00:00Z", days(30)],
      ["2026-06-01T00:00:00Z", NEVER],
      ["2026-06-10T00:00:00Z", days(30)],
    );
    expect(ends(versions, "2026-05-15T00:00:00Z")).toBe("2026-07-10T00:00:00.000Z");
  });

  it.each([
    ["soon over anyway: the old date", "2025-07-01T00:00:00Z", "2026-07-01T00:00:00.000Z"],
    [
      "long before the switch: one new period after it",
      "2025-10-01T00:00:00Z",
      "2026-07-31T00:00:00.000Z",
    ],
    [
      "just before the switch: one new period after it",
      "2026-05-31T00:00:00Z",
      "2026-07-31T00:00:00.000Z",
    ],
    ["after the switch: the new period", "2026-06-05T00:00:00Z", "2026-08-04T00:00:00.000Z"],
  ])("made shorter, points that matured %s", (_, from, end) => {
    const versions = published(
      ["2024-01-01T00:00:00Z", days(365)],
      ["2026-06-01T00:00:00Z", days(60)],
    );
    expect(ends(versions, from)).toBe(end);
  });

  it("made longer, points get the longer period from their maturity", () => {
    const versions = published(
      ["2024-01-01T00:00:00Z", days(60)],
      ["2026-06-01T00:00:00Z", days(365)],
    );
    expect(ends(versions, "2026-05-01T00:00:00Z")).toBe("2027-05-01T00:00:00.000Z");
  });

  it("days of grace stay as they are, unless expiry is switched off", () => {
    const from = new Date("2026-05-15T00:00:00Z");
    const grace = { maturesAt: from, expiresAt: daysAfter(from, 30) };
    const now = (...said: (readonly [string, Expiry])[]) =>
      lotExpiryNow(published(["2024-01-01T00:00:00Z", days(365)], ...said), {
        ...emptyLot(lotId("restored/7/0"), grace),
      });
    expect(now()).toEqual(grace.expiresAt);
    expect(now(["2026-06-01T00:00:00Z", days(700)])).toEqual(grace.expiresAt);
    expect(now(["2026-06-01T00:00:00Z", NEVER])).toBeNull();
  });

  it("a date that came with imported points stays, whatever is published", () => {
    const from = new Date("2026-05-15T00:00:00Z");
    const lot = emptyLot(lotId("dated/1"), { maturesAt: from, expiresAt: daysAfter(from, 9) });
    const versions = published(
      ["2024-01-01T00:00:00Z", days(365)],
      ["2026-06-01T00:00:00Z", NEVER],
    );
    expect(lotExpiryNow(versions, lot)).toEqual(lot.expiresAt);
  });
});

describe("whatever is published, and in whatever order", () => {
  const DAY = 24 * 60 * 60 * 1000;
  const START = Date.parse("2024-01-01T00:00:00Z");
  const moment = fc.integer({ min: 0, max: 2_000 }).map((day) => new Date(START + day * DAY));
  const rule = fc.oneof(
    fc.constant(NEVER),
    fc.integer({ min: 1, max: 500 }).map(days),
    fc.integer({ min: 1, max: 24 }).map(months),
    fc.integer({ min: 0, max: 3 }).map(years),
    fc.integer({ min: 1, max: 500 }).map(inactivity),
  );
  const history = fc
    .array(fc.tuple(moment, rule), { minLength: 1, maxLength: 6 })
    .map((said) =>
      published(
        ...said
          .toSorted(([a], [b]) => a.getTime() - b.getTime())
          .map(([at, expiry]) => [at.toISOString(), expiry] as const),
      ),
    );
  const endings = [lotExpiry, inactivityEnd];
  const lifetime = { numRuns: 400 };

  it("nobody loses points before one full period after the switch, nor before their own", () => {
    fc.assert(
      fc.property(history, moment, (versions, from) => {
        for (const end of endings) {
          for (let count = 1; count < versions.length; count += 1) {
            const before = end(versions.slice(0, count), from);
            const after = end(versions.slice(0, count + 1), from);
            const { publishedAt } = versions[count]!;
            if (before !== null || after === null) continue;
            const alone = end([{ ...versions[count]!, publishedAt: new Date(0) }], publishedAt);
            const own = end([{ ...versions[count]!, publishedAt: new Date(0) }], from);
            expect(after >= alone! && after >= own!).toBe(true);
          }
        }
      }),
      lifetime,
    );
  });

  it("a publication takes no point before one full period after it, unless it would have gone anyway", () => {
    fc.assert(
      fc.property(history, moment, (versions, from) => {
        for (const end of endings) {
          for (let count = 1; count < versions.length; count += 1) {
            const { publishedAt } = versions[count]!;
            const before = end(versions.slice(0, count), from);
            const after = end(versions.slice(0, count + 1), from);
            if (from > publishedAt || after === null) continue;
            const full = end([{ ...versions[count]!, publishedAt: new Date(0) }], publishedAt);
            const floor = before === null || full! < before ? full! : before;
            expect(after >= floor).toBe(true);
          }
        }
      }),
      lifetime,
    );
  });

  it("what had expired by a publication stays expired, and nothing else becomes so by it", () => {
    fc.assert(
      fc.property(history, moment, (versions, from) => {
        for (const end of endings) {
          for (let count = 1; count < versions.length; count += 1) {
            const { publishedAt } = versions[count]!;
            const before = end(versions.slice(0, count), from);
            const after = end(versions.slice(0, count + 1), from);
            if (before && before <= publishedAt) expect(after).toEqual(before);
            else if (after) expect(after > publishedAt).toBe(true);
          }
        }
      }),
      lifetime,
    );
  });

  it("publishing the same again changes no date", () => {
    fc.assert(
      fc.property(history, moment, moment, (versions, from, again) => {
        const last = versions.at(-1)!;
        fc.pre(again >= last.publishedAt);
        const more = [...versions, { ...last, version: 99, publishedAt: again }];
        for (const end of endings) expect(end(more, from)).toEqual(end(versions, from));
      }),
      lifetime,
    );
  });
});
