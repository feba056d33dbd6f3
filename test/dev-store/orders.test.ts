import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startDevStore, type DevStore } from "./support/dev-store.ts";
import type { OrderJson } from "./support/answers.ts";

let store: DevStore;
beforeAll(async () => void (store = await startDevStore()));
afterAll(() => store.stop());
beforeEach(async () => {
  await store.settle();
  store.app.forget();
});

const order = async (body: object = {}): Promise<OrderJson> =>
  (
    await store.control("POST", "/orders", {
      line_items: [{ title: "Фильтр", price: "1000.00", quantity: 3 }],
      ...body,
    })
  ).order;
const get = async (id: number) => (await store.control("GET", `/orders/${id}`)).order;

describe("an order", () => {
  it("is filled in, and told of as created and paid", async () => {
    const made = await order({ customer: { email: "anna@example.com", first_name: "Анна" } });
    await store.settle();
    expect(store.app.topics().sort()).toEqual(["customers/create", "orders/create", "orders/paid"]);
    const payload = store.app.payload("orders/paid");
    expect(payload).toEqual(made);
    expect(payload).toMatchObject({
      admin_graphql_api_id: `gid://shopify/Order/${made.id}`,
      name: "#1001",
      financial_status: "paid",
      currency: "RUB",
      total_price: "3000.00",
      total_price_set: {
        shop_money: { amount: "3000.00", currency_code: "RUB" },
        presentment_money: { amount: "3000.00" },
      },
      customer: { email: "anna@example.com" },
      line_items: [{ quantity: 3, current_quantity: 3, price: "1000.00", gift_card: false }],
    });
    expect(made.updated_at).toMatch(/T\d\d:\d\d:\d\d\+03:00$/);
  });

  it("of a guest has an e-mail and no customer, and can be given one later", async () => {
    const guest = await order({ customer: null, email: "guest@example.com" });
    expect(guest).toMatchObject({ customer: null, email: "guest@example.com" });
    const { customer } = await store.control("POST", "/customers", { email: "later@example.com" });
    const { order: owned } = await store.control("PUT", `/orders/${guest.id}/customer`, {
      customer_id: customer.id,
    });
    expect(owned.customer?.id).toBe(customer.id);
    await store.settle();
    expect(store.app.payload("orders/updated")).toMatchObject({ customer: { id: customer.id } });
  });

  it("allocates a discount code over its lines to the kopeck", async () => {
    const made = await order({
      line_items: [
        { price: "100.01", quantity: 1 },
        { price: "200.02", quantity: 1 },
      ],
      discount_codes: [{ code: "TEN", amount: "10", type: "percentage" }],
    });
    expect(made.line_items.map((line) => line.discount_allocations[0]!.amount)).toEqual([
      "10.00",
      "20.00",
    ]);
    expect(made).toMatchObject({ total_discounts: "30.00", subtotal_price: "270.03" });
    expect(made.discount_applications).toMatchObject([
      { type: "discount_code", code: "TEN", value_type: "percentage" },
    ]);
  });

  it("shows the buyer's currency beside the shop's", async () => {
    const made = await order({ presentment_currency: "USD", presentment_rate: "0.0125" });
    expect(made.total_price_set).toEqual({
      shop_money: { amount: "3000.00", currency_code: "RUB" },
      presentment_money: { amount: "37.50", currency_code: "USD" },
    });
  });

  it("keeps ids beyond 2^53 and fields that nobody knows", async () => {
    const text = `{"id": 90071992547409931, "x_new_field": {"a": 1}, "line_items": [{"id": 90071992547409933, "price": "1"}]}`;
    await store.control("POST", "/orders", text);
    await store.settle();
    const raw = store.app.of("orders/create")[0]!.text;
    expect(raw).toContain(`"id":90071992547409931,`);
    expect(raw).toContain(`"id":90071992547409933,`);
    expect(raw).toContain(`"admin_graphql_api_id":"gid://shopify/Order/90071992547409931"`);
    expect(raw).toContain(`"x_new_field":{"a":1}`);
  });

  it("that is unpaid is told of as paid once it is", async () => {
    const made = await order({ financial_status: "pending" });
    await store.control("POST", `/orders/${made.id}/pay`, { amount: "1000" });
    expect(await get(made.id)).toMatchObject({
      financial_status: "partially_paid",
      total_outstanding: "2000.00",
    });
    await store.control("POST", `/orders/${made.id}/pay`);
    await store.settle();
    expect(store.app.topics()).toEqual([
      "orders/create",
      "orders/updated",
      "orders/paid",
      "orders/updated",
    ]);
    const again = await store.call("POST", `/orders/${made.id}/pay`);
    expect(again).toMatchObject({
      status: 422,
      body: { error: { message: "Order has already been paid" } },
    });
  });

  it("can be made in the past, and never goes back in time", async () => {
    const made = await order({ at: "2026-01-05T10:00:00Z" });
    expect(made).toMatchObject({
      created_at: "2026-01-05T13:00:00+03:00",
      updated_at: "2026-01-05T13:00:00+03:00",
    });
    const later = (
      await store.control("POST", `/orders/${made.id}/close`, { at: "2026-02-01T00:00:00Z" })
    ).order;
    expect(later.updated_at).toBe("2026-02-01T03:00:00+03:00");
    const earlier = (
      await store.control("POST", `/orders/${made.id}/reopen`, { at: "2026-01-20T00:00:00Z" })
    ).order;
    expect(earlier.updated_at).toBe("2026-02-01T03:00:00+03:00");
  });

  it("opens again when closed, never when cancelled", async () => {
    const closed = await order();
    await store.control("POST", `/orders/${closed.id}/close`);
    await store.control("POST", `/orders/${closed.id}/reopen`);
    await store.control("POST", `/orders/${closed.id}/cancel`, { refund: true });
    expect(await get(closed.id)).toMatchObject({
      financial_status: "refunded",
      cancel_reason: "customer",
    });
    expect(await store.call("POST", `/orders/${closed.id}/reopen`)).toMatchObject({ status: 422 });
    await store.settle();
    expect(store.app.topics()).toEqual(
      expect.arrayContaining(["refunds/create", "orders/cancelled"]),
    );
  });

  it("is told of by its id alone when it is deleted", async () => {
    const made = await order();
    await store.control("DELETE", `/orders/${made.id}`);
    await store.settle();
    expect(store.app.payload("orders/delete")).toEqual({ id: made.id });
    expect(await store.call("GET", `/orders/${made.id}`)).toMatchObject({ status: 404 });
  });

  it.each([
    [{ line_items: [] }, "line_items"],
    [{ line_items: [{ price: "-1" }] }, "line_items.0.price"],
    [{ line_items: [{ title: "без цены" }] }, "line_items.0.price"],
    [{ currency: "XXX" }, "currency"],
    [{ refunds: [{}] }, "refunds"],
    [{ line_items: [{ price: "1", quantity: 0 }] }, "line_items.0.quantity"],
  ])("that is wrong is refused with the field's name: %j", async (body, field) => {
    const answer = await store.call("POST", "/orders", { line_items: [{ price: "1" }], ...body });
    expect(answer.status).toBe(422);
    expect(answer.body.error.field).toBe(field);
  });
});

it("keeps everything over a restart", async () => {
  const made = await order();
  const before = await store.control("GET", "/state");
  await store.restart();
  expect((await store.control("GET", "/state")).counts.orders).toBe(before.counts.orders);
  expect(await get(made.id)).toEqual(made);
});
