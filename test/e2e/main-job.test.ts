import { describe, expect, it } from "vitest";
import { shopOf, type Bought } from "./support/shop.ts";
import { useStack } from "./support/stack.ts";

const stack = useStack();
const shop = shopOf(stack);

const DAY_MS = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

const NOTHING = { pending: 0, available: 0, held: 0, owed: 0 };
const pending = (points: number) => ({ ...NOTHING, pending: points });

async function pointsOf(customer: string) {
  await stack.settle();
  return (await shop.member(customer)).points;
}

describe("a customer buys", () => {
  it("sees the points pending, with the lines, the rule, the version and the arithmetic", async () => {
    const anna = await shop.customer();
    const order = await shop.buy(anna, [
      { price: "12400.00", quantity: 2 },
      { price: "1199.90", quantity: 1 },
    ]);
    await stack.settle();
    expect(await shop.member(anna)).toMatchObject({
      customer_id: anna,
      status: "active",
      points: pending(259),
      lifetime_earned: 259,
    });
    const [earned, ...more] = await shop.history(anna);
    expect(more).toEqual([]);
    expect(earned).toMatchObject({
      code: "earn",
      changes: [{ account: "pending", points: 259 }],
      order_id: order.id,
      program_version: 1,
      explanation: {
        kind: "order",
        program_version: 1,
        currency: "RUB",
        rule: { points: 1, per_amount: "100.00", rounding: "down", maximum: null },
        lines: [
          { line: order.lines[0], eligible: "24800.00", points: "248" },
          { line: order.lines[1], eligible: "1199.90", points: "11999/1000" },
        ],
        sum: "259999/1000",
        award: 259,
        kept: "1",
        target: 259,
        reason: "paid",
      },
    });
    expect(earned?.hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("has nothing to show for an order that is not paid, until it is", async () => {
    const boris = await shop.customer();
    const order = await shop.buy(boris, [{ price: "5000.00" }], { financial_status: "pending" });
    expect(await pointsOf(boris)).toEqual(NOTHING);
    await stack.control("POST", `/orders/${order.id}/pay`);
    expect(await pointsOf(boris)).toEqual(pending(50));
  });
});

describe("the points follow what becomes of an order", () => {
  it("through a partial refund, a second one, an edit and a cancellation", async () => {
    const vera = await shop.customer();
    const order = await shop.buy(vera, [{ price: "3000.00", quantity: 3 }, { price: "1050.00" }]);
    expect(await pointsOf(vera)).toEqual(pending(100));

    // 100 x (9000 x 2/3 + 1050) / 10050 = 70.1
    await shop.refund(order, {
      refund_line_items: [{ line_item_id: order.lines[0], quantity: 1 }],
    });
    expect(await pointsOf(vera)).toEqual(pending(70));

    // 705 of the 7050 that remain, spread over both lines: 70.149 x 0.9 = 63.1
    await shop.refund(order, { amount: "705.00" });
    expect(await pointsOf(vera)).toEqual(pending(63));

    // One unit more for 2000: the rules are asked again, the refunds stay. Of 12050, which earn
    // 120, 8345 are left: 7050 - 705 and the new 2000. 120 x 8345 / 12050 = 83.1
    await shop.edit(order, { add: [{ title: "Oil", price: "2000.00", quantity: 1 }] });
    await stack.control("POST", `/orders/${order.id}/pay`);
    expect(await pointsOf(vera)).toEqual(pending(83));

    await shop.cancel(order, false);
    expect(await pointsOf(vera)).toEqual(NOTHING);
    const history = await shop.history(vera);
    expect(history.map(({ code }) => code)).toEqual([
      "earn",
      "clawback",
      "clawback",
      "earn",
      "clawback",
    ]);
    expect(history.at(-1)?.explanation).toMatchObject({ target: 0, reason: "cancelled" });
  });

  it("to nothing when it is cancelled and paid back at once", async () => {
    const lena = await shop.customer();
    const order = await shop.buy(lena, [{ price: "700.00", quantity: 2 }], {
      shipping_lines: [{ price: "300.00" }],
    });
    expect(await pointsOf(lena)).toEqual(pending(14));
    await shop.cancel(order, true);
    expect(await pointsOf(lena)).toEqual(NOTHING);
  });

  it("takes back what a removed line had earned, as the order without it would", async () => {
    const gleb = await shop.customer();
    const order = await shop.buy(gleb, [{ price: "1990.00", quantity: 2 }, { price: "520.00" }]);
    expect(await pointsOf(gleb)).toEqual(pending(45));
    await shop.edit(order, { lines: [{ line_item_id: order.lines[0], quantity: 1 }] });
    expect(await pointsOf(gleb)).toEqual(pending(25));
  });

  it("under a cap of 500, as in the worked example: 375, then 187, then 0", async () => {
    const { version, from } = await shop.publish({ earning: { maximum_points_per_order: 500 } });
    const dina = await shop.customer();
    const order = await shop.buy(dina, [{ price: "90000.00" }, { price: "30000.00" }], {
      at: from.toISOString(),
    });
    expect(await pointsOf(dina)).toEqual(pending(500));
    await shop.refund(order, {
      refund_line_items: [{ line_item_id: order.lines[1], quantity: 1 }],
    });
    expect(await pointsOf(dina)).toEqual(pending(375));
    await shop.refund(order, { amount: "45000.00" });
    expect(await pointsOf(dina)).toEqual(pending(187));
    await shop.refund(order, { amount: "45000.00" });
    expect(await pointsOf(dina)).toEqual(NOTHING);

    const history = await shop.history(dina);
    expect(history.map((one) => one.changes[0]?.points)).toEqual([500, -125, -188, -187]);
    expect(history.map((one) => one.program_version)).toEqual(Array(4).fill(version));
    expect(history[2]?.explanation).toMatchObject({ award: 500, exact: "375/2", target: 187 });
    await shop.publish({ earning: { maximum_points_per_order: null } });
  });
});

/** The life of one order, from its payment to a third refund. */
async function live(customer: string): Promise<Bought> {
  const order = await shop.buy(customer, [
    { price: "2590.00", quantity: 4 },
    { price: "777.70", quantity: 3 },
  ]);
  const [first, second] = order.lines;
  await shop.refund(order, { refund_line_items: [{ line_item_id: first, quantity: 1 }] });
  await shop.refund(order, { amount: "333.33" });
  await shop.edit(order, { lines: [{ line_item_id: second, quantity: 1 }] });
  await shop.refund(order, { refund_line_items: [{ line_item_id: second, quantity: 1 }] });
  return order;
}

describe("whatever becomes of the webhooks, the end is the same", () => {
  const lived = async (): Promise<number> => {
    const customer = await shop.customer();
    await live(customer);
    return (await pointsOf(customer)).pending;
  };
  let orderly: number;

  it("sent once and in order", async () => {
    orderly = await lived();
    // 2590 x 4 + 777.70 after the edit earn 111.377, so 111. Of the 11137.70, two lines are
    // refunded, 2590 and 777.70, and 333.33 without a line: 111 x 7436.67 / 11137.70 = 74.1
    expect(orderly).toBe(74);
  });

  it.each([
    ["five times", { duplicate: 4 }],
    ["in any order", { reorder: true }],
    ["five times in any order", { duplicate: 4, reorder: true, delay_ms: 400 }],
  ])("sent %s", async (_, faults) => {
    await stack.control("PUT", "/faults", faults);
    const ends = [];
    for (let time = 0; time < 2; time += 1) ends.push(await lived());
    await stack.control("PUT", "/faults", {});
    expect(ends).toEqual([orderly, orderly]);
  });

  it("lost altogether, and healed by reconciliation", async () => {
    const egor = await shop.customer();
    await stack.settle();
    await stack.control("PUT", "/faults", { lose: 1 });
    await live(egor);
    expect(await pointsOf(egor)).toEqual(NOTHING);
    await stack.control("PUT", "/faults", {});

    const printed = await stack.npm("job", "reconcile-orders", "--at", inDays(0));
    expect(JSON.parse(printed)).toMatchObject({ job: "reconcile-orders" });
    expect(await pointsOf(egor)).toEqual(pending(orderly));
  });

  it("lost in the middle, and healed by reconciliation", async () => {
    const zoya = await shop.customer();
    const order = await shop.buy(zoya, [{ price: "1000.00", quantity: 5 }]);
    expect(await pointsOf(zoya)).toEqual(pending(50));
    await stack.control("PUT", "/faults", { lose: 1 });
    await shop.refund(order, {
      refund_line_items: [{ line_item_id: order.lines[0], quantity: 3 }],
    });
    await stack.control("PUT", "/faults", {});
    expect(await pointsOf(zoya)).toEqual(pending(50));
    await stack.npm("job", "reconcile-orders", "--at", inDays(0));
    expect(await pointsOf(zoya)).toEqual(pending(20));
  });
});

describe("as time goes by", () => {
  it("the points become spendable after the pending days, not before, and only what is left", async () => {
    const irina = await shop.customer();
    const order = await shop.buy(irina, [{ price: "1000.00", quantity: 3 }]);
    expect(await pointsOf(irina)).toEqual(pending(30));
    await stack.npm("job", "mature-points", "--at", inDays(13));
    expect(await pointsOf(irina)).toEqual(pending(30));

    await shop.refund(order, {
      refund_line_items: [{ line_item_id: order.lines[0], quantity: 1 }],
    });
    expect(await pointsOf(irina)).toEqual(pending(20));
    const printed = await stack.npm("job", "mature-points", "--at", inDays(15));
    expect(JSON.parse(printed)).toMatchObject({ job: "mature-points" });
    expect(await shop.member(irina)).toMatchObject({
      points: { ...NOTHING, available: 20 },
      points_value: { currency: "RUB" },
    });

    await shop.refund(order, {
      refund_line_items: [{ line_item_id: order.lines[0], quantity: 2 }],
    });
    expect(await pointsOf(irina)).toEqual(NOTHING);
  });

  it("npm run verify finds the ledger clean", async () => {
    expect(await stack.npm("verify")).toMatch(
      /^kopilka-dev\.myshopify\.com: clean, \d+ transfers of \d+ holders$/m,
    );
  });
});
