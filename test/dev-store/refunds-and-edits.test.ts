import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startDevStore, type DevStore } from "./support/dev-store.ts";
import type { OrderJson } from "./support/answers.ts";

let store: DevStore;
beforeAll(async () => void (store = await startDevStore()));
afterAll(() => store.stop());
beforeEach(async () => {
  await store.control("PUT", "/faults", {});
  await store.settle();
  store.app.forget();
});

/** 3 shirts of 1,000 and shipping of 300, paid. */
const shirts = async (): Promise<OrderJson> =>
  (
    await store.control("POST", "/orders", {
      line_items: [{ title: "Рубашка", price: "1000", quantity: 3 }],
      shipping_lines: [{ price: "300" }],
    })
  ).order;
const refund = (made: OrderJson, body: object) =>
  store.control("POST", `/orders/${made.id}/refunds`, body);
const units = (made: OrderJson, quantity: number) => ({
  refund_line_items: [{ line_item_id: made.line_items[0]!.id, quantity }],
});

describe("a refund", () => {
  it("of lines and shipping pays what they come to, without an adjustment", async () => {
    const made = await shirts();
    const { refund: done, order } = await refund(made, {
      ...units(made, 1),
      shipping: { full_refund: true },
    });
    expect(done.refund_line_items).toMatchObject([
      { quantity: 1, subtotal: 1000, subtotal_set: { shop_money: { amount: "1000.00" } } },
    ]);
    expect(done.refund_shipping_lines).toMatchObject([
      { subtotal_amount_set: { shop_money: { amount: "300.00" } } },
    ]);
    expect(done).toMatchObject({
      order_adjustments: [],
      transactions: [{ kind: "refund", amount: "1300.00", status: "success" }],
    });
    expect(order).toMatchObject({
      financial_status: "partially_refunded",
      current_total_price: "2000.00",
    });
    await store.settle();
    expect(store.app.payload("refunds/create")).toEqual(done);
    expect(store.app.payload("orders/updated")).toHaveProperty("refunds", [done]);
  });

  it.each([
    ["less than the lines come to", 1, "800.00", "200.00"],
    ["more than the lines come to", 1, "1050.00", "-50.00"],
    ["nothing for lines that came back", 1, "0", "1000.00"],
    ["money without lines", 0, "450.00", "-450.00"],
  ])("of %s is a discrepancy with Shopify's sign", async (_what, quantity, amount, discrepancy) => {
    const made = await shirts();
    const { refund: done } = await refund(made, {
      ...(quantity === 0 ? {} : units(made, quantity)),
      amount,
    });
    expect(done.order_adjustments).toMatchObject([
      {
        kind: "refund_discrepancy",
        amount: discrepancy,
        amount_set: { shop_money: { amount: discrepancy } },
      },
    ]);
    expect(done.transactions).toHaveLength(amount === "0" ? 0 : 1);
  });

  it("deals out kopecks so that the units of a line come to its total", async () => {
    const { order: made } = await store.control("POST", "/orders", {
      line_items: [{ price: "33.34", quantity: 3, total_discount: "0.01" }],
    });
    const paid: number[] = [];
    for (let unit = 0; unit < 3; unit += 1)
      paid.push((await refund(made, units(made, 1))).refund.refund_line_items[0]!.subtotal);
    expect(paid.reduce((sum, each) => sum + Math.round(each * 100), 0)).toBe(100_01);
    expect((await store.control("GET", `/orders/${made.id}`)).order.financial_status).toBe(
      "refunded",
    );
  });

  it("of more than there is is refused", async () => {
    const made = await shirts();
    expect(
      (await store.call("POST", `/orders/${made.id}/refunds`, units(made, 4))).body.error.field,
    ).toBe("refund_line_items.0.quantity");
    expect(
      (await store.call("POST", `/orders/${made.id}/refunds`, { amount: "3300.01" })).body.error
        .field,
    ).toBe("amount");
    expect((await store.call("POST", `/orders/${made.id}/refunds`, {})).status).toBe(422);
  });
});

describe("an edit", () => {
  const edit = (made: OrderJson, body: object) =>
    store.control("POST", `/orders/${made.id}/edit`, body);
  const keep = (made: OrderJson, quantity: number) => ({
    lines: [{ line_item_id: made.line_items[0]!.id, quantity }],
  });

  it("that takes units out lowers the current quantity and is listed among the refunds", async () => {
    const made = await shirts();
    const { order } = await edit(made, keep(made, 1));
    expect(order.line_items[0]).toMatchObject({ quantity: 3, current_quantity: 1 });
    expect(order.refunds).toMatchObject([
      {
        transactions: [],
        order_adjustments: [],
        refund_line_items: [{ quantity: 2, subtotal: 2000 }],
      },
    ]);
    expect(order).toMatchObject({ financial_status: "paid", current_subtotal_price: "1000.00" });
    await store.settle();
    expect(store.app.payload("orders/edited")).toMatchObject({
      order_edit: {
        order_id: made.id,
        line_items: { additions: [], removals: [{ id: made.line_items[0]!.id, delta: 2 }] },
      },
    });
  });

  it("is not listed among the refunds where that is switched off", async () => {
    await store.control("PUT", "/faults", { edit_lists_removals: false });
    const made = await shirts();
    const { order } = await edit(made, keep(made, 0));
    expect(order.refunds).toEqual([]);
    expect(order.line_items[0]).toMatchObject({ quantity: 3, current_quantity: 0 });
  });

  it("that adds leaves the order to be paid", async () => {
    const made = await shirts();
    const { order } = await edit(made, {
      ...keep(made, 4),
      add: [{ title: "Пояс", price: "500" }],
    });
    expect(order.line_items).toMatchObject([
      { quantity: 4, current_quantity: 4 },
      { title: "Пояс", quantity: 1 },
    ]);
    expect(order).toMatchObject({
      financial_status: "partially_paid",
      total_outstanding: "1500.00",
    });
  });

  it("that changes nothing is refused", async () => {
    const made = await shirts();
    expect((await store.call("POST", `/orders/${made.id}/edit`, keep(made, 3))).status).toBe(422);
    expect((await store.call("POST", `/orders/${made.id}/edit`, {})).status).toBe(422);
  });
});
