import { beforeAll, describe, expect, it } from "vitest";
import { maturePoints } from "../../../app/services/mature-points.server.ts";
import { useRunningDevStore } from "../../support/running-dev-store.ts";
import { useShopOnDevStore } from "../../support/shop-on-dev-store.ts";
import { INSTALLED, NOW, PUBLISHED, surroundedShop } from "./shop.ts";

const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const shop = useShopOnDevStore(store, INSTALLED);
const at = surroundedShop(store, shop);

const rate = (points: number) => ({ points, per_amount: "100" });
const AT = "2026-11-10T09:00:00Z";
let people = 0;
const somebody = (body: object = {}) => {
  people += 1;
  return at.customer({ email: `kind${String(people)}@example.com`, ...body });
};
const goods = (price = "1000.00") => ({ line_items: [{ title: "Фильтр", price, quantity: 1 }] });
interface Told {
  readonly order: { readonly id: number; readonly line_items: readonly { readonly id: number }[] };
}
/** An order made or changed in the dev store. */
const act = async (path: string, body: object) =>
  ((await store.control("POST", path, { at: AT, ...body })) as Told).order;
const buys = (of: string, body: object = {}) =>
  act("/orders", { customer_id: of, ...goods(), ...body });
const firstLine = ({ line_items: lines }: Told["order"], quantity = 1) => [
  { line_item_id: lines[0]?.id, quantity },
];
/** Reads all that has happened, as reconciliation and the fetching of surroundings do. */
async function hear() {
  await at.reconcile();
  await at.fetch();
}

describe("filters on orders: channel (online, POS, draft, subscription)", () => {
  it.each([
    ["online", "web", 10n],
    ["pos", "pos", 20n],
    ["draft", "shopify_draft_order", 30n],
    ["subscription", "subscription_contract_checkout_one", 40n],
    ["other", "3890849", 50n],
  ])("an order from %s (%s) has the rate of its channel", async (_channel, source, points) => {
    const rule = (channel: string, points: number) => ({
      id: channel,
      orders: { channels: [channel] },
      rate: rate(points),
    });
    await at.publish({
      rules: [rule("pos", 2), rule("draft", 3), rule("subscription", 4), rule("other", 5)],
    });
    const anna = await somebody();
    await buys(anna, { source_name: source });
    await hear();
    expect(await at.points(anna)).toBe(points);
  });
});

describe("orders that are not made in the online store", () => {
  it("POS orders count when a customer is attached", async () => {
    const anna = await somebody();
    const { id } = await act("/orders", { ...goods(), customer: null, source_name: "pos" });
    await hear();
    expect(await at.points(anna)).toBeNull();
    await store.control("PUT", `/orders/${String(id)}/customer`, { customer_id: anna, at: AT });
    await hear();
    expect(await at.points(anna)).toBe(10n);
  });

  it("Draft orders count when completed", async () => {
    const anna = await somebody();
    const draft = { customer_id: anna, ...goods() };
    const made = await store.control("POST", "/draft-orders", draft);
    const { id } = (made as { draft_order: { id: number } }).draft_order;
    await hear();
    expect(await at.points(anna)).toBeNull();
    const unpaid = await act(`/draft-orders/${String(id)}/complete`, { payment_pending: true });
    await hear();
    expect(await at.points(anna)).toBe(0n);
    await act(`/orders/${String(unpaid.id)}/pay`, {});
    await hear();
    expect(await at.points(anna)).toBe(10n);
  });

  it("Subscription renewals are orders, but not first orders", async () => {
    await at.publish({
      rules: [{ id: "first", orders: { order_number: { first: true } }, rate: rate(7) }],
    });
    const anna = await somebody();
    const first = await buys(anna);
    await act(`/orders/${String(first.id)}/renew`, { at: "2026-11-12T09:00:00Z" });
    await hear();
    expect(await at.points(anna)).toBe(70n + 10n);
    // Nor is it where the order that began the subscription is not known, or came before Kopilka.
    const boris = await somebody();
    await buys(boris, { source_name: "subscription_contract", at: "2026-11-13T09:00:00Z" });
    await hear();
    expect(await at.points(boris)).toBe(10n);
  });

  it("orders placed before the installation carry the same facts", async () => {
    const anna = await somebody();
    const placed = { at: "2026-10-20T09:00:00Z", company: { id: 51, location_id: 52 } };
    const early = await buys(anna, { ...placed, taxes_included: false, source_name: "pos" });
    await act(`/orders/${String(early.id)}/fulfil`, {});
    await hear();
    const [row] = await shop.database.sql.query<{ facts: object }>(
      "SELECT facts FROM orders WHERE order_id = $1",
      [String(early.id)],
    );
    expect(row?.facts).toMatchObject({
      company: "51",
      net: true,
      channel: "pos",
      fulfilled: "2026-11-10T09:00:00.000Z",
    });
    expect(await at.points(anna)).toBeNull();
  });
});

describe("companies (B2B)", () => {
  it("an order that a company bought is wholesale, told by webhook and by the Admin API alike", async () => {
    await at.publish({}, { wholesale: { rate: rate(3) } });
    const anna = await somebody();
    await buys(anna, { company: { id: 51, location_id: 52 } });
    await buys(anna);
    await hear();
    expect(await at.points(anna)).toBe(30n + 10n);
    const told = (await buys(anna, { company: { id: 51, location_id: 52 } })) as object;
    await at.deliver("orders/create", told);
    expect(await at.points(anna)).toBe(70n);
    await hear();
    expect(await at.points(anna)).toBe(70n);
  });
});

describe("Refunded to store credit or as an exchange is still a refund of those lines", () => {
  it("store credit takes back what the lines had earned", async () => {
    const anna = await somebody();
    const order = await buys(anna, { line_items: [{ price: "1000.00", quantity: 3 }] });
    const body = { refund_line_items: firstLine(order, 2), to: "store_credit" };
    await act(`/orders/${String(order.id)}/refunds`, body);
    await hear();
    expect(await at.points(anna)).toBe(10n);
  });

  it.each([
    ["of the same price", "1000.00", 10n],
    ["of a lower price", "600.00", 6n],
    ["of a higher price, once the rest is paid", "1500.00", 15n],
  ])(
    "an exchange for goods %s earns what those earn, and no more",
    async (_name, price, points) => {
      for (const exchange_discrepancy of [false, true]) {
        await store.control("PUT", "/faults", { lose: 1, exchange_discrepancy });
        const anna = await somebody();
        const order = await buys(anna);
        const exchange = await act(`/orders/${String(order.id)}/exchange`, {
          refund_line_items: firstLine(order),
          add: [{ title: "Другой фильтр", price }],
        });
        if (price === "1500.00") await act(`/orders/${String(order.id)}/pay`, {});
        await at.deliver("orders/updated", exchange);
        await hear();
        expect(await at.points(anna)).toBe(points);
        expect(await shop.database.difference()).toBeNull();
      }
      await store.control("PUT", "/faults", { lose: 1 });
    },
  );
});

describe("paying", () => {
  it.each(["gift_card", "shopify_store_credit"])(
    "with %s earns like any other money",
    async (gateway) => {
      const anna = await somebody();
      await buys(anna, { transactions: [{ kind: "sale", amount: "1000.00", gateway }] });
      await hear();
      expect(await at.points(anna)).toBe(10n);
    },
  );

  it("in another currency earns on the shop's money", async () => {
    const anna = await somebody();
    await buys(anna, { presentment_currency: "USD", presentment_rate: 0.0125 });
    await hear();
    expect(await at.points(anna)).toBe(10n);
  });
});

describe("Maturing counts from payment, or from fulfilment, as the programme says", () => {
  const spendable = async (of: string) => {
    const [row] = await shop.database.sql.query<{ available: bigint }>(
      `SELECT b.available FROM balances b JOIN customers c USING (shop, holder_id)
        WHERE c.customer_id = $1`,
      [of],
    );
    return row?.available;
  };
  const mature = (day: string) => {
    const when = new Date(`${day}T12:00:00Z`);
    return maturePoints(shop.database.db, shop.shop, when, when);
  };

  it("from fulfilment: pending for as long as nothing is sent, then its days from then on", async () => {
    await at.publish({ pending_days: 3, pending_from: "fulfilment" });
    const anna = await somebody();
    const order = await buys(anna);
    await hear();
    await mature("2027-03-01");
    expect(await spendable(anna)).toBe(0n);
    await act(`/orders/${String(order.id)}/fulfil`, { at: "2026-11-20T09:00:00Z" });
    await hear();
    await mature("2026-11-23");
    expect(await spendable(anna)).toBe(10n);
  });

  it("from fulfilment: not from the first parcel of two", async () => {
    await at.publish({ pending_days: 3, pending_from: "fulfilment" });
    const anna = await somebody();
    const order = await buys(anna, { line_items: [{ price: "1000.00", quantity: 2 }] });
    const line = order.line_items[0]?.id;
    const parcel = (day: string) => ({
      line_items: [{ id: line, quantity: 1 }],
      at: `2026-11-${day}T09:00:00Z`,
    });
    await act(`/orders/${String(order.id)}/fulfil`, parcel("12"));
    await hear();
    await mature("2026-11-16");
    expect(await spendable(anna)).toBe(0n);
    await act(`/orders/${String(order.id)}/fulfil`, parcel("18"));
    await hear();
    await mature("2026-11-20");
    expect(await spendable(anna)).toBe(0n);
    await mature("2026-11-22");
    expect(await spendable(anna)).toBe(20n);
  });

  it("from payment, whatever is sent", async () => {
    await at.publish({ pending_days: 3 });
    const anna = await somebody();
    await buys(anna);
    await hear();
    await mature("2026-11-14");
    expect(await spendable(anna)).toBe(10n);
  });
});

it("the facts of a day before and after a program's publication are judged by the program of theirs", async () => {
  await at.publish({ rules: [{ id: "pos", orders: { channels: ["pos"] }, rate: rate(2) }] });
  const anna = await somebody();
  const day = 24 * 60 * 60 * 1000;
  const before = new Date(PUBLISHED.getTime() - day / 4).toISOString();
  await buys(anna, { source_name: "pos", at: before });
  await buys(anna, { source_name: "pos", at: new Date(NOW.getTime() - day).toISOString() });
  await hear();
  expect(await at.points(anna)).toBe(10n + 20n);
});
