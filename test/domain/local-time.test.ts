import { describe, expect, it } from "vitest";

import {
  isLocalTime,
  isTimeZone,
  momentOf,
  monthsFrom,
  periodAround,
  startOfYear,
  yearIn,
} from "../../app/domain/program/local-time.ts";

const at = (iso: string) => new Date(iso);

it.each([
  ["Europe/Moscow", true],
  ["America/Argentina/Buenos_Aires", true],
  ["UTC", true],
  ["+03:00", false],
  ["Mars/Olympus", false],
  ["", false],
])("%s is a time zone: %s", (name, known) => {
  expect(isTimeZone(name)).toBe(known);
});

it.each([
  ["2026-12-01T00:00", true],
  ["2028-02-29T23:59", true],
  ["2026-02-29T00:00", false],
  ["2026-12-01T24:00", false],
  ["2026-12-01 00:00", false],
  ["2026-12-01T00:00:00", false],
  ["2026-12-01T00:00Z", false],
])("%s is a local time: %s", (text, known) => {
  expect(isLocalTime(text)).toBe(known);
});

describe("the moment of a wall-clock time", () => {
  it.each([
    ["2026-07-01T12:00", "Europe/Moscow", "2026-07-01T09:00:00Z"],
    ["2026-07-01T12:00", "Europe/Berlin", "2026-07-01T10:00:00Z"],
    ["2026-12-01T12:00", "Europe/Berlin", "2026-12-01T11:00:00Z"],
    ["2026-12-01T12:00", "Asia/Kathmandu", "2026-12-01T06:15:00Z"],
    ["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00Z"],
    ["2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30:00Z"],
  ])("%s in %s is %s", (local, zone, moment) => {
    expect(momentOf(local, zone)).toEqual(at(moment));
  });
});

describe("years and periods of the zone", () => {
  it("a year begins at its midnight", () => {
    expect(startOfYear(2027, "Europe/Moscow")).toEqual(at("2026-12-31T21:00:00Z"));
    expect(yearIn("Europe/Moscow", at("2026-12-31T21:00:00Z"))).toBe(2027);
    expect(yearIn("America/New_York", at("2026-12-31T21:00:00Z"))).toBe(2026);
  });

  it.each([
    ["month", "2026-10-31T21:00:00Z", "2026-11-30T21:00:00Z"],
    ["quarter", "2026-09-30T21:00:00Z", "2026-12-31T21:00:00Z"],
    ["year", "2025-12-31T21:00:00Z", "2026-12-31T21:00:00Z"],
  ] as const)("its last moment belongs to a %s", (period, from, until) => {
    const last = at("2026-11-30T20:59:59.999Z");
    expect(periodAround(last, period, "Europe/Moscow")).toEqual({
      from: at(from),
      until: at(until),
    });
  });

  it("months later is the same time of day, or the last day that there is", () => {
    const noon = at("2026-01-31T11:00:00Z");
    expect(monthsFrom(noon, 1, "Europe/Berlin")).toEqual(at("2026-02-28T11:00:00Z"));
    expect(monthsFrom(noon, 6, "Europe/Berlin")).toEqual(at("2026-07-31T10:00:00Z"));
    expect(monthsFrom(noon, -12, "Europe/Berlin")).toEqual(at("2025-01-31T11:00:00Z"));
  });
});
