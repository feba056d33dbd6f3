import { linePayload, orderPayload, refundPayload } from "../../support/order-payload.ts";
import type { PlainLine, PlainRefund } from "../../support/order-model.ts";
import type { FinalOrder } from "../../support/programme-model/award.ts";
import type { Step } from "./history.ts";

/** A webhook as Shopify would send it. */
export interface Sent {
  readonly topic: string;
  readonly payload: Record<string, unknown>;
  readonly at: Date;
  /** What may get lost without anything else telling of it later. */
  readonly mustArrive: boolean;
}

interface WorldLine extends PlainLine {
  quantity: number;
  removed: number;
  refunded: number;
  totalMinor: bigint;
  readonly unitMinor: bigint;
  readonly discountMinor: bigint;
  readonly vendor: string;
}

interface WorldRefund extends PlainRefund {
  readonly id: number;
  readonly at: Date;
}

/** An order as Shopify holds it. */
export interface WorldOrder {
  readonly id: string;
  readonly placedAt: Date;
  readonly lines: WorldLine[];
  readonly refunds: WorldRefund[];
  readonly shippingMinor: bigint;
  customer: string | null;
  updatedAt: Date;
  paidAt: Date | null;
  cancelledAt: Date | null;
  deleted: boolean;
  shippingRefunded: boolean;
  readonly test: boolean;
  readonly channel: FinalOrder["channel"];
}

const VENDORS = ["Baltica", "Ладога", "Volga"] as const;

/** Shopify's side of one history: it carries out steps and says what it would send. */
export class World {
  readonly orders: WorldOrder[] = [];
  readonly customers: string[];
  /** Customer ids that were merged away, and what they became. */
  readonly mergedInto = new Map<string, string>();
  now: Date;
  #nextId: number;

  constructor(number: number, start: Date) {
    this.#nextId = 1 + number * 10_000;
    this.customers = [1, 2, 3].map((n) => String(9_000_000_000_000_000 + number * 10 + n));
    this.now = start;
  }

  /** Carries out a step as far as Shopify would allow it. @returns what Shopify sends */
  take(step: Step): Sent[] {
    this.now = new Date(this.now.getTime() + step.wait * 1000);
    switch (step.kind) {
      case "order":
        return this.#placeOrder(step);
      case "merge":
        return this.#merge(step);
      case "mature":
      case "spend":
        return [];
      default: {
        const order = pick(
          this.orders.filter((one) => !one.deleted),
          step.a,
        );
        return order ? this.#change(order, step) : [];
      }
    }
  }

  /** The living customer that an id stands for. */
  living(customer: string): string {
    const next = this.mergedInto.get(customer);
    return next === undefined ? customer : this.living(next);
  }

  /** The REST payload of an order as it is now. */
  payload(order: WorldOrder): Record<string, unknown> {
    return payloadOf(order);
  }

  #id(): number {
    this.#nextId += 1;
    return this.#nextId;
  }

  #placeOrder({ a, b, c }: Step): Sent[] {
    const lines = Array.from({ length: 1 + (a % 3) }, (_, index): WorldLine => {
      const unitMinor = BigInt(1 + ((b + index * 7919) % 900_000));
      const quantity = 1 + ((a + index) % 4);
      const gross = unitMinor * BigInt(quantity);
      const discountMinor = c % 3 === 0 ? gross / BigInt(3 + index) : 0n;
      return {
        id: String(this.#id()),
        quantity,
        removed: 0,
        refunded: 0,
        unitMinor,
        discountMinor,
        totalMinor: gross - discountMinor,
        earns: (c + index) % 7 !== 0,
        vendor: VENDORS[(a + b + index) % VENDORS.length] ?? "",
      };
    });
    const paid = b % 4 !== 0;
    const order: WorldOrder = {
      id: `70${String(this.#id()).padStart(15, "0")}`,
      placedAt: this.now,
      lines,
      refunds: [],
      shippingMinor: c % 2 === 0 ? 30_000n : 0n,
      customer: c % 9 === 0 ? null : this.living(pick(this.customers, b) ?? ""),
      updatedAt: this.now,
      paidAt: paid ? this.now : null,
      cancelledAt: null,
      deleted: false,
      shippingRefunded: false,
      test: a % 29 === 0,
      channel: b % 5 === 0 ? "pos" : b % 7 === 0 ? "subscription" : "online",
    };
    this.orders.push(order);
    return [
      this.#sent("orders/create", order),
      ...(paid ? [this.#sent("orders/paid", order)] : []),
    ];
  }

  #change(order: WorldOrder, step: Step): Sent[] {
    const before = order.updatedAt;
    order.updatedAt = this.now;
    const sent = this.#changed(order, step);
    if (sent.length === 0) order.updatedAt = before;
    return sent;
  }

  #changed(order: WorldOrder, step: Step): Sent[] {
    switch (step.kind) {
      case "pay":
        if (order.paidAt || order.cancelledAt) return [];
        order.paidAt = this.now;
        return [this.#sent("orders/paid", order), this.#sent("orders/updated", order)];
      case "refund":
      case "refund_more_or_less":
      case "refund_amount":
        return this.#refund(order, step);
      case "edit_remove":
      case "edit_add":
        return this.#edit(order, step);
      case "cancel":
        if (order.cancelledAt) return [];
        order.cancelledAt = this.now;
        return [this.#sent("orders/cancelled", order), this.#sent("orders/updated", order)];
      case "delete":
        order.deleted = true;
        return [
          {
            topic: "orders/delete",
            payload: { id: order.id },
            at: this.now,
            mustArrive: true,
          },
        ];
      case "assign_guest":
        if (order.customer) return [];
        order.customer = this.living(pick(this.customers, step.b) ?? "");
        return [this.#sent("orders/updated", order)];
      case "reassign":
        order.customer = this.living(pick(this.customers, step.b) ?? "");
        return [this.#sent("orders/updated", order)];
      default:
        return [];
    }
  }

  #refund(order: WorldOrder, { kind, a, b, c }: Step): Sent[] {
    if (!order.paidAt) return [];
    const lines = kind === "refund_amount" ? [] : this.#unitsToRefund(order, b);
    if (kind !== "refund_amount" && lines.length === 0) return [];
    const value = lines.reduce((sum, line) => sum + line.valueMinor, 0n);
    const refundsShipping = c % 4 === 0 && !order.shippingRefunded && order.shippingMinor > 0n;
    const shippingMinor = refundsShipping ? order.shippingMinor : 0n;
    if (refundsShipping) order.shippingRefunded = true;
    const discrepancyMinor = discrepancy(kind, value + shippingMinor, BigInt(a));
    const refund: WorldRefund = {
      id: this.#id(),
      at: this.now,
      lines,
      shippingMinor,
      discrepancyMinor,
      paidMinor: value + shippingMinor - discrepancyMinor,
      isEdit: false,
    };
    order.refunds.push(refund);
    return [
      {
        topic: "refunds/create",
        payload: { ...payloadOfRefund(refund), order_id: order.id },
        at: this.now,
        mustArrive: false,
      },
      this.#sent("orders/updated", order),
    ];
  }

  #unitsToRefund(order: WorldOrder, b: number) {
    return order.lines.flatMap((line, index) => {
      const left = line.quantity - line.removed - line.refunded;
      const quantity = Math.min(left, (b >> (index * 2)) % 3);
      if (quantity === 0) return [];
      line.refunded += quantity;
      const valueMinor = (line.totalMinor * BigInt(quantity)) / BigInt(line.quantity);
      return [{ lineId: line.id, quantity, valueMinor }];
    });
  }

  #edit(order: WorldOrder, { kind, b, c }: Step): Sent[] {
    if (order.cancelledAt) return [];
    const line = pick(order.lines, b);
    if (!line) return [];
    if (kind === "edit_add") {
      const added: WorldLine = {
        id: String(this.#id()),
        quantity: 1 + (c % 2),
        removed: 0,
        refunded: 0,
        unitMinor: line.unitMinor + 1n,
        discountMinor: 0n,
        totalMinor: (line.unitMinor + 1n) * BigInt(1 + (c % 2)),
        earns: true,
        vendor: line.vendor,
      };
      order.lines.push(added);
    } else {
      const left = line.quantity - line.removed - line.refunded;
      if (left === 0) return [];
      const quantity = 1 + (c % left);
      line.removed += quantity;
      const lists = c % 2 === 0;
      if (lists) this.#listRemoval(order, line, quantity);
    }
    return [
      {
        topic: "orders/edited",
        payload: {
          order_edit: { order_id: order.id, line_items: { additions: [], removals: [] } },
        },
        at: this.now,
        mustArrive: false,
      },
      this.#sent("orders/updated", order),
    ];
  }

  /** Shopify also lists a removal under refunds, without money. */
  #listRemoval(order: WorldOrder, line: WorldLine, quantity: number): void {
    const valueMinor = (line.totalMinor * BigInt(quantity)) / BigInt(line.quantity);
    order.refunds.push({
      id: this.#id(),
      at: this.now,
      lines: [{ lineId: line.id, quantity, valueMinor }],
      shippingMinor: 0n,
      discrepancyMinor: 0n,
      paidMinor: 0n,
      isEdit: true,
    });
  }

  #merge({ a, b }: Step): Sent[] {
    const living = [...new Set(this.customers.map((one) => this.living(one)))];
    const from = pick(living, a);
    const into = pick(
      living.filter((one) => one !== from),
      b,
    );
    if (!from || !into) return [];
    this.mergedInto.set(from, into);
    const moved = this.orders.filter((order) => order.customer === from && !order.deleted);
    for (const order of moved) order.customer = into;
    const tells = b % 2 === 0;
    for (const order of tells ? moved : []) order.updatedAt = this.now;
    const gid = (customer: string) => `gid://shopify/Customer/${customer}`;
    return [
      {
        topic: "customers/merge",
        payload: {
          admin_graphql_api_customer_kept_id: gid(into),
          admin_graphql_api_customer_deleted_id: gid(from),
          status: "completed",
        },
        at: this.now,
        mustArrive: true,
      },
      ...(tells ? moved.map((order) => this.#sent("orders/updated", order)) : []),
    ];
  }

  #sent(topic: string, order: WorldOrder): Sent {
    return { topic, payload: payloadOf(order), at: this.now, mustArrive: false };
  }
}

/** What the order is in the end, as the plain model takes it. */
export function finalOrder(order: WorldOrder): FinalOrder {
  return {
    id: order.id,
    placedAt: order.placedAt.getTime(),
    paidAt: order.paidAt?.getTime() ?? null,
    cancelledAt: order.cancelledAt?.getTime() ?? null,
    void: order.deleted || order.test,
    channel: order.channel,
    lines: order.lines,
    refunds: order.refunds.map((refund) => ({ ...refund, at: refund.at.getTime() })),
  };
}

const SOURCES = { online: "web", pos: "pos", subscription: "subscription_contract_checkout_one" };

function discrepancy(kind: Step["kind"], calculated: bigint, chosen: bigint): bigint {
  if (kind === "refund_amount") return -calculated - (1n + (chosen % 500_000n));
  if (kind === "refund") return 0n;
  const more = chosen % 2n === 0n;
  return more ? -(1n + (chosen % 100_000n)) : (calculated * (chosen % 1000n)) / 1000n;
}

function payloadOf(order: WorldOrder): Record<string, unknown> {
  const customer = order.customer;
  return orderPayload([], {
    id: order.id,
    admin_graphql_api_id: `gid://shopify/Order/${order.id}`,
    name: `#${order.id.slice(-6)}`,
    customer: customer
      ? { id: customer, admin_graphql_api_id: `gid://shopify/Customer/${customer}` }
      : null,
    created_at: order.placedAt.toISOString(),
    processed_at: order.placedAt.toISOString(),
    updated_at: order.updatedAt.toISOString(),
    financial_status: financialStatus(order),
    cancelled_at: order.cancelledAt?.toISOString() ?? null,
    test: order.test,
    source_name: SOURCES[order.channel],
    line_items: order.lines.map((line) =>
      linePayload({
        id: line.id,
        price: money(line.unitMinor),
        quantity: line.quantity,
        current_quantity: line.quantity - line.removed - line.refunded,
        gift_card: !line.earns,
        vendor: line.vendor,
        discounts: line.discountMinor > 0n ? [money(line.discountMinor)] : [],
      }),
    ),
    refunds: order.refunds.map(payloadOfRefund),
  });
}

function financialStatus(order: WorldOrder): string {
  if (!order.paidAt) return "pending";
  return order.refunds.some((refund) => refund.paidMinor > 0n) ? "partially_refunded" : "paid";
}

function payloadOfRefund(refund: WorldRefund): Record<string, unknown> {
  return refundPayload({
    id: refund.id,
    lines: refund.lines.map(
      (line) => [Number(line.lineId), line.quantity, money(line.valueMinor)] as const,
    ),
    ...(refund.isEdit ? {} : { paid: [money(refund.paidMinor)] as const }),
    ...(refund.discrepancyMinor === 0n ? {} : { discrepancy: money(refund.discrepancyMinor) }),
    ...(refund.shippingMinor === 0n
      ? {}
      : { shipping: [money(-refund.shippingMinor), "0.00"] as const }),
    created_at: refund.at.toISOString(),
    processed_at: refund.at.toISOString(),
  });
}

function money(minor: bigint): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(3, "0");
  return `${minor < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function pick<T>(values: readonly T[], index: number): T | undefined {
  return values[index % (values.length || 1)];
}
