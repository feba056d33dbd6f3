import { makeOrder } from "../orders/create.ts";
import { commitEdit, editInput } from "../orders/edit.ts";
import { currentUnits, refundable, totals } from "../orders/money-state.ts";
import { orderInput } from "../orders/order-input.ts";
import { addRefund, fullRefundInput, refundInput } from "../orders/refund.ts";
import type { Customer, Order, Product } from "../model.ts";
import { least, writeMoney } from "../money.ts";
import type { Store } from "../store.ts";
import { CODES } from "./codes.ts";
import type { Random } from "./random.ts";

/** When, by whom and of what an order is made. */
export interface OrderMoment {
  readonly at: Date;
  /** Nothing happens after this. */
  readonly now: Date;
  readonly products: readonly Product[];
  readonly customer: Customer | null;
}

/** What becomes of an order, in percent of all. */
// prettier-ignore
const FATES = [["kept", 84.5], ["part_returned", 5.5], ["all_returned", 2], ["twice_returned", 1], ["amount_back", 1.5], ["less_back", 1], ["edited", 1.5], ["cancelled", 2], ["unpaid", 1]] as const;

/** One order from its creation to its end, stored without a webhook. */
export function liveOrder(store: Store, random: Random, moment: OrderMoment): void {
  const fate = random.weighted(FATES);
  const order = makeOrder(
    store,
    orderInput.parse(boughtBy(random, moment, fate)),
    moment.customer?.id ?? null,
  );
  /** Some hours or days later; nothing when that lies in the future. */
  const later = (fromHours: number, toHours: number, work: (at: Date) => void) => {
    const at = new Date(
      order.updatedAt.getTime() +
        random.between(fromHours * 60, toHours * 60) * 60_000 +
        random.between(0, 59) * 1000,
    );
    if (at > moment.now) return;
    work(at);
    order.updatedAt = at;
  };
  if (fate === "cancelled") {
    later(1, 30, (at) => {
      order.cancelledAt = at;
      order.cancelReason = random.pick(["customer", "inventory", "other"]);
      if (refundable(order) > 0n) addRefund(store, order, fullRefundInput(order, null), at);
    });
  } else if (fate !== "unpaid") {
    if (fate === "edited") later(1, 10, (at) => edit(store, random, order, at));
    later(4, 72, (at) => {
      for (const line of order.lines) line.fulfilled = Math.max(0, currentUnits(order, line));
      const sent = order.lines.filter((line) => line.fulfilled > 0);
      const lines = sent.map((line) => ({ lineId: line.id, quantity: line.fulfilled }));
      order.fulfilments.push({ id: store.facts.nextId("fulfilment"), at, lines });
    });
    later(24, 240, (at) => giveBack(store, random, order, fate, at));
    later(1, 48, (at) => {
      order.closedAt = at;
    });
  }
  store.orders.put(order);
}

function boughtBy(random: Random, moment: OrderMoment, fate: string) {
  const lines = Array.from(
    {
      length: random.weighted([
        [1, 45],
        [2, 30],
        [3, 17],
        [4, 8],
      ]),
    },
    () => {
      const product = moment.products[Math.floor(random.next() * moment.products.length)];
      const tyres = product?.handle.startsWith("shiny-") === true;
      return {
        product_id: product?.id,
        quantity:
          tyres && random.chance(0.6)
            ? 4
            : random.weighted([
                [1, 75],
                [2, 18],
                [4, 7],
              ]),
      };
    },
  );
  const goods = lines.reduce(
    (sum, line) =>
      sum +
      (moment.products.find((product) => product.id === line.product_id)?.price ?? 0n) *
        BigInt(line.quantity),
    0n,
  );
  const shop = random.chance(0.12);
  const guest = moment.customer === null;
  return {
    at: moment.at.toISOString(),
    email: guest && !shop ? `gost${random.between(1, 120)}@pochta.example` : undefined,
    source_name: shop ? "pos" : channelOf(goods),
    company: moment.customer?.tags.includes("сервис") ? companyOf(moment.customer) : null,
    test: random.chance(0.002),
    line_items: lines,
    financial_status: fate === "unpaid" ? "pending" : "paid",
    shipping_lines:
      shop || goods > 500_000n
        ? []
        : [
            {
              title: random.pick(["СДЭК", "Почта России", "Курьер"]),
              price: random.pick(["290.00", "350.00", "490.00"]),
            },
          ],
    discount_codes: random.chance(0.12) ? [random.pick<(typeof CODES)[number]>(CODES)] : [],
  };
}

/** Some orders are renewals of subscriptions, and some were put together by staff; no dice are thrown. */
function channelOf(goods: bigint): string {
  if (goods % 29n === 0n) return "subscription_contract_checkout_one";
  return goods % 31n === 0n ? "shopify_draft_order" : "web";
}

/** A garage buys for its company. */
function companyOf({ id }: Customer) {
  const number = String(BigInt(id) - 7_100_000_000_000n);
  return { id: `51${number}`, location_id: `52${number}` };
}

function edit(store: Store, random: Random, order: Order, at: Date): void {
  const line = order.lines[0];
  if (line === undefined) return;
  const fewer = line.quantity > 1 || order.lines.length > 1;
  const more = { lines: [{ line_item_id: line.id, quantity: line.quantity + 1 }] };
  const input =
    fewer && random.chance(0.7)
      ? { lines: [{ line_item_id: line.id, quantity: line.quantity - 1 }] }
      : more;
  commitEdit(store, order, editInput.parse(input), at, true);
  if (input !== more) return;
  // What was added is paid for at once.
  const due = line.price;
  order.transactions.push({
    id: store.facts.nextId("transaction"),
    kind: "sale",
    status: "success",
    amount: due,
    gateway: "bogus",
    parentId: null,
    at,
  });
}

function giveBack(store: Store, random: Random, order: Order, fate: string, at: Date): void {
  const line = order.lines.find((candidate) => currentUnits(order, candidate) > 0);
  if (line === undefined) return;
  const units = currentUnits(order, line);
  const part = (quantity: number) => ({ line_item_id: line.id, quantity });
  for (const input of returnsOf(random, order, fate, line.price, units, part)) {
    addRefund(store, order, refundInput.parse(input), at);
  }
  if (fate === "all_returned")
    addRefund(store, order, fullRefundInput(order, "Возврат заказа"), at);
}

/** The refunds that a fate comes to, one after the other. */
function returnsOf(
  random: Random,
  order: Order,
  fate: string,
  price: bigint,
  units: number,
  part: (quantity: number) => object,
): object[] {
  switch (fate) {
    case "part_returned":
      return [{ refund_line_items: [part(random.between(1, units))] }];
    case "twice_returned":
      return [1, units - 1]
        .filter((quantity) => quantity > 0)
        .map((quantity) => ({ refund_line_items: [part(quantity)] }));
    case "amount_back": {
      const amount = (totals(order).total * BigInt(random.between(3, 20))) / 100n;
      return [{ amount: writeMoney(amount), note: "Компенсация" }];
    }
    case "less_back": {
      const amount = least((price * 8n) / 10n, refundable(order));
      const note = "Возврат с удержанием";
      return [{ refund_line_items: [part(1)], amount: writeMoney(amount), note }];
    }
    default:
      return [];
  }
}
