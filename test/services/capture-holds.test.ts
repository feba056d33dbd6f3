import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { customerId, orderId, type CustomerId } from "../../app/domain/ids.ts";
import { currencyCode, minor } from "../../app/domain/money.ts";
import { points } from "../../app/domain/points.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { releaseHold } from "../../app/services/release-hold.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { day, program } from "../support/order-examples.ts";
import {
  ANNA,
  BORIS,
  code,
  give,
  giveBack,
  hold,
  holdOrder,
  take,
  told,
} from "../support/order-with-hold.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.order(SHOP, "1", { customerId: ANNA, totalMinor: 1n }, day(2));
  await shop.order(SHOP, "2", { customerId: BORIS, totalMinor: 1n }, day(2));
  await give(shop, ANNA, 1000n);
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
const holds = () =>
  shop.sql.query("SELECT state, order_id, captured_points, settled_at FROM holds ORDER BY hold_id");
const orders = () =>
  shop.sql.query(
    `SELECT order_id, hold_id, capture, captured_points, captured_minor, refetch_reason
       FROM orders WHERE order_id > '2' ORDER BY order_id`,
  );
const CAPTURED = {
  order_id: "7",
  hold_id: hold(1),
  capture: "captured",
  captured_points: 400n,
  captured_minor: 400_00n,
  refetch_reason: null,
};

describe("an order that was paid with points", () => {
  it.each([
    ["the function's message", `Баллы · ${code(1)}`],
    ["the discount's own title", "Kopilka points"],
  ])(
    "takes exactly what was discounted, where Shopify shows %s, and the rest comes back",
    async (_, title) => {
      await take(shop, 1, 500n);
      expect(await balance()).toEqual([500n, 500n, 0n]);
      await told(shop, [holdOrder("7", { title })]);
      expect(await balance()).toEqual([600n, 0n, 0n]);
      expect(await orders()).toEqual([CAPTURED]);
      expect(await holds()).toEqual([
        { state: "captured", order_id: "7", captured_points: 400n, settled_at: day(5) },
      ]);
    },
  );

  it("takes it when it is placed, whether or not it is paid yet, and earns when it is", async () => {
    await take(shop, 1, 500n);
    await told(shop, [holdOrder("7", { paidAt: null })]);
    expect(await balance()).toEqual([600n, 0n, 0n]);
    await told(shop, [holdOrder("7", { paidAt: day(6), updatedAt: day(6) })], day(6));
    expect(await balance()).toEqual([600n, 0n, 0n]);
    expect((await viewMember(shop.db, SHOP, ANNA))?.pending).toBe(12n);
  });

  it("takes it once, however often and in whatever order it is told of", async () => {
    await take(shop, 1, 500n);
    const later = holdOrder("7", { updatedAt: day(6), paidAt: day(6) });
    await told(shop, [later, holdOrder("7"), later], day(6));
    await Promise.all([1, 2, 3].map(() => told(shop, [holdOrder("7"), later], day(7))));
    expect(await balance()).toEqual([600n, 0n, 0n]);
    expect(await orders()).toEqual([CAPTURED]);
  });

  it("takes it though the hold is being cleared away", async () => {
    await take(shop, 1, 500n);
    await shop.sql.query(
      "UPDATE holds SET state = 'clearing', ended_by = 'expiry', clearing_since = $1",
      [day(4)],
    );
    await told(shop, [holdOrder("7")]);
    expect(await balance()).toEqual([600n, 0n, 0n]);
    expect(await orders()).toEqual([CAPTURED]);
  });

  it("has the worth that the points had when they were held", async () => {
    await take(shop, 1, 300n, { moneyMinor: 1_000_00n });
    const { redemption, ...rest } = program();
    const worth = { points: points(1n), amountMinor: minor(5_00n) };
    const dearer = { ...rest, redemption: { ...redemption, worth } };
    await publishProgram(shop.db, { shop: SHOP, program: dearer, by: "t" }, day(3));
    await told(shop, [holdOrder("7", { taken: [300_00n, 33_33n] })]);
    expect(await orders()).toMatchObject([{ captured_points: 100n }]);
    expect(await balance()).toEqual([900n, 0n, 0n]);
  });

  it("explains in the ledger what it took", async () => {
    await take(shop, 1, 500n);
    await told(shop, [holdOrder("7")]);
    const [transfer] = await shop.sql.query(
      "SELECT key, amount, order_id, event_at, explanation FROM transfers WHERE code = 'capture'",
    );
    expect(transfer).toEqual({
      key: `capture/${hold(1)}/7`,
      amount: 400n,
      order_id: "7",
      event_at: day(4),
      explanation: {
        kind: "capture",
        hold: hold(1),
        late: false,
        currency: "RUB",
        money: "400.00",
        worth: { points: 500, amount: "500.00" },
        captured: 400,
        lines: [
          { line: "1", discount: "300.00" },
          { line: "2", discount: "100.00" },
        ],
      },
    });
  });

  it("says whose hold is over, in the same transaction, and only then", async () => {
    await take(shop, 1, 500n);
    const settled: CustomerId[][] = [];
    const onHoldsSettled = (_tx: unknown, _shop: unknown, customers: readonly CustomerId[]) => {
      settled.push([...customers]);
      return Promise.resolve();
    };
    await told(shop, [holdOrder("7")], day(5), { onHoldsSettled });
    await told(shop, [holdOrder("7")], day(6), { onHoldsSettled });
    expect(settled).toEqual([[ANNA]]);
    await take(shop, 2, 10n);
    const fails = () => Promise.reject(new Error("the queue is gone"));
    const order = holdOrder("8", { of: 2, taken: [5_00n, 5_00n] });
    await expect(told(shop, [order], day(5), { onHoldsSettled: fails })).rejects.toThrow("queue");
    expect(await balance()).toEqual([590n, 10n, 0n]);
  });
});

describe("an order that comes when its hold is over", () => {
  it("takes what is available, late, and the merchant is to see it", async () => {
    await take(shop, 1, 500n);
    await told(shop, [holdOrder("7")]);
    await told(shop, [holdOrder("8")], day(6));
    expect(await balance()).toEqual([200n, 0n, 0n]);
    expect(await orders()).toEqual([CAPTURED, { ...CAPTURED, order_id: "8", capture: "late" }]);
    expect(await holds()).toMatchObject([{ state: "captured", order_id: "7" }]);
  });

  it("owes what is not there, even where the program stops clawbacks at zero", async () => {
    const stops = { ...program(), clawback: { beyondBalance: "stop_at_zero" as const } };
    await publishProgram(shop.db, { shop: SHOP, program: stops, by: "t" }, day(3));
    await give(shop, ANNA, -400n, "taken");
    await take(shop, 1, 500n);
    await told(shop, [holdOrder("8", { processedAt: day(4, 9) }), holdOrder("7")]);
    expect(await balance()).toEqual([0n, 0n, 200n]);
    // The one placed first has the hold, wherever it stands in the batch.
    expect(await orders()).toMatchObject([{ capture: "captured" }, { capture: "late" }]);
    await give(shop, ANNA, 250n, "more");
    expect(await balance()).toEqual([50n, 0n, 0n]);
  });

  it("takes again what was given back to the member when the hold was over", async () => {
    await take(shop, 1, 500n);
    await giveBack(shop, 1);
    await give(shop, ANNA, -700n, "spent");
    await told(shop, [holdOrder("8")], day(6));
    expect(await balance()).toEqual([0n, 0n, 100n]);
    expect(await orders()).toEqual([{ ...CAPTURED, order_id: "8", capture: "late" }]);
    expect(await holds()).toMatchObject([{ state: "released", captured_points: null }]);
  });

  it("is one of two that come at the same moment, and the other has the hold", async () => {
    await take(shop, 1, 500n);
    await Promise.all(["7", "8"].map((id) => told(shop, [holdOrder(id)])));
    expect(await balance()).toEqual([200n, 0n, 0n]);
    const kinds = (await orders()).map((order) => (order as { capture: string }).capture);
    expect(kinds.sort()).toEqual(["captured", "late"]);
  });

  it("takes the same points whether the hold is given back before it or at the same moment", async () => {
    await take(shop, 1, 500n);
    const at = day(5);
    const [released] = await Promise.all([
      releaseHold(shop.db, SHOP, hold(1), "expiry", at),
      told(shop, [holdOrder("7")]),
    ]);
    expect(await balance()).toEqual([600n, 0n, 0n]);
    expect(await orders()).toEqual([{ ...CAPTURED, capture: released ? "late" : "captured" }]);
  });

  it("leaves the points of another hold alone", async () => {
    await take(shop, 1, 500n);
    await giveBack(shop, 1);
    await take(shop, 2, 800n);
    await told(shop, [holdOrder("8")], day(6));
    expect(await balance()).toEqual([0n, 800n, 200n]);
  });
});

describe("an order of which it cannot be told what its hold took", () => {
  const asked = (facts: Parameters<typeof holdOrder>[1]) =>
    holdOrder("7", { ...facts, source: "admin", updatedAt: day(5) });
  const UNMATCHED = {
    order_id: "7",
    hold_id: hold(1),
    capture: "unmatched",
    captured_points: null,
    captured_minor: null,
    refetch_reason: null,
  };
  const DOUBTFUL = { ...UNMATCHED, hold_id: null, capture: null, refetch_reason: "unmatched_hold" };

  beforeEach(() => take(shop, 1, 500n));

  it("is read again, and takes then what the Admin API shows", async () => {
    const marked = await told(shop, [holdOrder("7", { automaticDiscounts: [] })]);
    expect(marked.marked).toEqual(["7"]);
    expect(await orders()).toEqual([DOUBTFUL]);
    expect(await balance()).toEqual([500n, 500n, 0n]);
    await told(shop, [asked({})], day(6), { fetchStartedAt: day(6) });
    expect(await orders()).toEqual([CAPTURED]);
    expect(await balance()).toEqual([600n, 0n, 0n]);
  });

  it("takes nothing where the Admin API shows nothing either, until something does", async () => {
    const none = { automaticDiscounts: [] };
    await told(shop, [holdOrder("7", none)]);
    const answer = await told(shop, [asked(none)], day(6), { fetchStartedAt: day(6) });
    expect(answer.marked).toEqual([]);
    expect(await orders()).toEqual([UNMATCHED]);
    expect(await balance()).toEqual([500n, 500n, 0n]);
    const again = await told(shop, [holdOrder("7", { ...none, updatedAt: day(7) })], day(7));
    expect(again.marked).toEqual([]);
    expect(await orders()).toEqual([UNMATCHED]);
    await told(shop, [holdOrder("7", { updatedAt: day(8) })], day(8));
    expect(await orders()).toEqual([CAPTURED]);
  });

  it.each<[string, Parameters<typeof holdOrder>[1]]>([
    ["it is another customer's", { customerId: BORIS }],
    ["the buyer is nobody's customer yet", { customerId: customerId("7000000000009") }],
    ["the order has no customer", { customerId: null, guestHash: "aabb" }],
    ["the order is in other money", { currency: currencyCode("EUR") }],
    [
      "two discounts might be the one",
      { automaticDiscounts: [1, 2].map(() => ({ title: "Kopilka points", allocations: [] })) },
    ],
  ])("takes nothing where %s", async (_, facts) => {
    await told(shop, [holdOrder("7", facts)]);
    await told(shop, [asked(facts)], day(6), { fetchStartedAt: day(6) });
    expect(await orders()).toEqual([UNMATCHED]);
    expect(await balance()).toEqual([500n, 500n, 0n]);
    expect(await balance(BORIS)).toEqual([0n, 0n, 0n]);
  });

  it("takes nothing where there is no such hold", async () => {
    await told(shop, [holdOrder("7", { of: 9 })]);
    await told(shop, [asked({ of: 9 })], day(6), { fetchStartedAt: day(6) });
    expect(await orders()).toEqual([{ ...UNMATCHED, hold_id: hold(9) }]);
  });

  it("is not asked about any more once it is deleted", async () => {
    const { marked } = await accrueOrders(
      shop.db,
      SHOP,
      [
        { kind: "state", facts: holdOrder("7", { automaticDiscounts: [] }) },
        { kind: "deleted", orderId: orderId("7"), at: day(5), source: "webhook" },
      ],
      day(6),
    );
    expect(marked).toEqual([]);
    expect(await orders()).toEqual([{ ...DOUBTFUL, refetch_reason: null }]);
  });
});

it("a test order takes nothing of its hold", async () => {
  await take(shop, 1, 500n);
  await told(shop, [holdOrder("7", { test: true })]);
  expect(await balance()).toEqual([500n, 500n, 0n]);
  expect(await orders()).toMatchObject([{ capture: null }]);
});

describe("a merge between hold and order", () => {
  it("leaves the hold to the customer that is kept", async () => {
    await take(shop, 1, 500n);
    await mergeMembers(shop.db, SHOP, { from: ANNA, into: BORIS }, day(4));
    await told(shop, [holdOrder("7", { customerId: BORIS })]);
    expect(await balance(BORIS)).toEqual([600n, 0n, 0n]);
    expect(await orders()).toEqual([CAPTURED]);
  });

  it("that is heard of after the order ends the same", async () => {
    await take(shop, 1, 500n);
    await told(shop, [holdOrder("7")]);
    await mergeMembers(shop.db, SHOP, { from: ANNA, into: BORIS }, day(6));
    await told(shop, [holdOrder("7", { customerId: BORIS, updatedAt: day(7) })], day(7));
    expect(await balance(BORIS)).toEqual([600n, 0n, 0n]);
    expect(await orders()).toEqual([CAPTURED]);
  });

  it("at the same moment as the order ends the same", async () => {
    await take(shop, 1, 500n);
    await Promise.all([
      mergeMembers(shop.db, SHOP, { from: ANNA, into: BORIS }, day(5)),
      told(shop, [holdOrder("7"), holdOrder("8")]),
    ]);
    expect(await balance(BORIS)).toEqual([200n, 0n, 0n]);
  });
});
