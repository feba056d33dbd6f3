import { beforeAll, describe, expect, it } from "vitest";
import { useRunningDevStore } from "../../support/running-dev-store.ts";
import { useShopOnDevStore } from "../../support/shop-on-dev-store.ts";
import { INSTALLED, NOW, surroundedShop } from "./shop.ts";

const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const shop = useShopOnDevStore(store, INSTALLED);
const at = surroundedShop(store, shop);

const later = (hours: number) => new Date(NOW.getTime() + hours * 3_600_000);
/** Five points for 100 roubles of what is tagged so, instead of one. */
const TAGGED = { rules: [{ id: "tagged", lines: { tags: ["масло"] }, rate: rate(5) }] };

function rate(points: number) {
  return { points, per_amount: "100" };
}

describe("context: what Shopify says about the order's surroundings is frozen at first sight", () => {
  it("an order whose program asks of its products waits, posts nothing, and is judged once they are read", async () => {
    await at.publish(TAGGED);
    const anna = await at.customer({ email: "anna@example.com" });
    const oil = await at.product({ tags: ["Масло", "зима"] });
    const filter = await at.product({});
    const { id } = await at.order(anna, [oil, filter]);
    await at.reconcile();
    expect(await at.stored(id)).toEqual({ target: null, waits: true, frozen: null });
    expect(await at.points(anna)).toBe(0n);

    await at.fetch();
    expect(await at.stored(id)).toMatchObject({ target: 60n, waits: false });
    expect(await at.points(anna)).toBe(60n);
    expect(await shop.database.difference()).toBeNull();
  });

  it("a product that changes later changes nothing about it, whatever is told of the order then", async () => {
    await at.publish(TAGGED);
    const anna = await at.customer({ email: "anna2@example.com" });
    const oil = await at.product({ tags: ["масло"] });
    const order = await at.order(anna, [oil]);
    await at.reconcile();
    await at.fetch();
    const { frozen } = (await at.stored(order.id)) ?? {};
    await at.changeProduct(oil, { tags: [] });
    await at.deliver("products/update", { id: oil, tags: "" });
    await store.control("POST", `/orders/${order.id}/fulfil`, { at: "2026-11-11T09:00:00Z" });
    await at.reconcile();
    expect(await at.stored(order.id)).toEqual({ target: 50n, waits: false, frozen });
    expect(await at.points(anna)).toBe(50n);
  });

  it("what an edit brings in is frozen when the edit is first seen, and the rest stays as it was", async () => {
    await at.publish(TAGGED);
    const anna = await at.customer({ email: "anna3@example.com" });
    const [oil, added] = [await at.product({ tags: ["масло"] }), await at.product({})];
    const order = await at.order(anna, [oil]);
    await at.reconcile();
    await at.fetch();
    await at.changeProduct(oil, { tags: [] });
    await at.changeProduct(added, { tags: ["масло"] });
    const edit = { add: [{ product_id: added }], at: "2026-11-11T09:00:00Z" };
    await store.control("POST", `/orders/${order.id}/edit`, edit);
    await store.control("POST", `/orders/${order.id}/pay`, { at: "2026-11-11T10:00:00Z" });
    await at.reconcile();
    // What it had earned stays posted while the new line is asked for.
    expect(await at.stored(order.id)).toMatchObject({ target: 50n, waits: true });
    expect(await at.points(anna)).toBe(50n);
    await at.fetch();
    expect(await at.points(anna)).toBe(100n);
  });

  it("a product that is deleted before its order is heard of is judged by what it was", async () => {
    await at.publish(TAGGED);
    const anna = await at.customer({ email: "anna4@example.com" });
    const oil = await at.product({ tags: ["масло"] });
    await at.order(anna, [oil]);
    await at.reconcile();
    await at.fetch();
    const late = { line_items: [{ id: 91, product_id: oil, price: "1000.00", quantity: 1 }] };
    await store.control("DELETE", `/products/${oil}`);
    await at.deliver("products/delete", { id: oil });
    await at.deliver("orders/create", {
      id: 9001,
      currency: "RUB",
      created_at: "2026-11-10T09:30:00Z",
      updated_at: "2026-11-10T09:30:00Z",
      financial_status: "paid",
      customer: { id: anna },
      ...late,
    });
    expect(await at.points(anna)).toBe(100n);
  });

  it("an order of a product that Shopify never knew is judged as one of nothing", async () => {
    await at.publish(TAGGED);
    const anna = await at.customer({ email: "anna5@example.com" });
    const { id } = await at.order(anna, ["8900000999999"], {
      line_items: [{ product_id: "8900000999999", price: "1000.00" }],
    });
    await at.deliver("orders/create", await payloadOf(id));
    await at.fetch();
    expect(await at.stored(id)).toMatchObject({ target: 10n, waits: false });
  });

  it("a program that asks nothing of surroundings neither waits nor freezes", async () => {
    const anna = await at.customer({ email: "anna6@example.com" });
    const { id } = await at.order(anna, [await at.product({ tags: ["масло"] })]);
    await at.reconcile();
    expect(await at.stored(id)).toEqual({ target: 10n, waits: false, frozen: null });
    expect(await at.fetch()).toEqual({ orders: 0, products: 0, customers: 0, transfers: 0 });
  });
});

describe("customer tags", () => {
  const WHOLESALE = {
    rules: [{ id: "opt", orders: { customer_tags: ["опт"] }, rate: rate(3) }],
  };

  it("are those that the customer had when the order was first seen", async () => {
    await at.publish(WHOLESALE);
    const boris = await at.customer({ email: "boris@example.com", tags: ["опт"] });
    const { id } = await at.order(boris, [await at.product({})]);
    await at.reconcile();
    await at.fetch();
    expect(await at.points(boris)).toBe(30n);
    await store.control("PUT", `/customers/${boris}`, { tags: [] });
    await store.control("POST", `/orders/${id}/close`, { at: "2026-11-11T09:00:00Z" });
    await at.reconcile();
    expect(await at.fetch()).toMatchObject({ customers: 0 });
    expect(await at.points(boris)).toBe(30n);
    expect(await shop.database.difference()).toBeNull();
  });

  it("are kept as far as the program asks about them, and no further", async () => {
    await at.publish(WHOLESALE);
    const tags = ["Опт", "разведён", "VIP"];
    const boris = await at.customer({ email: "boris2@example.com", tags });
    const { id } = await at.order(boris, [await at.product({})]);
    await at.reconcile();
    await at.fetch();
    expect(await at.stored(id)).toMatchObject({ target: 30n, frozen: { v: 1, tags: ["Опт"] } });
  });

  it("of an order without a customer are none, until somebody claims it", async () => {
    await at.publish(WHOLESALE);
    const { id } = await at.order(null, [await at.product({})], { email: "vera@example.com" });
    await at.reconcile();
    expect(await at.stored(id)).toEqual({ target: 10n, waits: false, frozen: { v: 1 } });
    const vera = await at.customer({ email: "vera@example.com", tags: ["опт"] });
    const owner = { customer_id: vera, at: "2026-11-12T09:00:00Z" };
    await store.control("PUT", `/orders/${id}/customer`, owner);
    await at.reconcile();
    await at.fetch(later(1));
    expect(await at.points(vera)).toBe(30n);
  });
});

/** The order as a webhook would carry it. */
async function payloadOf(id: string): Promise<object> {
  const { order } = (await store.control("GET", `/orders/${id}`)) as { order: object };
  return order;
}
