import { compareIds } from "../ids.ts";
import type { OrderId } from "../ids.ts";
import { canonicalFacts } from "./canonical.ts";
import { uniteRefund } from "./merge-refunds.ts";
import type {
  HeldFacts,
  HeldRefund,
  OrderEvent,
  OrderFacts,
  OrderLine,
  OrderState,
  RefetchReason,
} from "./order.ts";

/**
 * The state of an order after more was heard of it. What webhooks say ends in
 * the same state in whatever order, however often and in however many calls they
 * are applied:
 * - facts: an older `updatedAt` loses; of two webhooks of the same time that
 *   contradict each other one is kept, always the same, until the Admin API decides;
 * - payment, cancellation, fulfilment and deletion, once seen, stay, at the earliest time told;
 * - refunds are united by id.
 *
 * The Admin API wins over webhooks of the same time; of two of its answers for
 * the same second the one applied later stands, because it was asked later. Its
 * answer clears `refetch`. What contradicts it afterwards marks the order again,
 * so `refetch` (and `contested`), and only they, depend on when it was applied.
 * An order that it does not know counts as deleted, but may only have been hidden:
 * its next answer that shows the order undoes that, and a webhook asks for one.
 * @param state null for an order that was never heard of
 * @throws RangeError for no events, and for events of different orders
 */
export function applyOrderEvents(
  state: OrderState | null,
  events: readonly OrderEvent[],
): OrderState {
  const [first] = events;
  if (first === undefined) {
    if (state === null) throw new RangeError("nothing was heard of an order");
    return state;
  }
  const orderId = state?.orderId ?? orderOf(first);
  const draft = state === null ? emptyDraft() : draftOf(state);
  for (const event of events) {
    if (orderOf(event) !== orderId) {
      throw new RangeError(`an event of order ${orderOf(event)} is not one of order ${orderId}`);
    }
    apply(draft, event);
  }
  return stateOf(orderId, draft);
}

/** An order while events are applied to it. */
interface Draft {
  facts: HeldFacts | null;
  paidAt: Date | null;
  cancelledAt: Date | null;
  fulfilledAt: Date | null;
  deletedAt: Date | null;
  deletedBy: OrderState["deletedBy"];
  refunds: readonly HeldRefund[];
  /** An edit was heard of that the Admin API has not told yet. */
  edited: boolean;
  /** A webhook has told of an order since the Admin API last did not know it. */
  toldSince: boolean;
}

const emptyDraft = (): Draft => ({
  facts: null,
  paidAt: null,
  cancelledAt: null,
  fulfilledAt: null,
  deletedAt: null,
  deletedBy: null,
  refunds: [],
  edited: false,
  toldSince: false,
});

const draftOf = ({ refetch, ...state }: OrderState): Draft => ({
  ...state,
  edited: refetch === "edited",
  toldSince: refetch === "missing",
});

function stateOf(orderId: OrderId, { edited, toldSince, ...draft }: Draft): OrderState {
  const { paidAt, cancelledAt, fulfilledAt } = draft;
  const facts = draft.facts === null ? null : { ...draft.facts, paidAt, cancelledAt, fulfilledAt };
  return { orderId, ...draft, facts, refetch: refetchReason({ ...draft, edited, toldSince }) };
}

function refetchReason({ facts, refunds, ...draft }: Draft): RefetchReason | null {
  const { deletedBy, edited, toldSince } = draft;
  // There is nothing to fetch of a deleted order, and nothing that could change its target.
  if (deletedBy === "webhook") return null;
  if (deletedBy === "admin") return toldSince ? "missing" : null;
  if (edited) return "edited";
  if (facts === null) return "unknown_order";
  if (facts.contested) return "conflicting_state";
  return refunds.some((refund) => refund.contested) ? "conflicting_refund" : null;
}

/** Whether an event is an answer of the Admin API. */
export function isFromAdmin(event: OrderEvent): boolean {
  if (event.kind === "state") return event.facts.source === "admin";
  return event.kind === "deleted" && event.source === "admin";
}

function orderOf(event: OrderEvent): OrderId {
  return event.kind === "state" ? event.facts.orderId : event.orderId;
}

function apply(draft: Draft, event: OrderEvent) {
  if (!isFromAdmin(event)) draft.toldSince = true;
  switch (event.kind) {
    case "state":
      applyFacts(draft, event.facts);
      break;
    case "refund": {
      const { refund } = event;
      draft.refunds = uniteRefund(draft.refunds, refund, refund.at, "webhook");
      break;
    }
    case "edited":
      draft.edited = true;
      break;
    case "deleted":
      applyDeletion(draft, event.source, event.at);
      break;
  }
}

function applyDeletion(draft: Draft, source: "webhook" | "admin", at: Date) {
  if (source === "admin") {
    draft.edited = false;
    draft.toldSince = false;
    if (draft.deletedBy === "webhook") return;
  }
  // The webhook's time stands whether or not the Admin API was asked before it came.
  draft.deletedAt = draft.deletedBy === source ? earliest(draft.deletedAt, at) : at;
  draft.deletedBy = source;
}

function applyFacts(draft: Draft, told: OrderFacts) {
  if (told.source === "admin" && draft.deletedBy === "admin") {
    draft.deletedAt = null;
    draft.deletedBy = null;
  }
  draft.paidAt = earliest(draft.paidAt, told.paidAt);
  draft.cancelledAt = earliest(draft.cancelledAt, told.cancelledAt);
  draft.fulfilledAt = earliest(draft.fulfilledAt, told.fulfilledAt);
  for (const refund of told.refunds) {
    draft.refunds = uniteRefund(draft.refunds, refund, told.updatedAt, told.source);
  }
  const isOld = draft.facts !== null && told.updatedAt < draft.facts.updatedAt;
  if (isOld) return;
  draft.facts = newerFacts(draft.facts, told);
  if (told.source === "admin") {
    draft.edited = false;
    // It has had its say on every refund, also on those that it does not know.
    draft.refunds = draft.refunds.map((refund) => ({ ...refund, contested: false }));
  }
}

/** @param told not older than `held` */
function newerFacts(held: HeldFacts | null, told: OrderFacts): HeldFacts {
  const facts = { ...told, refunds: [], lines: inOrderOfId(told.lines) };
  if (held === null || held.updatedAt < told.updatedAt || told.source === "admin") {
    return { ...facts, contested: false };
  }
  const heldText = canonicalFacts(held);
  const toldText = canonicalFacts(facts);
  if (heldText === toldText) return held;
  const keeps = held.source === "admin" || heldText > toldText;
  return { ...(keeps ? held : facts), contested: true };
}

function inOrderOfId(lines: readonly OrderLine[]): readonly OrderLine[] {
  return lines.toSorted((a, b) => compareIds(a.id, b.id));
}

function earliest(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return b < a ? b : a;
}
