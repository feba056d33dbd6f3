import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "../../../app/db/transaction.server.ts";
import type { EarnFact } from "../../../app/domain/earn-fact.ts";
import { customerId } from "../../../app/domain/ids.ts";
import { awardDays } from "../../../app/services/awards/award-days.server.ts";
import { reportAction } from "../../../app/services/awards/report-action.server.ts";
import { createTopicHandler } from "../../../app/services/handle-topic.server.ts";
import { moveTiers } from "../../../app/services/move-tiers.server.ts";
import { setBirthday } from "../../../app/services/set-birthday.server.ts";
import { emailHasher } from "../../../app/shopify/hash-email.server.ts";
import { awards, programWith, publish } from "../../support/awards.ts";
import { day } from "../../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../../support/shop-with-orders.ts";

const ANNA = "501";
const anna = customerId(ANNA);

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

const handle = createTopicHandler(emailHasher("a key of thirty-two characters!!"));
const told = (topic: string, payload: object, now: Date) =>
  inTransaction(shop.db, (tx) =>
    handle(
      tx,
      {
        shop: SHOP,
        topic,
        triggeredAt: now,
        body: Buffer.from(JSON.stringify({ id: ANNA, ...payload })),
      },
      now,
    ),
  );
const joins = (now: Date) => told("customers/create", {}, now);
const does = (fact: EarnFact, now = fact.at) =>
  reportAction(shop.db, { shop: SHOP, customerId: anna, fact }, now);

describe("Other earn rules: welcome (sign-up)", () => {
  it("gives the bonus at sign-up, spendable at once, whatever is told again", async () => {
    await publish(shop, SHOP, programWith([{ kind: "welcome", id: "hi", points: 200 }]), day(1));
    await joins(day(2));
    await joins(day(3));
    await shop.order(SHOP, "1", { customerId: anna, processedAt: day(4) }, day(4));
    expect(await awards(shop, SHOP, ANNA)).toEqual({ welcome: 200n });
    expect(await shop.points(SHOP, ANNA)).toBe(210n);
    const [balance] = await shop.sql.query("SELECT available, pending FROM balances");
    expect(balance).toEqual({ available: 200n, pending: 10n });
  });

  it("welcomes who is first heard of by an order, and nobody from before the rule", async () => {
    await joins(day(1));
    const program = programWith([{ kind: "welcome", id: "hi", points: 200, pending_days: 10 }]);
    await publish(shop, SHOP, program, day(2));
    await shop.order(SHOP, "1", { customerId: customerId("502"), processedAt: day(3) }, day(3));
    expect(await awards(shop, SHOP, ANNA)).toEqual({});
    expect(await awards(shop, SHOP, "502")).toEqual({ welcome: 200n });
    const lots = await shop.sql.query<{ matures_at: Date }>(
      "SELECT matures_at FROM lots WHERE lot_id LIKE 'award/%'",
    );
    expect(lots.map((lot) => lot.matures_at)).toEqual([day(13)]);
  });
});

describe("points for actions", () => {
  it("count towards tiers by points, also of a member who never ordered", async () => {
    const levels = [{ id: "gold", name: { en: "Gold" }, threshold: 150, entry_bonus: 10 }];
    const tiers = { basis: "points", window: "lifetime", levels };
    const program = programWith([{ kind: "welcome", id: "hi", points: 200 }], { tiers });
    await publish(shop, SHOP, program, day(1));
    await joins(day(2));
    await moveTiers(shop.db, SHOP, day(3));
    expect(await shop.sql.query("SELECT tier FROM member_tiers")).toEqual([{ tier: "gold" }]);
  });
});

describe("Other earn rules: birthday (once a calendar year, set at least 30 days before)", () => {
  const program = (time_zone = "Europe/Moscow") =>
    programWith([{ kind: "birthday", id: "cake", points: 500 }], { time_zone });
  const born = (text: string, now: Date) =>
    setBirthday(shop.db, { shop: SHOP, customerId: anna, birthday: birthdayOf(text) }, now);
  const birthdayOf = (text: string) => {
    const [month, date] = text.split("-").map(Number);
    return { month: month ?? 0, day: date ?? 0 };
  };
  const run = (at: Date) => awardDays(shop.db, SHOP, at, at);

  it("comes with midnight in the shop's time zone, once a year, through missed runs", async () => {
    await publish(shop, SHOP, program(), day(1));
    await joins(day(1));
    await born("02-15", day(2));
    await run(new Date("2026-02-14T20:59:00Z"));
    expect(await awards(shop, SHOP, ANNA)).toEqual({});
    await run(new Date("2026-02-14T21:01:00Z"));
    await run(new Date("2026-02-14T22:01:00Z"));
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "birthday/2026": 500n });
    await run(new Date("2027-02-20T00:00:00Z"));
    await run(new Date("2027-02-20T00:00:00Z"));
    expect(await awards(shop, SHOP, ANNA)).toEqual({
      "birthday/2026": 500n,
      "birthday/2027": 500n,
    });
  });

  it("gives nothing for a date set 29 days before, or moved to another day of the year", async () => {
    await publish(shop, SHOP, program("UTC"), day(1));
    await joins(day(1));
    await born("01-31", new Date("2026-01-02T00:00:01Z"));
    await run(day(30));
    await run(day(31));
    expect(await awards(shop, SHOP, ANNA)).toEqual({});
    await born("03-15", day(31));
    await run(new Date("2026-03-16T00:00:00Z"));
    await born("06-15", new Date("2026-03-17T00:00:00Z"));
    await run(new Date("2026-06-16T00:00:00Z"));
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "birthday/2026": 500n });
  });

  it("counts the days from when the same date was first set", async () => {
    await publish(shop, SHOP, program("UTC"), day(1));
    await joins(day(1));
    await born("02-10", day(2));
    await run(day(3));
    await born("02-10", new Date("2026-02-09T00:00:00Z"));
    await run(new Date("2026-02-10T01:00:00Z"));
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "birthday/2026": 500n });
  });

  it("has the bonus of the member's tier beside it, once a year whatever tiers there were", async () => {
    const levels = [
      { id: "basic", name: { en: "Basic" }, threshold: "0" },
      { id: "gold", name: { en: "Gold" }, threshold: "500.00", birthday_bonus: 70 },
    ];
    const tiers = { basis: "spend", window: "lifetime", levels };
    const rules = [{ kind: "birthday", id: "cake", points: 500 }];
    await publish(shop, SHOP, programWith(rules, { tiers, time_zone: "UTC" }), day(1));
    await shop.order(SHOP, "1", { customerId: anna, processedAt: day(2), paidAt: day(2) }, day(2));
    await born("02-15", day(2));
    await run(new Date("2026-02-14T01:00:00Z"));
    await run(new Date("2026-02-15T01:00:00Z"));
    await run(new Date("2026-02-15T02:00:00Z"));
    expect(await awards(shop, SHOP, ANNA)).toEqual({
      "birthday/2026": 500n,
      "tier_birthday/2026": 70n,
    });
  });

  it("keeps a birthday of 29 February on the 28th of a common year", async () => {
    await publish(shop, SHOP, program("UTC"), day(1));
    await joins(day(1));
    await born("02-29", day(1));
    await run(new Date("2026-02-27T01:00:00Z"));
    await run(new Date("2026-02-28T01:00:00Z"));
    await run(new Date("2028-02-28T01:00:00Z"));
    expect(Object.keys(await awards(shop, SHOP, ANNA))).toEqual(["birthday/2026", "birthday/2027"]);
    await run(new Date("2028-02-29T01:00:00Z"));
    expect(Object.keys(await awards(shop, SHOP, ANNA))).toContain("birthday/2028");
  });
});

describe("Other earn rules: newsletter", () => {
  it("gives points when a customer agrees to e-mails, once, and none for leaving and agreeing again", async () => {
    await publish(shop, SHOP, programWith([{ kind: "newsletter", id: "n", points: 50 }]), day(1));
    await joins(day(2));
    const tell = (state: string, at: Date, now = at) =>
      told(
        "customers_email_marketing_consent/update",
        {
          customer_id: ANNA,
          email_address: "anna@example.com",
          email_marketing_consent: { state, consent_updated_at: at.toISOString() },
        },
        now,
      );
    await tell("pending", day(3));
    expect(await awards(shop, SHOP, ANNA)).toEqual({});
    await tell("subscribed", day(4));
    await tell("subscribed", day(4), day(5));
    await tell("unsubscribed", day(6));
    await tell("subscribed", day(7));
    expect(await awards(shop, SHOP, ANNA)).toEqual({ newsletter: 50n });
    expect(await shop.points(SHOP, ANNA)).toBe(50n);
  });

  it("gives nothing to who had agreed before there was a rule", async () => {
    await joins(day(1));
    await publish(shop, SHOP, programWith([{ kind: "newsletter", id: "n", points: 50 }]), day(3));
    const since = { state: "subscribed", consent_updated_at: day(2).toISOString() };
    const payload = { customer_id: ANNA, email_marketing_consent: since };
    await told("customers_email_marketing_consent/update", payload, day(4));
    expect(await awards(shop, SHOP, ANNA)).toEqual({});
  });
});

describe("Other earn rules: social follow or share", () => {
  const rules = [
    { kind: "social_follow", id: "vk", points: 30, network: "vk" },
    { kind: "social_share", id: "tg", points: 10, network: "telegram", maximum_per_month: 2 },
  ];

  it("gives points for following a network once, and for no network without a rule", async () => {
    await publish(shop, SHOP, programWith(rules), day(1));
    await joins(day(1));
    const follow = (network: string, at: Date) => does({ on: "social_follow", at, network });
    expect((await follow("vk", day(2))).kind).toBe("awarded");
    expect((await follow("vk", day(9))).kind).toBe("awarded_before");
    expect((await follow("instagram", day(2))).kind).toBe("not_due");
    expect(await awards(shop, SHOP, ANNA)).toEqual({ "social_follow/vk": 30n });
  });

  it("gives points for sharing once a day and so often a month, however many at once", async () => {
    await publish(shop, SHOP, programWith(rules), day(1));
    await joins(day(1));
    const share = (at: Date) => does({ on: "social_share", at, network: "telegram" });
    const kinds = async (dates: readonly Date[]) =>
      (await Promise.all(dates.map(share))).map((outcome) => outcome.kind).sort();
    expect(await kinds([day(2), day(2, 1)])).toEqual(["awarded", "awarded_before"]);
    expect(await kinds([day(3), day(4), day(5)])).toEqual(["awarded", "not_due", "not_due"]);
    expect(await kinds([new Date("2026-02-01T12:00:00Z")])).toEqual(["awarded"]);
    expect(await shop.points(SHOP, ANNA)).toBe(30n);
  });
});

describe("Other earn rules: what an integration of the merchant's own reports", () => {
  it("gives points once per key, and no more often than the rule says", async () => {
    const rule = {
      kind: "action",
      id: "quiz",
      points: 15,
      action: "quiz",
      maximum: 2,
      per: "year",
    };
    await publish(shop, SHOP, programWith([rule]), day(1));
    await joins(day(1));
    const quiz = (key: string, at: Date) => does({ on: "action", at, action: "quiz", key });
    expect(await quiz("a", day(2))).toEqual({
      kind: "awarded",
      key: "action/quiz/a",
      points: 15n,
    });
    expect((await quiz("a", day(3))).kind).toBe("awarded_before");
    expect((await quiz("b", day(3))).kind).toBe("awarded");
    expect((await quiz("c", day(4))).kind).toBe("not_due");
    expect((await quiz("c", new Date("2027-01-01T00:00:00Z"))).kind).toBe("awarded");
    expect((await does({ on: "action", at: day(5), action: "other", key: "x" })).kind).toBe(
      "not_due",
    );
  });

  it("gives what the rules of the moment say: a rule edited later changes no award", async () => {
    const rule = (points: number) => ({ kind: "action", id: "q", points, action: "quiz" });
    await publish(shop, SHOP, programWith([rule(15)]), day(1));
    await joins(day(1));
    const quiz = (at: Date) => does({ on: "action", at, action: "quiz", key: "a" });
    await quiz(day(2));
    await publish(shop, SHOP, programWith([rule(99)]), day(3));
    expect(await quiz(day(4))).toEqual({
      kind: "awarded_before",
      key: "action/quiz/a",
      points: 15n,
    });
    await publish(shop, SHOP, programWith([]), day(5));
    expect((await quiz(day(6))).kind).toBe("no_rule");
    expect(await shop.points(SHOP, ANNA)).toBe(15n);
  });
});

describe("verify", () => {
  it("names an award that does not stand at what was posted for it", async () => {
    await publish(shop, SHOP, programWith([{ kind: "welcome", id: "hi", points: 200 }]), day(1));
    await joins(day(2));
    await shop.sql.query("UPDATE awards SET points = 300");
    expect(await shop.difference()).toMatch(
      /^award award\/[0-9a-f-]+\/welcome has posted 200 points where it stands at 300$/,
    );
    await shop.sql.query("UPDATE awards SET points = 200");
  });
});
