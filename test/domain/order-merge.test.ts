import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { minor } from "../../app/domain/money.ts";
import { orderStateHash } from "../../app/domain/order/codec.ts";
import { applyOrderEvents } from "../../app/domain/order/merge.ts";
import type {
  OrderEvent,
  OrderFacts,
  OrderRefund,
  OrderState,
} from "../../app/domain/order/order.ts";
import { orderId } from "../../app/domain/ids.ts";
import { orderFactsOf, webhookEvent } from "../support/order-arbitraries.ts";
import { day, line, orderFacts, refundOf } from "../support/order-examples.ts";

const told = (other: Partial<OrderFacts> = {}): OrderEvent => ({
  kind: "state",
  facts: orderFacts([line("1", 100_00n)], other),
});
const toldByAdmin = (other: Partial<OrderFacts> = {}) => told({ source: "admin", ...other });
const { orderId: ORDER } = orderFacts([]);
const refunded = (refund: OrderRefund): OrderEvent => ({ kind: "refund", orderId: ORDER, refund });
const edited: OrderEvent = { kind: "edited", orderId: ORDER };
const deletedBy =
  (source: "webhook" | "admin") =>
  (at: Date): OrderEvent => ({ kind: "deleted", orderId: ORDER, at, source });
const deleted = deletedBy("webhook");
const notKnown = deletedBy("admin");

const after = (...events: OrderEvent[]) => applyOrderEvents(null, events);

describe("facts", () => {
  it("of an older time lose, but what they have seen stays", () => {
    const state = after(
      told({ updatedAt: day(3), name: "#new", paidAt: null }),
      told({ updatedAt: day(2), name: "#old", paidAt: day(1), cancelledAt: day(2) }),
    );
    expect(state).toMatchObject({
      paidAt: day(1),
      cancelledAt: day(2),
      facts: { name: "#new", paidAt: day(1), cancelledAt: day(2) },
      refetch: null,
    });
  });

  it("never restore a cancelled order, however new", () => {
    const state = after(told({ cancelledAt: day(2) }), toldByAdmin({ updatedAt: day(9) }));
    expect(state.cancelledAt).toEqual(day(2));
  });

  it("of one time that differ only in payment do not contradict each other", () => {
    const state = after(told({ paidAt: null }), told({ paidAt: day(1) }));
    expect(state).toMatchObject({ paidAt: day(1), refetch: null });
  });

  it("of one time that list the lines in another order do not contradict each other", () => {
    const lines = [line("9", 1n), line("10", 2n)];
    const state = after(told({ lines }), told({ lines: lines.toReversed() }));
    expect(state.refetch).toBeNull();
    expect(state.facts?.lines.map(({ id }) => id)).toEqual(["9", "10"]);
  });

  it("of one time that contradict each other mark the order, until newer ones come", () => {
    const contested = after(told({ name: "#a" }), told({ name: "#b" }));
    expect(contested.refetch).toBe("conflicting_state");
    expect(applyOrderEvents(contested, [told({ updatedAt: day(3) })]).refetch).toBeNull();
  });

  it("from the Admin API win over webhooks of the same time, and clear the mark", () => {
    const state = after(told({ name: "#a" }), told({ name: "#b" }), toldByAdmin({ name: "#c" }));
    expect(state).toMatchObject({ facts: { name: "#c" }, refetch: null });
  });

  it("from a webhook that contradict the Admin API at the same time are asked about again", () => {
    const state = after(toldByAdmin({ name: "#c" }), told({ name: "#b" }));
    expect(state).toMatchObject({ facts: { name: "#c" }, refetch: "conflicting_state" });
  });

  it("from the Admin API, asked twice in one second, are those of the later answer", () => {
    const state = after(toldByAdmin({ name: "#z" }), toldByAdmin({ name: "#a" }));
    expect(state).toMatchObject({ facts: { name: "#a" }, refetch: null });
  });

  it("from the Admin API that are older than what is held do not clear a mark", () => {
    const state = after(told({ updatedAt: day(4) }), edited, toldByAdmin({ updatedAt: day(3) }));
    expect(state.refetch).toBe("edited");
  });
});

describe("an edit, which tells additions and removals only", () => {
  it("marks the order until the Admin API has answered", () => {
    const marked = after(told(), edited, told({ updatedAt: day(3) }));
    expect(marked.refetch).toBe("edited");
    expect(applyOrderEvents(marked, [toldByAdmin({ updatedAt: day(3) })]).refetch).toBeNull();
  });

  it("of an unknown order is remembered", () => {
    expect(after(edited)).toMatchObject({ facts: null, refetch: "edited" });
  });
});

describe("a deletion", () => {
  it("is final and leaves nothing to ask about", () => {
    expect(after(edited, deleted(day(6)), told(), deleted(day(5)))).toMatchObject({
      deletedAt: day(5),
      refetch: null,
    });
  });
});

describe("an order that the Admin API does not know", () => {
  it("counts as deleted, and is not asked about again", () => {
    expect(after(told(), edited, notKnown(day(6)), notKnown(day(7)))).toMatchObject({
      deletedAt: day(6),
      deletedBy: "admin",
      refetch: null,
    });
  });

  it("is there again once the Admin API shows it, be it as it was", () => {
    const state = after(told({ updatedAt: day(4) }), notKnown(day(6)), toldByAdmin());
    expect(state).toMatchObject({ deletedAt: null, deletedBy: null, refetch: null });
  });

  it("is not there again because of a webhook, which asks about it instead, until answered", () => {
    const gone = after(told(), notKnown(day(6)));
    for (const event of [told({ updatedAt: day(9) }), edited, refunded(refundOf("1", []))]) {
      const asked = applyOrderEvents(gone, [event]);
      expect(asked).toMatchObject({ deletedAt: day(6), refetch: "missing" });
      expect(applyOrderEvents(asked, [])).toEqual(asked);
      expect(applyOrderEvents(asked, [notKnown(day(7))]).refetch).toBeNull();
      expect(applyOrderEvents(asked, [toldByAdmin({ updatedAt: day(9) })])).toMatchObject({
        deletedAt: null,
        refetch: null,
      });
    }
  });

  it("is deleted for good once a webhook says so, whichever comes first", () => {
    for (const events of [
      [deleted(day(7)), notKnown(day(6))],
      [notKnown(day(6)), deleted(day(7))],
    ]) {
      expect(after(told(), ...events, toldByAdmin({ updatedAt: day(9) }))).toMatchObject({
        deletedAt: day(7),
        deletedBy: "webhook",
        refetch: null,
      });
    }
  });
});

describe("refunds", () => {
  const refund = refundOf("1", [["1", 1, 100_00n]], { at: day(3) });

  it("are united over deliveries, in order of time and id", () => {
    const at = (id: string, number: number) => refundOf(id, [], { at: day(number) });
    const state = after(
      told({ updatedAt: day(9), refunds: [at("10", 5), at("3", 7)] }),
      refunded(at("9", 5)),
      told({ updatedAt: day(4), refunds: [at("12", 4)] }),
    );
    expect(state.refunds.map(({ id }) => id)).toEqual(["12", "9", "10", "3"]);
    expect(state.refetch).toBeNull();
  });

  it("of an unknown order mark it, until it is known", () => {
    const unknown = after(refunded(refund));
    expect(unknown).toMatchObject({ facts: null, refetch: "unknown_order" });
    expect(applyOrderEvents(unknown, [told()])).toMatchObject({
      refetch: null,
      refunds: [{ id: "1" }],
    });
  });

  it("told again the same mark nothing", () => {
    const state = after(told({ updatedAt: day(3), refunds: [refund] }), refunded(refund));
    expect(state.refetch).toBeNull();
  });

  it("that list their lines in another order are the same", () => {
    const lines = refundOf("1", [
      ["9", 1, 5n],
      ["10", 1, 5n],
    ]);
    const state = after(
      told(),
      refunded(lines),
      refunded({ ...lines, lines: lines.lines.toReversed() }),
    );
    expect(state.refetch).toBeNull();
  });

  it("that are dated after the facts that tell them are as of their own time", () => {
    const facts = told({ updatedAt: day(2), refunds: [{ ...refund, paidMinor: minor(1n) }] });
    expect(after(facts, refunded(refund)).refetch).toBe("conflicting_refund");
  });

  it("told otherwise at the same time mark the order", () => {
    const other = { ...refund, paidMinor: minor(1n) };
    const state = after(told(), refunded(refund), refunded(other));
    expect(state.refetch).toBe("conflicting_refund");
  });

  it("told otherwise later, because a transaction has failed, are as told later", () => {
    const failed = { ...refund, paidMinor: minor(0n) };
    const state = after(told({ updatedAt: day(4), refunds: [failed] }), refunded(refund));
    expect(state).toMatchObject({ refunds: [{ paidMinor: 0n }], refetch: null });
  });

  it("without money are asked about: an edit's removal, or an even exchange?", () => {
    const guessed = { ...refund, isEdit: true };
    const marked = after(told(), refunded(guessed));
    expect(marked).toMatchObject({ refunds: [{ isEdit: true }], refetch: "conflicting_refund" });

    const answer = toldByAdmin({ updatedAt: day(3), refunds: [{ ...refund, isEdit: false }] });
    const again = told({ updatedAt: day(9), refunds: [guessed] });
    for (const events of [
      [answer, again],
      [again, answer],
    ]) {
      const ruled = applyOrderEvents(marked, [...events, answer]);
      expect(ruled.refunds).toMatchObject([{ isEdit: false, asOf: day(9) }]);
    }
    expect(applyOrderEvents(marked, [answer, again, refunded(guessed)]).refetch).toBeNull();
  });

  it("that the Admin API does not know are asked about once, not for ever", () => {
    const marked = after(told(), refunded(refund), refunded({ ...refund, paidMinor: minor(1n) }));
    const state = applyOrderEvents(marked, [toldByAdmin({ updatedAt: day(2), refunds: [] })]);
    expect(state).toMatchObject({ refetch: null, refunds: [{ id: "1" }] });
  });
});

describe("a caller's mistake", () => {
  it("is to apply nothing to nothing, or events of another order", () => {
    expect(() => after()).toThrow(RangeError);
    expect(() => after(told(), { kind: "edited", orderId: orderId("1") })).toThrow(RangeError);
  });
});

/** Events in another order, some of them repeated, cut into batches. */
const arrivals = (events: readonly OrderEvent[]) =>
  fc
    .shuffledSubarray([...events], { minLength: 0 })
    .chain((repeated) =>
      fc.shuffledSubarray([...events, ...repeated], {
        minLength: events.length + repeated.length,
      }),
    )
    .chain((shuffled) =>
      fc.nat({ max: shuffled.length }).map((cut) => [shuffled.slice(0, cut), shuffled.slice(cut)]),
    );

function applyBatches(batches: readonly (readonly OrderEvent[])[]): OrderState {
  const state = batches.reduce<OrderState | null>(
    (held, batch) => (held === null && batch.length === 0 ? null : applyOrderEvents(held, batch)),
    null,
  );
  if (state === null) throw new Error("there are events");
  return state;
}

/** All but the marks that say what is still to be asked. */
const known = ({ refetch: _, facts, refunds, ...state }: OrderState) => ({
  ...state,
  facts: facts && { ...facts, contested: false },
  refunds: refunds.map((refund) => ({ ...refund, contested: false })),
});

const shownByAdmin = (facts: OrderFacts): OrderEvent => ({
  kind: "state",
  // A refund is never told before it is there.
  facts: { ...facts, refunds: facts.refunds.map((refund) => ({ ...refund, at: day(2) })) },
});

/** Answers of the Admin API at different times: two of one second are told apart by when they came. */
const adminAnswers = fc
  .uniqueArray(orderFactsOf("admin"), {
    selector: (facts) => facts.updatedAt.getTime(),
    maxLength: 3,
  })
  .map((answers) => answers.map(shownByAdmin));

describe("the law: the same deliveries end in the same state, in any order, repeated, in any batches", () => {
  it("holds for webhooks, the mark for refetch included", () => {
    const deliveries = fc
      .array(webhookEvent, { minLength: 1, maxLength: 7 })
      .chain((events) => fc.tuple(fc.constant(events), arrivals(events)));
    fc.assert(
      fc.property(deliveries, ([events, batches]) => {
        expect(applyBatches(batches)).toEqual(applyOrderEvents(null, events));
      }),
      { numRuns: 5_000 },
    );
  });

  it("holds for webhooks and answers of the Admin API, all but the marks", () => {
    const deliveries = fc
      .tuple(fc.array(webhookEvent, { minLength: 1, maxLength: 5 }), adminAnswers)
      .map(([webhooks, answers]) => [...webhooks, ...answers])
      .chain((events) => fc.tuple(fc.constant(events), arrivals(events)));
    fc.assert(
      fc.property(deliveries, ([events, batches]) => {
        const shuffled = applyBatches(batches);
        const orderly = applyOrderEvents(null, events);
        expect(known(shuffled)).toEqual(known(orderly));
        expect(orderStateHash(shuffled)).toBe(orderStateHash(orderly));
      }),
      { numRuns: 5_000 },
    );
  });

  it("holds for webhooks among answers that come in the order in which they were asked for", () => {
    const nothing = fc.constantFrom(day(5), day(6)).map((at): OrderEvent => ({
      kind: "deleted",
      source: "admin",
      at,
      orderId: orderId("9007199254740993"),
    }));
    const shown = orderFactsOf("admin").map(shownByAdmin);
    const interleaved = fc
      .tuple(
        fc.array(webhookEvent, { maxLength: 5 }),
        fc.array(fc.oneof(nothing, shown), { minLength: 1, maxLength: 4 }),
      )
      .chain(([webhooks, answers]) =>
        fc.tuple(
          fc.constant([...webhooks, ...answers]),
          fc.array(fc.nat({ max: answers.length }), {
            minLength: webhooks.length,
            maxLength: webhooks.length,
          }),
          fc.constant({ webhooks, answers }),
        ),
      )
      .map(([orderly, places, { webhooks, answers }]) => ({
        orderly,
        mixed: [null, ...answers].flatMap((answer, index) => [
          ...(answer === null ? [] : [answer]),
          ...webhooks.filter((_webhook, which) => places[which] === index),
        ]),
      }));
    fc.assert(
      fc.property(interleaved, ({ orderly, mixed }) => {
        const [one, other] = [after(...orderly), after(...mixed)];
        expect(known(one)).toEqual(known(other));
        expect(orderStateHash(one)).toBe(orderStateHash(other));
      }),
      { numRuns: 5_000 },
    );
  });

  it("holds with the mark, once the Admin API has answered last", () => {
    const deliveries = fc
      .tuple(fc.array(webhookEvent, { maxLength: 6 }), orderFactsOf("admin"))
      .chain(([events, answer]) => fc.tuple(arrivals(events), fc.constant(answer)));
    fc.assert(
      fc.property(deliveries, ([batches, answer]) => {
        const last: OrderEvent = { kind: "state", facts: { ...answer, updatedAt: day(4) } };
        const state = applyBatches([...batches, [last]]);
        expect(state.refetch).toBeNull();
        expect(applyOrderEvents(state, [last])).toEqual(state);
      }),
      { numRuns: 2_000 },
    );
  });
});
