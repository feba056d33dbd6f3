import { customerId, lineId, orderId, refundId } from "../../app/domain/ids.ts";
import { applyOrderEvents } from "../../app/domain/order/merge.ts";
import type {
  HeldFacts,
  OrderFacts,
  OrderLine,
  OrderRefund,
  OrderState,
} from "../../app/domain/order/order.ts";
import { currencyCode, minor } from "../../app/domain/money.ts";
import { points } from "../../app/domain/points.ts";
import { defaultProgram } from "../../app/domain/program.ts";
import type { Program } from "../../app/domain/program.ts";

/** Orders and programs to start an example from; every figure can be overridden. */

export const RUB = currencyCode("RUB");

/** `day(3)` is the third of January. */
export const day = (number: number, second = 0) =>
  new Date(Date.UTC(2026, 0, number, 12, 0, second));

export function line(id: string, totalMinor: bigint, other: Partial<OrderLine> = {}): OrderLine {
  return {
    id: lineId(id),
    quantity: 1,
    removed: 0,
    totalMinor: minor(totalMinor),
    taxMinor: minor(0n),
    kind: "goods",
    productId: null,
    vendor: null,
    codeMinor: minor(0n),
    ...other,
  };
}

/** Units of lines paid back: `[line, quantity, calculated value]`. */
export function refundOf(
  id: string,
  lines: readonly [line: string, quantity: number, valueMinor: bigint][],
  other: Partial<OrderRefund> = {},
): OrderRefund {
  const value = lines.reduce((sum, [, , part]) => sum + part, 0n);
  const shippingMinor = other.shippingMinor ?? minor(0n);
  const discrepancyMinor = other.discrepancyMinor ?? minor(0n);
  return {
    id: refundId(id),
    at: day(5),
    lines: lines.map(([line, quantity, valueMinor]) => ({
      lineId: lineId(line),
      quantity,
      valueMinor: minor(valueMinor),
    })),
    shippingMinor,
    discrepancyMinor,
    exchangedMinor: minor(0n),
    paidMinor: minor(value + shippingMinor - discrepancyMinor),
    isEdit: false,
    ...other,
  };
}

/** Money paid back without lines, as Shopify tells it: a negative discrepancy and a transaction. */
export function amountRefund(id: string, amountMinor: bigint, other: Partial<OrderRefund> = {}) {
  return refundOf(id, [], { discrepancyMinor: minor(-amountMinor), ...other });
}

export function orderFacts(
  lines: readonly OrderLine[],
  other: Partial<OrderFacts> = {},
): OrderFacts {
  return {
    orderId: orderId("5678901234567890123"),
    name: "#1001",
    source: "webhook",
    updatedAt: day(2),
    processedAt: day(1),
    customerId: customerId("7000000000001"),
    guestHash: null,
    currency: RUB,
    test: false,
    paidAt: day(1),
    cancelledAt: null,
    fulfilledAt: null,
    companyId: null,
    channel: "web",
    lines,
    taxesIncluded: true,
    shippingMinor: minor(0n),
    shippingTaxMinor: minor(0n),
    refunds: [],
    hold: null,
    automaticDiscounts: [],
    ...other,
  };
}

/** A paid order as the state holds it. */
export function orderState(
  lines: readonly OrderLine[],
  other: Partial<OrderFacts> = {},
): OrderState & { readonly facts: HeldFacts } {
  const state = applyOrderEvents(null, [{ kind: "state", facts: orderFacts(lines, other) }]);
  if (state.facts === null) throw new Error("facts have been applied");
  return { ...state, facts: state.facts };
}

/** 1 point per 100 RUB, rounded down, without a maximum, unless told otherwise. */
export function program({
  rate = [1n, 100_00n],
  rounding = "down",
  maximum = null,
  currency = RUB,
}: {
  rate?: readonly [points: bigint, perAmountMinor: bigint];
  rounding?: Program["earning"]["rounding"];
  maximum?: bigint | null;
  currency?: Program["currency"];
} = {}): Program {
  const base = defaultProgram(currency);
  return {
    ...base,
    earning: {
      ...base.earning,
      rate: { kind: "per_amount", points: points(rate[0]), perAmountMinor: minor(rate[1]) },
      rounding,
      maximumPointsPerOrder: maximum === null ? null : points(maximum),
    },
  };
}
