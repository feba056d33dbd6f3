import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventsOf } from "../../app/db/event-queries.server.ts";
import { holdersOfCustomers } from "../../app/db/holder-queries.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { lockBooks } from "../../app/db/book-queries.server.ts";
import { loadLots } from "../../app/db/lot-queries.server.ts";
import { saveBooks } from "../../app/db/save-books.server.ts";
import { customerId, holderId, holdId, orderId } from "../../app/domain/ids.ts";
import { bookOf } from "../../app/domain/ledger/book.ts";
import { captureLate } from "../../app/domain/ledger/capture.ts";
import { capturedParts, restorePoints } from "../../app/domain/ledger/restore.ts";
import { NO_POINTS, points } from "../../app/domain/points.ts";
import { defaultProgram, type Program } from "../../app/domain/program.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { applyExpiry } from "../../app/services/apply-expiry.server.ts";
import { expirePoints } from "../../app/services/expire-points.server.ts";
import { maturePoints } from "../../app/services/mature-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { warnOfExpiry } from "../../app/services/warn-of-expiry.server.ts";
import { day, RUB } from "../support/order-examples.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const [ANNA, BORIS] = ["7000000000001", "7000000000002"];
type Expiry = Program["expiry"];
const warnDays = [30, 3];
const NEVER: Expiry = { kind: "never" };
const days = (count: number): Expiry => ({ kind: "after_days", days: count, warnDays });
const inactivity = (count: number): Expiry => ({ kind: "inactivity", days: count, warnDays });

/** A shop whose points are pending for 14 days. Each order of a test earns 10 points. */
let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

const publish = (expiry: Expiry, on: number) => {
  const program = { ...defaultProgram(RUB), expiry };
  return publishProgram(shop.db, { shop: SHOP, program, by: "test" }, day(on));
};
const buy = (id: string, on: number, customer = ANNA, heard = on) =>
  shop.order(
    SHOP,
    id,
    { customerId: customerId(customer), processedAt: day(on), paidAt: day(on), updatedAt: day(on) },
    day(heard),
  );
const adjust = (key: string, points: bigint, on: number) =>
  adjustPoints(
    shop.db,
    { shop: SHOP, customerId: customerId(ANNA), points, reason: "test", key, actor: "test" },
    day(on),
  );
const mature = (on: number) => maturePoints(shop.db, SHOP, day(on));
const expire = (on: number) => expirePoints(shop.db, SHOP, day(on));
const balance = async (customer = ANNA) => {
  const member = await viewMember(shop.db, SHOP, customerId(customer));
  return [member?.pending, member?.available];
};
const lots = async () => {
  const rows = await shop.sql.query<{ lot_id: string; expires_at: Date | null }>(
    `SELECT lot_id, expires_at FROM lots WHERE shop = $1 AND pending + available + held > 0
      ORDER BY lot_id`,
    [SHOP],
  );
  return Object.fromEntries(rows.map((row) => [row.lot_id, row.expires_at]));
};
const warnings = async (customer = ANNA) => {
  const holders = await holdersOfCustomers(shop.sql, SHOP, [customerId(customer)]);
  const events = await eventsOf(shop.sql, SHOP, [...holders.values()]);
  return events
    .filter((event) => event.type === "points/about_to_expire")
    .map(({ data }) => {
      const said = data as {
        points: number;
        expires_at: string;
        days: number;
        last_chance: boolean;
      };
      return [said.points, said.expires_at, said.days, said.last_chance];
    });
};

describe("Expiry: when the merchant switches expiry on, nobody loses points before one full period has passed", () => {
  it("gives old lots a full period from the publication, and those that mature later from then", async () => {
    await buy("1", 1);
    await buy("2", 95);
    await mature(99);
    await publish(days(30), 100);
    expect(await applyExpiry(shop.db, SHOP, day(100))).toEqual({ holders: 1, transfers: 2 });
    expect(await lots()).toEqual({ "order/1": day(130), "order/2": day(139) });
    expect(await applyExpiry(shop.db, SHOP, day(101))).toEqual({ holders: 0, transfers: 0 });
    expect(await expire(129)).toEqual({ holders: 0, transfers: 0 });
    await mature(130);
    expect(await expire(130)).toEqual({ holders: 1, transfers: 1 });
    expect(await balance()).toEqual([0n, 10n]);
  });

  it("late-arriving orders from before a switch end with the same dates, whatever the order of arrival", async () => {
    const ended: unknown[] = [];
    for (const heard of [1, 50, 100, 140]) {
      const other = await shopDatabase();
      await other.install(SHOP, day(0));
      const told = {
        customerId: customerId(ANNA),
        processedAt: day(1),
        paidAt: day(1),
        updatedAt: day(1),
      };
      const happens: [number, () => Promise<unknown>][] = [
        [heard, () => other.order(SHOP, "1", told, day(heard))],
        ...(
          [
            [40, days(60)],
            [90, NEVER],
            [120, days(60)],
            [130, days(45)],
          ] as const
        ).map(([on, expiry]): [number, () => Promise<unknown>] => [
          on,
          async () => {
            const program = { ...defaultProgram(RUB), expiry };
            await publishProgram(other.db, { shop: SHOP, program, by: "test" }, day(on));
            await applyExpiry(other.db, SHOP, day(on));
          },
        ]),
      ];
      for (const [, happen] of happens.toSorted(([a], [b]) => a - b)) await happen();
      const rows = await other.sql.query<{ expires_at: Date }>("SELECT expires_at FROM lots");
      ended.push(rows.map((row) => row.expires_at));
      expect(await other.difference()).toBeNull();
      await other.close();
    }
    expect(ended).toEqual(ended.map(() => [day(175)]));
  });

  it("switched off, lots lose their dates, also where expiry runs before the new dates are written", async () => {
    await publish(days(30), 1);
    await buy("1", 2);
    await buy("2", 2);
    await mature(20);
    await publish(NEVER, 40);
    expect(await expire(60)).toEqual({ holders: 1, transfers: 2 });
    expect(await balance()).toEqual([0n, 20n]);
    expect(await lots()).toEqual({ "order/1": null, "order/2": null });
  });

  it("made shorter takes nothing before one new period; made longer gives the longer one", async () => {
    await publish(days(100), 1);
    await buy("1", 2);
    await mature(20);
    await publish(days(30), 60);
    await applyExpiry(shop.db, SHOP, day(60));
    expect(await lots()).toEqual({ "order/1": day(90) });
    await publish(days(200), 70);
    await applyExpiry(shop.db, SHOP, day(70));
    expect(await lots()).toEqual({ "order/1": day(216) });
  });

  it("looks by itself only at shops that have published lately", async () => {
    await buy("1", 1);
    await publish(days(30), 100);
    expect(await applyExpiry(shop.db, null, day(100))).toEqual({ holders: 1, transfers: 1 });
    expect(await applyExpiry(shop.db, null, day(102))).toEqual({ holders: 0, transfers: 0 });
  });
});

describe("Expiry: only the remaining part of a lot expires", () => {
  it("what was spent or taken back before is not expired", async () => {
    await publish(days(30), 1);
    await buy("1", 2);
    await mature(16);
    await adjust("mug", -4n, 17);
    await expire(60);
    expect(await balance()).toEqual([0n, 0n]);
    const [row] = await shop.sql.query<{ amount: bigint }>(
      "SELECT amount FROM transfers WHERE code = 'expire'",
    );
    expect(row?.amount).toBe(6n);
  });
});

describe("Expiry: by inactivity (any earn or spend renews)", () => {
  beforeEach(() => publish(inactivity(60), 1));

  it("takes all that is spendable when nothing was earned or spent for so long", async () => {
    await buy("1", 2);
    await mature(20);
    expect(await lots()).toEqual({ "order/1": null });
    expect(await expire(75)).toEqual({ holders: 0, transfers: 0 });
    expect(await expire(76)).toEqual({ holders: 1, transfers: 1 });
    expect(await balance()).toEqual([0n, 0n]);
    const [said] = await shop.sql.query(
      "SELECT event_at, explanation FROM transfers WHERE code = 'expire'",
    );
    expect(said).toEqual({
      event_at: day(76),
      explanation: {
        kind: "expire",
        lot: "order/1",
        because: "inactivity",
        since: day(16).toISOString(),
      },
    });
  });

  it("an order that earns renews all points", async () => {
    await buy("1", 2);
    await mature(20);
    await buy("2", 50);
    expect(await expire(109)).toEqual({ holders: 0, transfers: 0 });
    expect(await balance()).toEqual([10n, 10n]);
    await mature(109);
    // The second lot has matured on day 64, and has its 60 days from then.
    expect(await expire(110)).toEqual({ holders: 1, transfers: 1 });
    expect(await expire(124)).toEqual({ holders: 1, transfers: 1 });
  });

  it("points given by hand renew, points taken by hand do not", async () => {
    await buy("1", 2);
    await mature(20);
    await adjust("gift", 5n, 60);
    await adjust("mug", -2n, 70);
    expect(await expire(119)).toEqual({ holders: 0, transfers: 0 });
    expect(await expire(120)).toEqual({ holders: 1, transfers: 2 });
  });

  it("the activity of who was merged into a member counts as the member's", async () => {
    await buy("1", 2);
    await buy("2", 50, BORIS);
    await mature(70);
    await mergeMembers(shop.db, SHOP, { from: customerId(BORIS), into: customerId(ANNA) }, day(75));
    expect(await expire(109)).toEqual({ holders: 0, transfers: 0 });
    expect(await expire(110)).toEqual({ holders: 1, transfers: 1 });
  });

  it("switched on, it takes nothing before one full period after the publication", async () => {
    await buy("1", 2);
    await mature(20);
    await publish(NEVER, 30);
    await publish(inactivity(60), 200);
    expect(await expire(259)).toEqual({ holders: 0, transfers: 0 });
    expect(await expire(260)).toEqual({ holders: 1, transfers: 1 });
  });
});

describe("Expiry: pending and held points do not expire", () => {
  it.each([
    ["by age", days(30)],
    ["by inactivity", inactivity(30)],
  ] as const)("%s", async (_, expiry) => {
    await publish(expiry, 1);
    await buy("1", 2);
    expect(await expire(400)).toEqual({ holders: 0, transfers: 0 });
    expect(await balance()).toEqual([10n, 0n]);
    await mature(20);
    await inTransaction(shop.db, (tx) =>
      tx.query("UPDATE lots SET held = 4, available = 6 WHERE shop = $1", [SHOP]),
    );
    await inTransaction(shop.db, (tx) =>
      tx.query("UPDATE balances SET held = 4, available = 6 WHERE shop = $1", [SHOP]),
    );
    await expire(400);
    const [row] = await shop.sql.query("SELECT available, held, expired FROM lots");
    expect(row).toEqual({ available: 0n, held: 4n, expired: 6n });
    // As if it had never been held, so that the book agrees with its transfers.
    await shop.sql.query("UPDATE lots SET held = 0, available = 4 WHERE shop = $1", [SHOP]);
    await shop.sql.query("UPDATE balances SET held = 0, available = 4 WHERE shop = $1", [SHOP]);
  });
});

describe("Expiry: warnings N days ahead, and a last-chance notice", () => {
  it("are recorded once each, together for a day of the shop, with what remains then", async () => {
    await publish(days(60), 1);
    await buy("1", 2);
    await buy("2", 2);
    await buy("3", 5);
    await mature(30);
    const warn = (on: number) => warnOfExpiry(shop.db, SHOP, day(on));
    expect(await warn(45)).toEqual({ warnings: 0 });
    expect(await warn(46)).toEqual({ warnings: 1 });
    expect(await warn(46)).toEqual({ warnings: 0 });
    expect(await warn(60)).toEqual({ warnings: 1 });
    await adjust("mug", -4n, 61);
    expect(await warn(73)).toEqual({ warnings: 1 });
    expect(await warnings()).toEqual([
      [20, day(76).toISOString(), 30, false],
      [10, day(79).toISOString(), 30, false],
      [16, day(76).toISOString(), 3, true],
    ]);
    await warn(78);
    await warn(80);
    expect((await warnings()).slice(3)).toEqual([[10, day(79).toISOString(), 3, true]]);
  });

  it("who is found late hears the last chance only", async () => {
    await publish(days(60), 1);
    await buy("1", 2);
    await mature(30);
    await warnOfExpiry(shop.db, null, day(74));
    expect(await warnings()).toEqual([[10, day(76).toISOString(), 3, true]]);
  });

  it("are of the dates that the newest program makes, and of none where it has no expiry", async () => {
    await publish(days(60), 1);
    await buy("1", 2);
    await mature(30);
    await publish(days(365), 40);
    await warnOfExpiry(shop.db, SHOP, day(74));
    expect(await warnings()).toEqual([]);
    await publish(NEVER, 80);
    await warnOfExpiry(shop.db, SHOP, day(370));
    expect(await warnings()).toEqual([]);
  });

  it("tell of inactivity, until something is earned or spent", async () => {
    await publish(inactivity(60), 1);
    await buy("1", 2);
    await mature(30);
    await warnOfExpiry(shop.db, SHOP, day(45));
    expect(await warnings()).toEqual([]);
    await warnOfExpiry(shop.db, SHOP, day(50));
    expect(await warnings()).toEqual([[10, day(76).toISOString(), 30, false]]);
    await adjust("gift", 1n, 70);
    await warnOfExpiry(shop.db, SHOP, day(74));
    expect(await warnings()).toHaveLength(1);
    await warnOfExpiry(shop.db, SHOP, day(128));
    expect((await warnings()).slice(1)).toEqual([[11, day(130).toISOString(), 3, true]]);
  });
});

describe("points that came back from an order while their member was inactive", () => {
  it("can be spent for 30 days more at least, though the inactivity was over", async () => {
    await publish(inactivity(60), 1);
    await buy("1", 2);
    await mature(16);
    const [holder] = await shop.sql.query<{ holder_id: string }>("SELECT holder_id FROM balances");
    await inTransaction(shop.db, async (tx) => {
      const books = await lockBooks(tx, SHOP, [holderId(holder!.holder_id)]);
      const book = bookOf(books, holderId(holder!.holder_id));
      await loadLots(tx, SHOP, [book]);
      const about = { holdId: holdId("h"), orderId: orderId("7"), explanation: {} };
      captureLate(book, { ...about, points: points(10n), eventAt: day(20) }, day(20));
      const parts = capturedParts(book, book.appended);
      const terms = { maturesAt: day(100), expiresAt: null };
      const said = { restored: NO_POINTS, target: points(10n), explanation: {}, eventAt: day(100) };
      restorePoints(book, { orderId: orderId("7"), parts, terms, ...said }, day(100));
      await saveBooks(tx, SHOP, [book]);
    });
    expect(await expire(129)).toEqual({ holders: 0, transfers: 0 });
    expect(await expire(130)).toEqual({ holders: 1, transfers: 1 });
    // The order that took them and was returned.
    await shop.sql.query(
      `INSERT INTO orders (shop, order_id, hold_id, capture, captured_points, captured_minor, captured_lines,
                           restored_points)
       VALUES ($1, '7', gen_random_uuid(), 'late', 10, 1000, '[]', 10)`,
      [SHOP],
    );
  });
});
