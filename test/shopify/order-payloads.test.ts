import { describe, expect, it } from "vitest";
import { parseBody } from "../../app/shopify/payloads/parse-body.ts";
import { linePayload, orderPayload, refundPayload, set } from "../support/order-payload.ts";
import { facts, hashEmail, read, receivedAt } from "./read-payload.ts";

describe("an order payload", () => {
  it("says who bought what, when and for how much, in shop money", () => {
    const order = orderPayload([
      { id: 11, price: "450.50", quantity: 3, discounts: ["51.50", "100.00"], tax: "200.00" },
    ]);
    expect(facts(order)).toEqual({
      orderId: "820982911946154508",
      name: "#1001",
      source: "webhook",
      updatedAt: new Date("2026-11-20T09:00:05Z"),
      processedAt: new Date("2026-11-20T09:00:00Z"),
      customerId: "115310627314723954",
      guestHash: null,
      currency: "RUB",
      test: false,
      paidAt: new Date("2026-11-20T09:00:05Z"),
      cancelledAt: null,
      fulfilledAt: null,
      companyId: null,
      channel: "web",
      lines: [
        {
          id: "11",
          quantity: 3,
          removed: 0,
          totalMinor: 120_000n,
          taxMinor: 20_000n,
          kind: "goods",
          productId: "632910392",
          vendor: "MANN-FILTER",
          codeMinor: 0n,
        },
      ],
      taxesIncluded: true,
      shippingMinor: 0n,
      shippingTaxMinor: 0n,
      refunds: [],
      hold: null,
      automaticDiscounts: [],
    });
  });

  it("says what surrounds it: company, channel, vendors, codes, tax on shipping, shipments", () => {
    const line = { id: 11, price: "1000.00", discounts: ["100.00", "50.00"] };
    const tax = { price: "60.00", price_set: set("60.00"), rate: 0.2, title: "НДС" };
    const parcel = (hour: number, status: string) => ({
      id: hour,
      status,
      created_at: `2026-11-21T1${String(hour)}:00:00+03:00`,
    });
    const order = orderPayload([line, { id: 12, price: "10.00", vendor: "" }], {
      company: { id: 51, location_id: 52 },
      source_name: "pos",
      taxes_included: false,
      discount_applications: [
        { type: "automatic", title: "Осень" },
        { type: "discount_code", code: "SEZON5" },
      ],
      shipping_lines: [{ price: "300.00", price_set: set("300.00"), tax_lines: [tax] }],
      fulfillment_status: "fulfilled",
      fulfillments: [parcel(2, "success"), parcel(5, "success"), parcel(8, "cancelled")],
    });
    expect(facts(order)).toMatchObject({
      companyId: "51",
      channel: "pos",
      taxesIncluded: false,
      shippingMinor: 30_000n,
      shippingTaxMinor: 6_000n,
      fulfilledAt: new Date("2026-11-21T12:00:00Z"),
      lines: [
        { vendor: "MANN-FILTER", totalMinor: 85_000n, codeMinor: 5_000n },
        { vendor: null, codeMinor: 0n },
      ],
    });
  });

  it.each([
    ["not sent at all", null, null],
    ["sent in part", "partial", null],
    ["sent, nobody says when", "fulfilled", "2026-11-20T09:00:05Z"],
  ])("of an order %s tells when all was sent", (_name, fulfillment_status, at) => {
    const order = orderPayload([{ id: 11, price: "1.00" }], { fulfillment_status });
    expect(facts(order).fulfilledAt).toEqual(at === null ? null : new Date(at));
  });

  it("is not refused for discount applications that make no sense", () => {
    const line = { id: 11, price: "100.00", discounts: ["10.00"] };
    for (const discount_applications of [null, "none", [null], [{ type: 5 }], {}]) {
      const read = facts(orderPayload([line], { discount_applications }));
      expect(read.lines).toMatchObject([{ totalMinor: 9_000n, codeMinor: 0n }]);
    }
  });

  it("falls back to plain amounts and ids where sets and global ids are absent", () => {
    const line = {
      id: 11,
      quantity: 2,
      price: "100.00",
      tax_lines: [{ price: 3.5 }],
      discount_allocations: [{ amount: "20.00" }],
    };
    const order = facts({
      id: 5,
      currency: "RUB",
      created_at: "2026-11-20T09:00:00Z",
      updated_at: "2026-11-20T09:00:00Z",
      line_items: [line],
    });
    expect(order.orderId).toBe("5");
    expect(order.lines).toMatchObject([
      { id: "11", totalMinor: 18_000n, taxMinor: 350n, removed: 0 },
    ]);
    expect(order.paidAt).toBeNull();
  });

  it.each([
    ["paid", true],
    ["partially_refunded", true],
    ["refunded", true],
    ["pending", false],
    ["authorized", false],
    ["partially_paid", false],
    ["voided", false],
    [null, false],
  ])("with the financial status %s is paid: %s", (financial_status, paid) => {
    expect(facts(orderPayload([], { financial_status })).paidAt !== null).toBe(paid);
  });

  it("keeps zero-decimal and three-decimal currencies exact", () => {
    const yen = orderPayload([], {
      currency: "JPY",
      line_items: [{ id: 1, quantity: 2, price: "1500.00" }],
    });
    const dinars = orderPayload([], {
      currency: "KWD",
      line_items: [{ id: 1, quantity: 2, price: "1.525" }],
    });
    expect(facts(yen).lines[0]?.totalMinor).toBe(3000n);
    expect(facts(dinars).lines[0]?.totalMinor).toBe(3050n);
  });

  it("loses from its texts what no database can store, and nothing else", () => {
    const order = orderPayload([{ id: 1, price: "1.00" }], {
      name: "#1\u0000\ud83d0\udc00😀",
      source_name: "w\u0000eb",
    });
    expect(facts(order)).toMatchObject({ name: "#10😀", channel: "web" });
  });

  it("tells gift cards and tips from goods", () => {
    const order = orderPayload([
      { id: 1, price: "1.00", gift_card: true },
      { id: 2, price: "1.00", product_id: null, title: "Tip", tip_payment_gateway: null },
      { id: 3, price: "1.00", product_id: null, title: "Tip", requires_shipping: false },
      { id: 4, price: "1.00", product_id: null, title: "Tip of the spear" },
      { id: 5, price: "1.00", title: "Tip", requires_shipping: false },
    ]);
    expect(facts(order).lines.map((line) => line.kind)).toEqual([
      "gift_card",
      "tip",
      "tip",
      "goods",
      "goods",
    ]);
  });

  it("takes shipping after its discounts, and leaves removed shipping lines out", () => {
    const shipping_lines = [
      { price: "500.00", discounted_price: "400.00", discounted_price_set: set("350.00") },
      { price: "100.00", discount_allocations: [{ amount: "40.00" }] },
      { price: "70.00", is_removed: true },
    ];
    expect(facts(orderPayload([], { shipping_lines })).shippingMinor).toBe(41_000n);
  });

  it("names a buyer without a customer by a hash that forgives case and spaces", () => {
    const guest = facts(orderPayload([], { customer: null, email: " Anna@Example.com" }));
    const again = facts(
      orderPayload([], { customer: undefined, email: "", contact_email: "anna@example.com" }),
    );
    expect(guest).toMatchObject({ customerId: null, guestHash: hashEmail("anna@example.com") });
    expect(again.guestHash).toBe(guest.guestHash);
    expect(
      facts(orderPayload([], { customer: null, email: null, contact_email: null })).guestHash,
    ).toBeNull();
  });

  it("counts as removed what neither is there any more nor listed by a refund", () => {
    const order = orderPayload([{ id: 11, price: "100.00", quantity: 5, current_quantity: 1 }], {
      refunds: [
        refundPayload({ id: 1, lines: [[11, 1, "100.00"]], paid: ["100.00"] }),
        refundPayload({ id: 2, lines: [[11, 2, "200.00"]] }),
      ],
    });
    const { lines, refunds } = facts(order);
    expect(lines[0]?.removed).toBe(1);
    expect(refunds.map((r) => r.isEdit)).toEqual([false, true]);
  });

  it("counts fewer than none as removed where an edit has put back what is listed", () => {
    const order = orderPayload([{ id: 11, price: "100.00", quantity: 2, current_quantity: 2 }], {
      refunds: [refundPayload({ id: 1, lines: [[11, 1, "100.00"]], paid: ["100.00"] })],
    });
    expect(facts(order).lines[0]?.removed).toBe(-1);
  });

  it("leaves removals to the refunds that list them when it has no current quantities", () => {
    const order = orderPayload(
      [{ id: 11, price: "100.00", quantity: 3, current_quantity: undefined }],
      {
        refunds: [refundPayload({ id: 1, lines: [[11, 2, "200.00"]] })],
      },
    );
    expect(facts(order).lines[0]?.removed).toBe(0);
  });
});

describe("the other order topics", () => {
  it("orders/edited tells only which order changed", () => {
    const body = {
      order_edit: {
        id: 78912328793,
        order_id: 607673088,
        line_items: { additions: [{ id: 1, delta: 1 }], removals: [] },
      },
    };
    expect(read("orders/edited", body)).toEqual({
      kind: "ok",
      value: { kind: "edited", orderId: "607673088" },
    });
  });

  it("orders/delete is dated by its receipt", () => {
    const deleted = {
      kind: "deleted",
      orderId: "820982911946153508",
      at: receivedAt,
      source: "webhook",
    };
    const parsed = parseBody('{"id": 820982911946153508}');
    expect(parsed.kind === "ok" && read("orders/delete", parsed.body)).toEqual({
      kind: "ok",
      value: deleted,
    });
  });
});

describe("a payload that cannot be right", () => {
  const order = (line: object, rest: object = {}) =>
    orderPayload([], {
      line_items: [{ ...linePayload({ id: 1, price: "100.00" }), ...line }],
      ...rest,
    });

  it.each([
    ["(body)", null],
    ["(body)", "text"],
    ["line_items", orderPayload([], { line_items: undefined })],
    ["updated_at", orderPayload([], { updated_at: "yesterday" })],
    ["updated_at", orderPayload([], { updated_at: "2026-02-30T25:00:00Z" })],
    ["currency", orderPayload([], { currency: "XQZ" })],
    ["currency", orderPayload([], { currency: 643 })],
    ["customer.id", orderPayload([], { customer: {} })],
    ["customer.id", orderPayload([], { customer: { id: "anna" } })],
    ["line_items[0].quantity", order({ quantity: -1 })],
    ["line_items[0].quantity", order({ quantity: 1.5 })],
    ["line_items[0].quantity", order({ quantity: 1e12 })],
    ["line_items[0].price", order({ price_set: undefined, price: "-1.00" })],
    ["line_items[0].price", order({ price_set: undefined, price: "ten" })],
    ["line_items[0].price", order({ price_set: undefined, price: undefined })],
    ["line_items[0].price", order({ quantity: 1e9, price_set: set("10000000.00") })],
    ["line_items[0].price_set.shop_money.amount", order({ price_set: set("-1.00") })],
    ["line_items[0].price_set.shop_money.amount", order({ price_set: set("1.001") })],
    ["line_items[0].price_set.shop_money.amount", order({ price_set: set("1e30") })],
    [
      "line_items[0].price_set.shop_money.amount",
      order({ price_set: set("99999999999999999999.00") }),
    ],
    ["line_items[0].price_set.shop_money.amount", order({ price_set: { shop_money: {} } })],
    ["line_items[0].price_set.shop_money.currency_code", order({ price_set: set("1.00", "USD") })],
    ["line_items[0].discount_allocations", order({ discount_allocations: [{ amount: "100.01" }] })],
    [
      "line_items[0].discount_allocations[0].amount",
      order({ discount_allocations: [{ amount: "-1.00" }] }),
    ],
    ["refunds[0].created_at", orderPayload([], { refunds: [{ id: 1 }] })],
    [
      "refunds[0].refund_line_items[0].quantity",
      orderPayload([], {
        refunds: [
          { ...refundPayload({ id: 1 }), refund_line_items: [{ line_item_id: 1, quantity: -2 }] },
        ],
      }),
    ],
  ])("is refused, naming %s", (field, body) => {
    expect(read("orders/create", body)).toMatchObject({ kind: "invalid", field });
  });

  it.each([
    ["0001-01-01T00:00:00Z", "updated_at"],
    ["1999-12-31T23:59:59Z", "updated_at"],
    ["2101-01-01T00:00:00Z", "processed_at"],
    ["9999-12-31T23:59:59+00:00", "cancelled_at"],
  ])("is refused with a time like %s, naming %s", (time, field) => {
    const order = orderPayload([{ id: 1, price: "1.00" }], { [field]: time });
    expect(read("orders/updated", order)).toEqual({
      kind: "invalid",
      field,
      message: "must lie in the years 2000 to 2100",
    });
  });

  it("is refused with a refund made in another age", () => {
    const late = refundPayload({ id: 1, created_at: "9999-01-01T00:00:00Z" });
    expect(read("refunds/create", late)).toMatchObject({ kind: "invalid", field: "created_at" });
  });

  it("is refused with a currency that no message could repeat", () => {
    const order = orderPayload([{ id: 1, price: "1.00", price_set: set("1.00", "R\0B") }]);
    expect(read("orders/updated", order)).toEqual({
      kind: "invalid",
      field: "line_items[0].price_set.shop_money.currency_code",
      message: "must be a currency code",
    });
  });

  it("is refused without an order to which a refund belongs", () => {
    expect(read("refunds/create", refundPayload({ id: 1, order_id: null }))).toMatchObject({
      kind: "invalid",
      field: "order_id",
    });
  });
});

describe("parsing a body", () => {
  it("keeps every digit of ids beyond 2^53", () => {
    const text =
      '{"id": 9223372036854775807, "parent": {"ids": [820982911946154508, 12, 1.5]}, "card": "4000056655665556"}';
    expect(parseBody(text)).toEqual({
      kind: "ok",
      body: {
        id: "9223372036854775807",
        parent: { ids: ["820982911946154508", 12, 1.5] },
        card: "4000056655665556",
      },
    });
  });

  it("gives an order without global ids the id it came with", () => {
    const text = JSON.stringify(
      orderPayload([{ id: 7, price: "1.00" }], { admin_graphql_api_id: undefined, id: "ID" }),
    ).replace('"ID"', "9007199254740993");
    const parsed = parseBody(text);
    expect(parsed.kind === "ok" && facts(parsed.body).orderId).toBe("9007199254740993");
  });

  it.each(["", "{", "{'a': 1}", '{"a": 01}'])("refuses what is no JSON: %s", (text) => {
    expect(parseBody(text).kind).toBe("malformed_json");
  });
});
