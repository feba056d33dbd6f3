import { extraOf } from "../control/fields.ts";
import type { Id, Order, ShippingLine, Transaction } from "../model.ts";
import { SHOP_CURRENCY, sum } from "../money.ts";
import { unprocessable } from "../refusal.ts";
import type { Store } from "../store.ts";
import { applyDiscounts } from "./discounts.ts";
import { makeLine, setTax, taxOn, vatPpm } from "./lines.ts";
import { totalDue } from "./money-state.ts";
import { orderInput, type OrderInput } from "./order-input.ts";
import { pointsAttributes } from "./points.ts";

const wholeSeconds = (time: Date) => new Date(Math.floor(time.getTime() / 1000) * 1000);

/** An order of what was given, with everything missing filled in. It is not stored yet. */
export function makeOrder(store: Store, input: OrderInput, customerId: Id | null): Order {
  const at = wholeSeconds(input.at ?? input.created_at ?? store.now());
  const processedAt = input.processed_at ?? at;
  if (input.currency !== undefined && input.currency !== SHOP_CURRENCY) {
    throw unprocessable(`The shop sells in ${SHOP_CURRENCY}`, "currency");
  }
  if (input.id !== undefined && store.orders.get(input.id) !== null)
    throw unprocessable(`There is an order ${input.id} already`, "id");
  const lines = input.line_items.map((line, index) =>
    makeLine(line, {
      nextId: () => store.facts.nextId("line"),
      product: store.catalogue.product,
      taxesIncluded: input.taxes_included,
      at: processedAt,
      path: `line_items.${index}`,
    }),
  );
  const discounts = applyDiscounts(input, lines);
  lines.forEach((line, index) =>
    setTax(line, input.line_items[index]?.tax_lines, input.taxes_included),
  );
  const number = Number(store.facts.nextId("order_number"));
  const order: Order = {
    id: input.id ?? store.facts.nextId("order"),
    number,
    name: input.name ?? `#${number}`,
    customerId,
    email:
      input.email ??
      (customerId === null ? null : (store.customers.get(customerId)?.email ?? null)),
    phone: input.phone,
    createdAt: at,
    processedAt,
    updatedAt: input.updated_at ?? at,
    closedAt: null,
    cancelledAt: null,
    cancelReason: null,
    presentment: presentmentOf(input),
    taxesIncluded: input.taxes_included,
    test: input.test,
    sourceName: input.source_name,
    tags:
      typeof input.tags === "string"
        ? input.tags
            .split(",")
            .map((tag) => tag.trim())
            .filter(Boolean)
        : (input.tags ?? []),
    note: input.note,
    attributes: [...input.note_attributes, ...pointsAttributes(input)],
    discounts,
    lines,
    shipping: makeShipping(store, input, processedAt),
    transactions: [],
    refunds: [],
    edits: [],
    fulfilments: [],
    company:
      input.company == null
        ? null
        : { id: input.company.id, locationId: input.company.location_id },
    extra: extraOf(input, orderInput.shape),
  };
  order.transactions = makeTransactions(store, input, order);
  return order;
}

function makeShipping(store: Store, input: OrderInput, at: Date): ShippingLine[] {
  return input.shipping_lines.map((line) => {
    const discounted = line.discounted_price ?? line.price;
    const given =
      line.tax_lines?.map((part) => part.price).filter((price) => price !== undefined) ?? [];
    const tax =
      given.length > 0
        ? sum(given)
        : line.tax_lines?.length === 0
          ? 0n
          : taxOn(discounted, vatPpm(at), input.taxes_included);
    return {
      id: line.id ?? store.facts.nextId("shipping_line"),
      title: line.title,
      price: line.price,
      discounted,
      tax,
    };
  });
}

/** The payments: as given, or one that fits `financial_status`. An order without either is paid. */
function makeTransactions(store: Store, input: OrderInput, order: Order): Transaction[] {
  const base = {
    gateway: "bogus",
    status: "success",
    parentId: null,
    at: order.processedAt,
  } as const;
  if (input.transactions !== undefined) {
    return input.transactions.map((given) => ({
      ...base,
      ...given,
      id: given.id ?? store.facts.nextId("transaction"),
    }));
  }
  const due = totalDue(order);
  const status = input.financial_status ?? "paid";
  if (due === 0n || status === "pending") return [];
  const make = (kind: Transaction["kind"], amount: bigint): Transaction => ({
    ...base,
    id: store.facts.nextId("transaction"),
    kind,
    amount,
  });
  switch (status) {
    case "paid":
      return [make("sale", due)];
    case "partially_paid":
      return [make("sale", due / 2n)];
    case "authorized":
      return [make("authorization", due)];
    case "voided":
      return [make("authorization", due), make("void", due)];
  }
}

function presentmentOf(input: OrderInput): Order["presentment"] {
  const given = input.line_items
    .map((line) => line.price_set)
    .find((set) => set?.presentment_money !== undefined);
  const currency = input.presentment_currency ?? given?.presentment_money?.currency_code;
  if (currency === undefined || currency === SHOP_CURRENCY) return null;
  const rate =
    input.presentment_rate ??
    (given?.presentment_money === undefined || given.shop_money.amount === 0n
      ? undefined
      : (Number(given.presentment_money.amount) * 100) / Number(given.shop_money.amount));
  if (rate === undefined || !(rate > 0))
    throw unprocessable("An order in another currency needs a rate", "presentment_rate");
  return {
    currency,
    ratePpm: BigInt(Math.max(1, Math.round(rate * 1_000_000))),
  };
}
