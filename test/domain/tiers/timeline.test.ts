import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";
import { orderId } from "../../../app/domain/ids.ts";
import { points } from "../../../app/domain/points.ts";
import { bonusEntries } from "../../../app/domain/tiers/entry-bonus.ts";
import { progressOf } from "../../../app/domain/tiers/progress.ts";
import {
  at,
  lifeOf,
  movesOf,
  tier,
  tiered,
  tiers,
  versions,
  type Bought,
} from "../../support/tier-examples.ts";

const ROLLING = versions(["2025-01-01", tiered()]);
const standingOf = (orders: readonly Bought[], until: string, published = ROLLING) =>
  lifeOf(orders, published, until).standing;

describe("threshold on money spent, points earned or orders", () => {
  it("counts the money of paid orders, to the kopeck", () => {
    const orders = [{ on: "2026-01-10", roubles: 999 }];
    expect(standingOf(orders, "2026-02-01").tier).toBeNull();
    const more = [...orders, { on: "2026-01-20", roubles: 1 }];
    expect(lifeOf(more, ROLLING, "2026-02-01")).toMatchObject({
      standing: { tier: "silver", since: at("2026-01-20"), below: null },
      figure: 1_000_00n,
    });
  });

  it("counts the points that orders have earned, multipliers and all", () => {
    const levels = [tier("silver", 1_000n, { multiplier: new Fraction(2) }), tier("gold", 3_000n)];
    const published = versions(["2025-01-01", tiered({ basis: "points", levels })]);
    const life = lifeOf(
      [
        { on: "2026-01-10", roubles: 1_000 },
        { on: "2026-01-20", roubles: 999 },
      ],
      published,
      "2026-02-01",
      { awards: [{ at: at("2026-01-25"), points: 2n }] },
    );
    const figures = [...life.orders.values()].map(({ award }) => award?.points);
    expect(figures[0]).toBe(1_000n);
    expect(life.figure).toBe((figures[0] ?? 0n) + (figures[1] ?? 0n) + 2n);
  });

  it("counts paid orders of which something is left", () => {
    const levels = [tier("regular", 2n)];
    const published = versions(["2025-01-01", tiered({ basis: "orders", levels })]);
    const orders: Bought[] = [
      { on: "2026-01-10", roubles: 10 },
      { on: "2026-01-11", roubles: 10, paid: null },
      { on: "2026-01-12", roubles: 10, cancelled: "2026-01-13" },
      { on: "2026-01-14", roubles: 10, refunded: [["2026-01-15", 10]] },
      { on: "2026-01-16", roubles: 10, facts: { test: true } },
    ];
    expect(lifeOf(orders, published, "2026-02-01").figure).toBe(1n);
    const one = { on: "2026-01-17", roubles: 10, refunded: [["2026-01-18", 9]] } as const;
    expect(lifeOf([...orders, one], published, "2026-02-01")).toMatchObject({
      figure: 2n,
      standing: { tier: "regular", below: null },
    });
  });

  it("counts an order that is paid later from its payment on", () => {
    const orders = [{ on: "2026-01-10", roubles: 1_000, paid: "2026-02-10" }];
    expect(standingOf(orders, "2026-02-09").tier).toBeNull();
    expect(standingOf(orders, "2026-02-10")).toMatchObject({ tier: "silver" });
  });

  it("counts nothing that was bought while the member was not enrolled", () => {
    const orders = [
      { on: "2026-01-10", roubles: 5_000 },
      { on: "2026-02-10", roubles: 1_000, id: "77" },
    ];
    const isEnrolled = (date: Date) => date >= at("2026-02-01");
    const life = lifeOf(orders, ROLLING, "2026-03-01", { isEnrolled });
    expect(life.standing.tier).toBe("silver");
    // It was an order all the same.
    expect(life.orders.get(orderId("77"))?.standing).toMatchObject({
      enrolled: true,
      orderNumber: 2,
    });
  });
});

describe("in a window: rolling 12 months, calendar year (kept to the end of the next), or lifetime", () => {
  const orders = [{ on: "2026-03-10", roubles: 1_000 }];

  it("forgets after twelve months what was bought, in a rolling window", () => {
    const published = versions(["2025-01-01", tiered({ graceDays: 0 })]);
    expect(movesOf(lifeOf(orders, published, "2027-03-09"))).toEqual([
      "2026-03-10: nothing -> silver",
    ]);
    expect(movesOf(lifeOf(orders, published, "2027-03-10"))).toEqual([
      "2026-03-10: nothing -> silver",
      "2027-03-10: silver -> nothing",
    ]);
  });

  it("takes for a year from the 29th of February the 28th", () => {
    const published = versions(["2023-01-01", tiered({ graceDays: 0 })]);
    const leap = [{ on: "2024-02-29", roubles: 1_000 }];
    expect(movesOf(lifeOf(leap, published, "2025-12-01")).at(-1)).toBe(
      "2025-02-28: silver -> nothing",
    );
  });

  it("keeps what was reached in a calendar year to the end of the next, by the shop's clock", () => {
    const yearly = tiered({ window: "calendar_year", graceDays: 0 }, { timeZone: "Europe/Moscow" });
    const published = versions(["2025-01-01", yearly]);
    const life = lifeOf(orders, published, "2028-06-01");
    expect(life.moves.at(-1)).toMatchObject({
      at: at("2027-12-31T21:00:00.000Z"),
      from: "silver",
      to: null,
    });
    // Two years that are not enough each are not enough together.
    const halves = [
      { on: "2026-03-10", roubles: 600 },
      { on: "2027-03-10", roubles: 600 },
    ];
    expect(movesOf(lifeOf(halves, published, "2028-06-01"))).toEqual([]);
    // The last evening of the year in London is the next year in Moscow.
    const eve = [
      { on: "2026-12-31T21:30:00.000Z", roubles: 600 },
      { on: "2027-03-10", roubles: 600 },
    ];
    expect(movesOf(lifeOf(eve, published, "2028-06-01"))).toEqual([
      "2027-03-10: nothing -> silver",
    ]);
  });

  it("forgets nothing in a lifetime", () => {
    const published = versions(["2025-01-01", tiered({ window: "lifetime" })]);
    const life = lifeOf(orders, published, "2046-01-01");
    expect(life.standing.tier).toBe("silver");
    expect(life.checkAt).toBeNull();
  });
});

describe("refunds count back out", () => {
  it("takes out what was paid back, and what was cancelled, from then on", () => {
    const published = versions(["2025-01-01", tiered({ graceDays: 0 })]);
    const orders: Bought[] = [{ on: "2026-01-10", roubles: 1_000, refunded: [["2026-02-01", 1]] }];
    expect(movesOf(lifeOf(orders, published, "2026-03-01"))).toEqual([
      "2026-01-10: nothing -> silver",
      "2026-02-01: silver -> nothing",
    ]);
    const cancelled = [{ on: "2026-01-10", roubles: 1_000, cancelled: "2026-02-02" }];
    expect(movesOf(lifeOf(cancelled, published, "2026-03-01"))).toEqual([
      "2026-01-10: nothing -> silver",
      "2026-02-02: silver -> nothing",
    ]);
  });

  it("judges orders placed before the refund by the tier of then", () => {
    const published = versions(["2025-01-01", tiered({ graceDays: 0 })]);
    const orders: Bought[] = [
      { on: "2026-01-10", roubles: 1_000, refunded: [["2026-02-01", 1_000]] },
      { id: "90", on: "2026-01-20", roubles: 10 },
      { id: "91", on: "2026-02-10", roubles: 10 },
    ];
    const life = lifeOf(orders, published, "2026-03-01");
    expect(life.orders.get(orderId("90"))?.standing.tier).toBe("silver");
    expect(life.orders.get(orderId("91"))?.standing.tier).toBeNull();
  });
});

describe("going up is at once", () => {
  it("has the next order, not the one that reaches the tier, judged by it", () => {
    const orders: Bought[] = [
      { id: "1", on: "2026-01-10", roubles: 1_000 },
      { id: "2", on: "2026-01-10T12:00:00.001Z", roubles: 4_000 },
      { id: "3", on: "2026-01-11", roubles: 1 },
    ];
    const life = lifeOf(orders, ROLLING, "2026-02-01");
    const judged = ["1", "2", "3"].map((id) => life.orders.get(orderId(id))?.standing.tier);
    expect(judged).toEqual([null, "silver", "gold"]);
  });

  it("takes orders of one instant for none before the other, in order of their ids", () => {
    const orders: Bought[] = [
      { id: "10", on: "2026-01-10", roubles: 5_000 },
      { id: "9", on: "2026-01-10", roubles: 5_000 },
    ];
    const life = lifeOf(orders, ROLLING, "2026-02-01");
    expect(life.orders.get(orderId("9"))?.standing).toMatchObject({ tier: null, orderNumber: 1 });
    expect(life.orders.get(orderId("10"))?.standing).toMatchObject({ tier: null, orderNumber: 2 });
  });

  it("jumps over the tiers between", () => {
    const orders = [{ on: "2026-01-10", roubles: 5_000 }];
    expect(movesOf(lifeOf(orders, ROLLING, "2026-02-01"))).toEqual(["2026-01-10: nothing -> gold"]);
  });

  it("has everybody in a tier that begins at nothing, from its publication on", () => {
    const levels = [tier("basic", 0n), tier("gold", 5_000_00n)];
    const published = versions(["2025-01-01", tiered({ levels })]);
    expect(standingOf([], "2026-01-01", published)).toEqual({
      tier: "basic",
      since: at("2025-01-01"),
      below: null,
    });
    const first = lifeOf([{ id: "5", on: "2026-01-10", roubles: 1 }], published, "2026-02-01");
    expect(first.orders.get(orderId("5"))?.standing.tier).toBe("basic");
  });
});

describe("going down is at the window's end, after a grace period, with a warning", () => {
  const orders: Bought[] = [{ on: "2026-03-10", roubles: 5_000 }];

  it("warns at the window's end of what happens when the days of grace are over", () => {
    expect(standingOf(orders, "2027-03-10")).toEqual({
      tier: "gold",
      since: at("2026-03-10"),
      below: { since: at("2027-03-10"), fallsAt: at("2027-04-09"), fallsTo: null },
    });
    expect(standingOf(orders, "2027-04-08").tier).toBe("gold");
    expect(standingOf(orders, "2027-04-09")).toEqual({ tier: null, since: null, below: null });
  });

  it("falls to what is reached by then, and not at all where the tier is reached again", () => {
    const some = [...orders, { on: "2027-03-20", roubles: 1_000 }];
    expect(movesOf(lifeOf(some, ROLLING, "2027-05-01")).at(-1)).toBe("2027-04-09: gold -> silver");
    const enough = [...orders, { on: "2027-03-20", roubles: 5_000 }];
    expect(standingOf(enough, "2027-05-01")).toEqual({
      tier: "gold",
      since: at("2026-03-10"),
      below: null,
    });
  });

  it("keeps the tier's perks through the days of grace", () => {
    const late: Bought[] = [...orders, { id: "8", on: "2027-04-01", roubles: 1 }];
    const life = lifeOf(late, ROLLING, "2027-05-01");
    expect(life.orders.get(orderId("8"))?.standing.tier).toBe("gold");
  });

  it("says when the clock is to look again", () => {
    expect(lifeOf(orders, ROLLING, "2026-04-01").checkAt).toEqual(at("2027-03-10"));
    expect(lifeOf(orders, ROLLING, "2027-03-11").checkAt).toEqual(at("2027-04-09"));
    expect(lifeOf(orders, ROLLING, "2027-05-01").checkAt).toBeNull();
  });
});

describe("thresholds of a new version", () => {
  const gentle = tiered({ window: "lifetime", levels: [tier("silver", 500_00n)] });
  const strict = tiered({ window: "lifetime", levels: [tier("silver", 2_000_00n)] });
  const orders = [{ on: "2026-01-10", roubles: 1_000 }];

  it("hold from their publication on, with the days of grace", () => {
    const published = versions(["2025-01-01", gentle], ["2026-02-01", strict]);
    expect(movesOf(lifeOf(orders, published, "2027-01-01"))).toEqual([
      "2026-01-10: nothing -> silver",
      "2026-03-03: silver -> nothing",
    ]);
    const risen = versions(["2025-01-01", strict], ["2026-02-01", gentle]);
    expect(lifeOf(orders, risen, "2027-01-01").moves).toMatchObject([
      { at: at("2026-02-01"), to: "silver", reached: null },
    ]);
  });

  it("leave nobody in a tier that is no more", () => {
    const renamed = tiered({ window: "lifetime", levels: [tier("friend", 900_00n)] });
    const published = versions(["2025-01-01", gentle], ["2026-02-01", renamed]);
    expect(movesOf(lifeOf(orders, published, "2027-01-01")).at(-1)).toBe(
      "2026-02-01: silver -> friend",
    );
    const none = versions(["2025-01-01", gentle], ["2026-02-01", tiered(null)]);
    expect(lifeOf(orders, none, "2027-01-01")).toMatchObject({
      standing: { tier: null },
      checkAt: null,
    });
  });
});

describe("a tier that was given", () => {
  const pins = [{ tier: "gold", at: at("2026-01-15") }];
  const given = (window: "rolling_12_months" | "calendar_year" | "lifetime", until: string) => {
    const published = versions(["2025-01-01", tiered({ window, graceDays: 0 })]);
    return lifeOf([], published, until, { pins }).standing.tier;
  };

  it("is kept to the end of the window as if it had been reached then", () => {
    expect(given("rolling_12_months", "2027-01-14")).toBe("gold");
    expect(given("rolling_12_months", "2027-01-15")).toBeNull();
    expect(given("calendar_year", "2027-12-31")).toBe("gold");
    expect(given("calendar_year", "2028-01-01")).toBeNull();
    expect(given("lifetime", "2050-01-01")).toBe("gold");
  });
});

describe("entry bonus", () => {
  const levels = [
    tier("silver", 1_000_00n, { entryBonus: points(100n) }),
    tier("gold", 5_000_00n, { entryBonus: points(500n) }),
  ];
  const published = versions(["2025-01-01", tiered({ levels, graceDays: 0 })]);
  const entriesOf = (orders: readonly Bought[], until = "2030-01-01") =>
    bonusEntries(lifeOf(orders, published, until).moves).map(
      ({ level, at: date }) => `${level.id} ${date.toISOString().slice(0, 10)}`,
    );

  it("is given once, for the level that was entered", () => {
    expect(
      entriesOf([
        { on: "2026-01-10", roubles: 1_000 },
        { on: "2028-01-10", roubles: 5_000 },
        { on: "2029-06-10", roubles: 1_000 },
      ]),
    ).toEqual(["silver 2026-01-10", "gold 2028-01-10"]);
  });

  it("is not earned by what is sent back afterwards", () => {
    const back: Bought = { on: "2026-01-10", roubles: 5_000, refunded: [["2026-01-20", 4_500]] };
    expect(entriesOf([back])).toEqual([]);
    expect(entriesOf([{ on: "2026-01-10", roubles: 1_000, cancelled: "2026-01-11" }])).toEqual([]);
    // What is bought later enters it by itself.
    expect(entriesOf([back, { on: "2026-03-10", roubles: 600 }])).toEqual(["silver 2026-03-10"]);
  });

  it("is not given by a change of the rules", () => {
    const later = versions(["2025-01-01", tiered(null)], ["2026-02-01", tiered({ levels })]);
    const life = lifeOf([{ on: "2026-01-10", roubles: 5_000 }], later, "2027-01-01");
    expect(life.standing.tier).toBe("gold");
    expect(bonusEntries(life.moves)).toEqual([]);
  });
});

it("tells a member's progress to the next tier", () => {
  const rules = tiers();
  const progress = (held: string | null, figure: bigint) => progressOf(rules, held, figure);
  expect(progress(null, 400_00n)).toMatchObject({ next: { id: "silver" }, missing: 600_00n });
  expect(progress("silver", 1_200_00n)).toMatchObject({ next: { id: "gold" }, missing: 3_800_00n });
  expect(progress("gold", 9_000_00n)).toBeNull();
});

it("numbers the orders that the member had when each was placed", () => {
  const orders: Bought[] = [
    { id: "1", on: "2026-01-01", roubles: 1, paid: null },
    { id: "2", on: "2026-01-02", roubles: 1, cancelled: "2026-01-05" },
    { id: "3", on: "2026-01-03", roubles: 1, facts: { test: true } },
    { id: "4", on: "2026-01-04", roubles: 1 },
    { id: "5", on: "2026-01-06", roubles: 1 },
  ];
  const life = lifeOf(orders, ROLLING, "2026-02-01");
  const numbers = ["1", "2", "4", "5"].map(
    (id) => life.orders.get(orderId(id))?.standing.orderNumber,
  );
  expect(numbers).toEqual([1, 2, 3, 3]);
});
