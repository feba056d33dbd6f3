import { describe, expect, it } from "vitest";
import { orderPayload, refundPayload, set } from "../support/order-payload.ts";
import { facts, read, refund } from "./read-payload.ts";

describe("a refund payload", () => {
  it("says what came back, what was paid and for which order", () => {
    const body = refundPayload({ id: 9, lines: [[11, 2, "1000.00", "166.67"]], paid: ["1000.00"] });
    expect(read("refunds/create", body)).toEqual({
      kind: "ok",
      value: {
        kind: "refund",
        orderId: "450789469",
        refund: {
          id: "9",
          at: new Date("2026-11-21T06:00:00Z"),
          lines: [{ lineId: "11", quantity: 2, valueMinor: 100_000n }],
          shippingMinor: 0n,
          discrepancyMinor: 0n,
          exchangedMinor: 0n,
          paidMinor: 100_000n,
          isEdit: false,
        },
      },
    });
  });

  it("adds the tax where the money paid back shows that prices exclude it", () => {
    const body = refundPayload({ id: 9, lines: [[11, 1, "245.67", "31.94"]], paid: ["277.61"] });
    expect(refund(body).lines[0]?.valueMinor).toBe(27_761n);
  });

  it("reads the same alone and within its order, prices with tax or without", () => {
    for (const [taxes_included, paid] of [
      [true, "245.67"],
      [false, "277.61"],
    ] as const) {
      const alone = refundPayload({ id: 9, lines: [[11, 1, "245.67", "31.94"]], paid: [paid] });
      const order = orderPayload([{ id: 11, price: "245.67" }], {
        taxes_included,
        refunds: [alone],
      });
      expect(facts(order).refunds).toEqual([refund(alone)]);
    }
  });

  it("keeps the discrepancy's sign: positive where less was paid than the lines come to", () => {
    const less = refundPayload({
      id: 9,
      lines: [[11, 1, "300.00"]],
      paid: ["200.00"],
      discrepancy: "100.00",
    });
    const amountOnly = refundPayload({ id: 9, paid: ["50.00"], discrepancy: "-50.00" });
    expect(refund(less)).toMatchObject({ discrepancyMinor: 10_000n, paidMinor: 20_000n });
    expect(refund(amountOnly)).toMatchObject({
      discrepancyMinor: -5_000n,
      paidMinor: 5_000n,
      lines: [],
    });
  });

  it("counts a refund on its way as paid, and so not as a discrepancy", () => {
    const onItsWay = refundPayload({
      id: 9,
      lines: [[11, 1, "245.67", "31.94"]],
      paid: ["277.61", "pending"],
      discrepancy: "277.61",
    });
    const arrived = refundPayload({ id: 9, lines: [[11, 1, "245.67", "31.94"]], paid: ["277.61"] });
    expect(refund(onItsWay)).toEqual(refund(arrived));
  });

  it("keeps a real discrepancy of a refund on its way", () => {
    const body = refundPayload({
      id: 9,
      lines: [[11, 1, "300.00"]],
      paid: ["200.00", "pending"],
      discrepancy: "100.00",
    });
    expect(refund(body)).toMatchObject({ discrepancyMinor: 10_000n, paidMinor: 20_000n });
  });

  it("ignores refund transactions that failed", () => {
    const body = refundPayload({
      id: 9,
      lines: [[11, 1, "300.00"]],
      paid: ["300.00", "failure"],
      discrepancy: "300.00",
    });
    expect(refund(body)).toMatchObject({ discrepancyMinor: 30_000n, paidMinor: 0n });
  });

  it("reads shipping from adjustments as well as from shipping lines of its own", () => {
    const older = refundPayload({ id: 9, shipping: ["-300.00", "-60.00"], paid: ["360.00"] });
    const newer = refundPayload({
      id: 9,
      paid: ["360.00"],
      refund_shipping_lines: [
        { id: 1, subtotal_amount_set: set("360.00"), tax_amount_set: set("60.00") },
      ],
    });
    expect(refund(older).shippingMinor).toBe(36_000n);
    expect(refund(newer)).toEqual(refund(older));
  });

  it("works out what was paid when the transactions are in the buyer's currency", () => {
    const body = refundPayload({
      id: 9,
      lines: [[11, 1, "300.00"]],
      discrepancy: "100.00",
      transactions: [{ kind: "refund", status: "success", amount: "2.10", currency: "EUR" }],
    });
    expect(refund(body).paidMinor).toBe(20_000n);
  });

  it("asks for the order to be read again when it names no currency", () => {
    const body = {
      id: 9,
      order_id: 5,
      created_at: "2026-11-21T09:00:00Z",
      refund_line_items: [{ line_item_id: 11, quantity: 1, subtotal: 5 }],
    };
    expect(read("refunds/create", body)).toEqual({
      kind: "ok",
      value: { kind: "edited", orderId: "5" },
    });
  });
});
