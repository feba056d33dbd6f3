import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { orderId } from "../../app/domain/ids.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { expirePoints } from "../../app/services/expire-points.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { day, program, refundOf } from "../support/order-examples.ts";
import {
  ANNA,
  BORIS,
  give,
  GOODS,
  hold,
  holdOrder,
  take,
  told,
  type HoldOrder,
} from "../support/order-with-hold.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.order(SHOP, "1", { customerId: ANNA, totalMinor: 1n }, day(2));
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

/** `available, held, owed` */
const balance = async (customer = ANNA) => {
  const member = await viewMember(shop.db, SHOP, customer);
  return member && [member.available, member.held, member.owed];
};
const lots = () =>
  shop.sql.query(
    "SELECT lot_id, available, expires_at FROM lots WHERE available > 0 ORDER BY lot_id",
  );
const transfers = () =>
  shop.sql.query("SELECT key, amount FROM transfers WHERE code = 'restore' ORDER BY seq");
/** The order was placed on day 4; what is told of it later is of day 6 unless told otherwise. */
const later = (facts: HoldOrder, on = 6) =>
  told(shop, [holdOrder("7", { updatedAt: day(on), ...facts })], day(on));
const back = (...lines: [string, number][]) => [
  refundOf(
    "9",
    lines.map(([line, quantity]) => [line, quantity, 0n]),
  ),
];

describe("an order that was paid with 400 points", () => {
  beforeEach(async () => {
    await give(shop, ANNA, 1000n);
    await take(shop, 1, 500n);
    await told(shop, [holdOrder("7")]);
  });

  it("gives back the share of what is returned, then the rest, and no more", async () => {
    await later({ refunds: back(["1", 1]) });
    expect(await balance()).toEqual([700n, 0n, 0n]);
    await later(
      {
        refunds: [
          ...back(["1", 1]),
          refundOf("10", [
            ["1", 2, 0n],
            ["2", 1, 0n],
          ]),
        ],
      },
      7,
    );
    expect(await balance()).toEqual([1000n, 0n, 0n]);
    await later({ cancelledAt: day(8) }, 8);
    expect(await balance()).toEqual([1000n, 0n, 0n]);
    expect(await transfers()).toEqual([
      { key: "restore/7/0", amount: 100n },
      { key: "restore/7/100", amount: 300n },
    ]);
  });

  it("gives back all of them when it is cancelled, however often that is told", async () => {
    await later({ cancelledAt: day(6) });
    await later({ cancelledAt: day(6) });
    expect(await balance()).toEqual([1000n, 0n, 0n]);
  });

  it("gives back all of them when it is deleted", async () => {
    const event = {
      kind: "deleted",
      orderId: orderId("7"),
      at: day(6),
      source: "webhook",
    } as const;
    await accrueOrders(shop.db, SHOP, [event], day(6));
    expect(await balance()).toEqual([1000n, 0n, 0n]);
  });

  it("gives back the share of what an edit takes out", async () => {
    const [first, second] = GOODS;
    if (!first || !second) throw new Error("two lines");
    await later({ goods: [{ ...first, removed: 2 }, second] });
    expect(await balance()).toEqual([800n, 0n, 0n]);
    await later({ goods: [{ ...first, removed: 2 }] }, 7);
    expect(await balance()).toEqual([900n, 0n, 0n]);
  });

  it("does not take back what it has given, when an edit puts the goods in again", async () => {
    const [first, second] = GOODS;
    if (!first || !second) throw new Error("two lines");
    await later({ goods: [{ ...first, removed: 2 }, second] });
    await later({}, 7);
    expect(await balance()).toEqual([800n, 0n, 0n]);
    await later({ goods: [{ ...first, removed: 3 }, second] }, 8);
    expect(await balance()).toEqual([900n, 0n, 0n]);
  });

  it("hears of a return before the order is paid, and of the payment after", async () => {
    await later({ refunds: back(["2", 1]) });
    await later({ refunds: back(["2", 1]), paidAt: day(7) }, 7);
    expect(await balance()).toEqual([700n, 0n, 0n]);
    expect((await viewMember(shop.db, SHOP, ANNA))?.pending).toBe(9n);
  });

  it("explains in the ledger how the number came about", async () => {
    await later({ refunds: back(["1", 1]) });
    const [transfer] = await shop.sql.query(
      "SELECT order_id, event_at, explanation FROM transfers WHERE code = 'restore'",
    );
    expect(transfer).toEqual({
      order_id: "7",
      event_at: day(6),
      explanation: {
        kind: "restore",
        hold: hold(1),
        reason: "returned",
        currency: "RUB",
        captured: 400,
        discount: "400.00",
        returned: "100.00",
        lines: [
          { line: "1", discount: "300.00", returned: "1/3" },
          { line: "2", discount: "100.00", returned: "0" },
        ],
        target: 100,
        before: 0,
      },
    });
  });

  it("gives them to the member that its own was merged into, though the lot was used up", async () => {
    await give(shop, ANNA, -600n, "spent");
    await mergeMembers(shop.db, SHOP, { from: ANNA, into: BORIS }, day(6));
    await later({ refunds: back(["2", 1]) });
    expect(await balance(BORIS)).toEqual([100n, 0n, 0n]);
    expect(await lots()).toEqual([
      { lot_id: `adjust/gift/${ANNA}`, available: 100n, expires_at: null },
    ]);
  });

  it("gives them to whom they were taken from, though the order is another's by now", async () => {
    await later({ customerId: BORIS, refunds: back(["2", 1]) });
    expect(await balance()).toEqual([700n, 0n, 0n]);
  });

  it("gives them once when several deliveries come at the same moment", async () => {
    await Promise.all([1, 2, 3].map(() => later({ refunds: back(["1", 1]) })));
    expect(await balance()).toEqual([700n, 0n, 0n]);
  });
});

describe("whatever the order of arrival", () => {
  const first = holdOrder("7");
  const returned = holdOrder("7", { updatedAt: day(6), refunds: back(["1", 1]) });
  const cancelled = holdOrder("7", { updatedAt: day(7), cancelledAt: day(7) });
  it.each([
    ["placed, returned, cancelled", [first, returned, cancelled]],
    ["cancelled first", [cancelled, returned, first]],
    ["returned first", [returned, first, cancelled]],
    ["the last alone", [cancelled]],
  ])("the points come back to the same lot: %s", async (_, orders) => {
    await give(shop, ANNA, 1000n);
    await take(shop, 1, 500n);
    for (const facts of orders) await told(shop, [facts], day(8));
    expect(await balance()).toEqual([1000n, 0n, 0n]);
    expect(await lots()).toEqual([
      { lot_id: `adjust/gift/${ANNA}`, available: 1000n, expires_at: null },
    ]);
    expect(await shop.sql.query("SELECT state, captured_points FROM holds")).toEqual([
      { state: "captured", captured_points: 400n },
    ]);
  });
});

describe("points with an expiry", () => {
  beforeEach(async () => {
    const expiring = {
      ...program(),
      expiry: { kind: "after_days" as const, days: 10, warnDays: [] },
    };
    await publishProgram(shop.db, { shop: SHOP, program: expiring, by: "t" }, day(1));
    await give(shop, ANNA, 500n);
    await take(shop, 1, 500n);
    await told(shop, [holdOrder("7")]);
  });

  it("come back with it while it lies ahead", async () => {
    await later({ refunds: back(["2", 1]) });
    expect(await lots()).toEqual([
      { lot_id: `adjust/gift/${ANNA}`, available: 200n, expires_at: day(12) },
    ]);
  });

  it("can be spent for 30 days more where it has passed", async () => {
    await expirePoints(shop.db, SHOP, day(12));
    expect(await balance()).toEqual([0n, 0n, 0n]);
    await later({ refunds: back(["2", 1]) }, 13);
    expect(await lots()).toEqual([
      { lot_id: "restored/7/0", available: 100n, expires_at: day(43) },
    ]);
    await later({ cancelledAt: day(20) }, 20);
    expect(await lots()).toEqual([
      { lot_id: "restored/7/0", available: 100n, expires_at: day(43) },
      { lot_id: "restored/7/100", available: 300n, expires_at: day(50) },
    ]);
  });
});

it("what a late order owed is repaid from what comes back, before anything is spendable", async () => {
  await give(shop, ANNA, 500n);
  await take(shop, 1, 500n);
  await told(shop, [holdOrder("6", { taken: [400_00n, 100_00n], processedAt: day(3) })]);
  await told(shop, [holdOrder("7")]);
  expect(await balance()).toEqual([0n, 0n, 400n]);
  await later({ refunds: back(["1", 3]) });
  expect(await balance()).toEqual([0n, 0n, 100n]);
  await give(shop, ANNA, 150n, "more");
  await later({ cancelledAt: day(8) }, 8);
  expect(await balance()).toEqual([150n, 0n, 0n]);
});
