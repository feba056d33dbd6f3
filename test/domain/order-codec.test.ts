import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { customerId, holdId, lineId, orderId } from "../../app/domain/ids.ts";
import {
  decodeFacts,
  decodeOrderEvent,
  decodeRefunds,
  encodeFacts,
  encodeOrderEvent,
  encodeRefunds,
  orderStateHash,
} from "../../app/domain/order/codec.ts";
import { minor } from "../../app/domain/money.ts";
import { applyOrderEvents } from "../../app/domain/order/merge.ts";
import type { OrderState } from "../../app/domain/order/order.ts";
import { orderFactsOf, orderRefund, webhookEvent } from "../support/order-arbitraries.ts";
import { day, line, orderFacts, orderState, refundOf } from "../support/order-examples.ts";

/** Through a JSON column and back. */
const stored = (json: unknown): unknown => JSON.parse(JSON.stringify(json));

const states = fc
  .array(webhookEvent, { minLength: 1, maxLength: 6 })
  .map((events) => applyOrderEvents(null, events));

describe("what is stored is read as it was", () => {
  it("an event", () => {
    fc.assert(
      fc.property(webhookEvent, (event) => {
        expect(decodeOrderEvent(stored(encodeOrderEvent(event)))).toEqual(event);
      }),
    );
  });

  it("a state", () => {
    fc.assert(
      fc.property(states, ({ facts, refunds }) => {
        expect(decodeRefunds(stored(encodeRefunds(refunds)))).toEqual(refunds);
        if (facts !== null) expect(decodeFacts(stored(encodeFacts(facts)))).toEqual(facts);
      }),
    );
  });

  it("ids beyond 2^53 digit by digit", () => {
    const event = decodeOrderEvent(
      stored(encodeOrderEvent({ kind: "edited", orderId: orderId("90071992547409931") })),
    );
    expect(event).toEqual({ kind: "edited", orderId: "90071992547409931" });
  });

  it("also where it was stored before there were holds", () => {
    const { hold, discounts, ...before } = encodeFacts(orderFacts([line("1", 1n)]));
    expect([hold, discounts]).toEqual([undefined, undefined]);
    expect(decodeFacts(stored(before))).toMatchObject({ hold: null, automaticDiscounts: [] });
  });

  it("also where it was stored before anything was known of what surrounds it", () => {
    const encoded = encodeFacts(orderFacts([line("1", 1n)]));
    const added = ["fulfilled", "company", "net", "shipping_tax"];
    expect(Object.keys(encoded).filter((key) => added.includes(key))).toEqual([]);
    expect(encoded.lines[0]).toHaveLength(7);
    expect(decodeFacts(stored(encoded))).toMatchObject({
      fulfilledAt: null,
      companyId: null,
      taxesIncluded: true,
      shippingTaxMinor: 0n,
      lines: [{ vendor: null, codeMinor: 0n }],
    });
  });

  it("and never by a reader that does not know its version", () => {
    expect(() => decodeFacts({ ...encodeFacts(orderFacts([])), v: 2 })).toThrow(RangeError);
    expect(() => decodeOrderEvent({ v: 9, kind: "edited", order: "1" })).toThrow(RangeError);
  });
});

/** The same value with the keys of every object the other way round. */
function turned<T>(value: T): T {
  if (Array.isArray(value)) return value.map(turned) as T;
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, part]) => [key, turned(part)]),
  ) as T;
}

describe("the hash of a state", () => {
  it("does not depend on the order of keys, nor on having been stored", () => {
    fc.assert(
      fc.property(states, (state) => {
        const reread: OrderState = {
          ...state,
          facts: state.facts && decodeFacts(stored(encodeFacts(state.facts))),
          refunds: decodeRefunds(stored(encodeRefunds(state.refunds))),
        };
        expect(orderStateHash(turned(state))).toBe(orderStateHash(state));
        expect(orderStateHash(reread)).toBe(orderStateHash(state));
      }),
    );
  });

  it("does not depend on whose word it is, nor on what is still to be asked", () => {
    const facts = orderFacts([line("1", 1n)], { refunds: [refundOf("1", [])] });
    const hashes = (["webhook", "admin"] as const).map((source) =>
      orderStateHash(applyOrderEvents(null, [{ kind: "state", facts: { ...facts, source } }])),
    );
    expect(hashes[0]).toBe(hashes[1]);
    const state = orderState([line("1", 1n)]);
    expect(orderStateHash({ ...state, refetch: "edited" })).toBe(orderStateHash(state));
  });

  const base = orderState([line("1", 100n), line("2", 5n)], {
    refunds: [refundOf("7", [["1", 1, 100n]])],
  });
  const [first, ...others] = base.facts.lines;
  const changed = (facts: Partial<typeof base.facts>): OrderState => ({
    ...base,
    facts: { ...base.facts, ...facts },
  });

  it.each<[string, OrderState]>([
    ["the order", { ...base, orderId: orderId("1") }],
    ["payment", { ...base, paidAt: null }],
    ["cancellation", { ...base, cancelledAt: day(1) }],
    ["deletion", { ...base, deletedAt: day(1) }],
    ["a refund", { ...base, refunds: [] }],
    ["when it was updated", changed({ updatedAt: day(20) })],
    ["whose it is", changed({ customerId: null })],
    ["when it was sent", { ...base, fulfilledAt: day(5) }],
    ["the company", changed({ companyId: "51" })],
    ["whether tax is in the prices", changed({ taxesIncluded: false })],
    ["the tax on shipping", changed({ shippingTaxMinor: minor(1n) })],
    ["a vendor", changed({ lines: first ? [{ ...first, vendor: "Mann" }, ...others] : [] })],
    ["what codes took", changed({ lines: first ? [{ ...first, codeMinor: minor(1n) }] : [] })],
    ["a line", changed({ lines: others })],
    ["an edit", changed({ lines: first ? [{ ...first, removed: 1 }, ...others] : [] })],
  ])("depends on %s", (_, other) => {
    expect(orderStateHash(other)).not.toBe(orderStateHash(base));
  });

  it.each<[string, Partial<typeof base.facts>]>([
    ["the hold that it names", { hold: holdId("0199f9a0-0000-7000-8000-000000000002") }],
    ["what the hold took off", { automaticDiscounts: [] }],
  ])("depends on %s", (_, other) => {
    const spent = {
      hold: holdId("0199f9a0-0000-7000-8000-000000000001"),
      automaticDiscounts: [
        { title: "Points · K7F3Q2", allocations: [{ lineId: lineId("1"), minor: minor(5n) }] },
      ],
    };
    const hashes = [spent, { ...spent, ...other }].map((facts) => orderStateHash(changed(facts)));
    expect(hashes[0]).not.toBe(hashes[1]);
  });

  it("is what it was before there were holds, for an order that names none", () => {
    expect(orderStateHash(base)).toBe(
      "e551dd9d96409a71d45d505fd45bcdc93fba8899d27d43c5707297e28fd996f1",
    );
  });

  it("keeps different states apart, even where values run into each other", () => {
    const named = (customer: string, guestHash: string) =>
      orderStateHash(orderState([], { customerId: customerId(customer), guestHash }));
    expect(named("1", "23")).not.toBe(named("12", "3"));
  });

  it("is 64 hexadecimal digits", () => {
    expect(orderStateHash(base)).toMatch(/^[0-9a-f]{64}$/);
  });
});

it("facts of a three-line order without a hold are stored in less than 600 bytes", () => {
  fc.assert(
    fc.property(
      orderFactsOf("webhook"),
      fc.array(orderRefund, { maxLength: 0 }),
      (facts, refunds) => {
        const plain = { ...facts, refunds, hold: null, automaticDiscounts: [] };
        expect(JSON.stringify(encodeFacts(plain)).length).toBeLessThan(600);
      },
    ),
  );
});
