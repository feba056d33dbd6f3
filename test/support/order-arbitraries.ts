import fc from "fast-check";

import { customerId, holdId, lineId, orderId, refundId } from "../../app/domain/ids.ts";
import { currencyCode, minor } from "../../app/domain/money.ts";
import type {
  AutomaticDiscount,
  OrderEvent,
  OrderFacts,
  OrderLine,
  OrderRefund,
  OrderState,
} from "../../app/domain/order/order.ts";
import type { Program } from "../../app/domain/program.ts";
import { day, program } from "./order-examples.ts";
import type { PlainOrder, PlainProgram } from "./order-model.ts";

/** Random orders for properties: small figures that collide, and absurd ones. */

const money = fc
  .oneof(
    { weight: 20, arbitrary: fc.bigInt({ min: 1n, max: 50_000n }) },
    { weight: 2, arbitrary: fc.constant(0n) },
    { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 10n ** 15n }) },
  )
  .map(minor);

/** Amounts beside a refund's lines, mostly absent and mostly smaller than the order. */
const amountBeside = fc
  .oneof(
    { weight: 3, arbitrary: fc.constant(0n) },
    { weight: 3, arbitrary: fc.bigInt({ min: 0n, max: 10_000n }) },
    { weight: 1, arbitrary: money },
  )
  .map(minor);

const signedMoney = fc
  .tuple(fc.constantFrom(1n, -1n), amountBeside)
  .map(([sign, amount]) => minor(sign * amount));

const refundedQuantity = fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.nat({ max: 5 }));

const LINE_IDS = ["9", "10", "11", "9007199254740993"].map(lineId);

const orderLine = (id: OrderLine["id"]): fc.Arbitrary<OrderLine> =>
  fc
    .record({
      quantity: fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 6 }) }, fc.constant(0)),
      removedShare: fc.nat({ max: 6 }),
      totalMinor: money,
      kind: fc.constantFrom<OrderLine["kind"][]>(
        "goods",
        "goods",
        "goods",
        "goods",
        "goods",
        "gift_card",
        "tip",
      ),
      vendor: fc.constantFrom(null, null, "Mann", "Bosch"),
      codeMinor: fc.oneof({ weight: 3, arbitrary: fc.constant(minor(0n)) }, money),
    })
    .map(({ quantity: ordered, removedShare, totalMinor, kind, vendor, codeMinor }) => ({
      id,
      quantity: ordered,
      removed: Math.min(ordered, Math.max(0, removedShare - 3)),
      totalMinor,
      taxMinor: minor(totalMinor / 6n),
      kind,
      productId: null,
      vendor,
      codeMinor,
    }));

const NOTHING_SPENT = { hold: null, automaticDiscounts: [] };
const HOLDS = ["1", "2"].map((end) => holdId(`0199f9a0-0000-7000-8000-00000000000${end}`));

const automaticDiscounts: fc.Arbitrary<AutomaticDiscount[]> = fc.array(
  fc.record({
    title: fc.constantFrom("Points · K7F3Q2", "Kopilka points", "Sale"),
    allocations: fc
      .subarray(LINE_IDS)
      .chain((ids) =>
        fc.tuple(...ids.map((id) => fc.record({ lineId: fc.constant(id), minor: money }))),
      ),
  }),
  { maxLength: 2 },
);

/** One to three lines of different ids. */
export const orderLines: fc.Arbitrary<OrderLine[]> = fc
  .subarray(LINE_IDS.slice(0, 3), { minLength: 1 })
  .chain((ids) => fc.tuple(...ids.map(orderLine)));

/** Refunds of a few ids at a few times, also of lines that the order does not have. */
export const orderRefund: fc.Arbitrary<OrderRefund> = fc.record({
  id: fc.constantFrom("7", "8", "10").map(refundId),
  at: fc.constantFrom(day(2), day(3), day(4)),
  lines: fc.array(
    fc.record({
      lineId: fc.constantFrom(...LINE_IDS),
      quantity: refundedQuantity,
      valueMinor: money,
    }),
    { maxLength: 3 },
  ),
  shippingMinor: amountBeside,
  discrepancyMinor: signedMoney,
  exchangedMinor: fc.constantFrom(minor(0n), minor(0n), null),
  paidMinor: amountBeside,
  isEdit: fc.constantFrom(false, false, false, true),
});

/** Refunds with different ids. */
export const orderRefunds: fc.Arbitrary<OrderRefund[]> = fc.uniqueArray(orderRefund, {
  selector: (refund) => refund.id,
  maxLength: 3,
});

const RATES = [
  [1n, 1_00n],
  [3n, 7n],
  [1n, 1n],
  [1_000n, 33_33n],
] as const;

export const programs: fc.Arbitrary<Program> = fc
  .record({
    rate: fc.constantFrom(...RATES),
    rounding: fc.constantFrom("down" as const, "nearest" as const, "up" as const),
    maximum: fc.option(fc.bigInt({ min: 1n, max: 2_000n })),
  })
  .map(program);

const paidAt = fc.constantFrom(null, day(1), day(1, 30));
const cancelledAt = fc.constantFrom(null, null, null, day(3), day(3, 1));

/** Facts of one order, which often have the same time and say different things. */
export const orderFactsOf = (source: OrderFacts["source"]): fc.Arbitrary<OrderFacts> =>
  fc
    .record({
      orderId: fc.constant(orderId("9007199254740993")),
      name: fc.constantFrom("#1", "#2"),
      source: fc.constant(source),
      updatedAt: fc.constantFrom(day(2), day(3), day(4)),
      processedAt: fc.constant(day(1)),
      customerId: fc.constantFrom(null, customerId("77")),
      guestHash: fc.constantFrom(null, "aabb"),
      currency: fc.constantFrom(currencyCode("RUB"), currencyCode("EUR")),
      test: fc.boolean(),
      paidAt,
      cancelledAt,
      fulfilledAt: fc.constantFrom(null, null, day(3), day(4)),
      companyId: fc.constantFrom(null, null, "51"),
      taxesIncluded: fc.constantFrom(true, true, false),
      shippingTaxMinor: amountBeside,
      channel: fc.constantFrom("web", "pos"),
      lines: orderLines.chain((lines) => fc.shuffledSubarray(lines, { minLength: lines.length })),
      shippingMinor: money,
      refunds: orderRefunds,
      spent: fc.option(fc.record({ hold: fc.constantFrom(...HOLDS), automaticDiscounts })),
    })
    .map(({ spent, ...facts }) => ({ ...facts, ...(spent ?? NOTHING_SPENT) }));

/** What webhooks may say of one order. */
export const webhookEvent: fc.Arbitrary<OrderEvent> = fc.oneof(
  {
    weight: 5,
    arbitrary: orderFactsOf("webhook").map((facts) => ({ kind: "state" as const, facts })),
  },
  {
    weight: 3,
    arbitrary: orderRefund.map((refund) => ({
      kind: "refund" as const,
      orderId: orderId("9007199254740993"),
      refund,
    })),
  },
  {
    weight: 1,
    arbitrary: fc.constant({ kind: "edited" as const, orderId: orderId("9007199254740993") }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(day(5), day(6)).map((at) => ({
      kind: "deleted" as const,
      orderId: orderId("9007199254740993"),
      at,
      source: "webhook" as const,
    })),
  },
);

/** The final state of an order as the plain model takes it. */
export function plainOrder(state: OrderState & { readonly facts: OrderFacts }): PlainOrder {
  return {
    currency: state.facts.currency,
    lines: state.facts.lines.map((line) => {
      const listed = state.refunds
        .filter((refund) => refund.isEdit)
        .flatMap((refund) => refund.lines.filter(({ lineId }) => lineId === line.id))
        .reduce((sum, { quantity }) => sum + quantity, 0);
      const removed = Math.min(line.quantity, line.removed + listed);
      return { ...line, removed, earns: line.kind === "goods" };
    }),
    refunds: state.refunds,
    paid: state.paidAt !== null,
    cancelled: state.cancelledAt !== null,
    deleted: state.deletedAt !== null,
    test: state.facts.test,
  };
}

export function plainProgram({ currency, earning }: Program): PlainProgram {
  const { rate, rounding, maximumPointsPerOrder: maximum } = earning;
  if (rate.kind !== "per_amount") throw new Error("the plain model knows rates per amount only");
  return { currency, points: rate.points, perAmountMinor: rate.perAmountMinor, rounding, maximum };
}
