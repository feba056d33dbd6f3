import { compareIds } from "../ids.ts";
import { canonicalRefund } from "./canonical.ts";
import type { HeldRefund, OrderRefund, RefundedLine } from "./order.ts";

/**
 * The refunds with one more telling of one of them; in order of time and id.
 * Facts tell a refund as of their `updatedAt`, because a transaction of it may
 * fail later; the newer telling stands. At the same time the Admin API wins over
 * webhooks, and two webhooks that contradict each other contest the refund.
 * Whether it only lists an edit's removal, the Admin API alone can tell.
 * @param toldAt when the refund was as told
 */
export function uniteRefund(
  held: readonly HeldRefund[],
  refund: OrderRefund,
  toldAt: Date,
  source: HeldRefund["source"],
): readonly HeldRefund[] {
  // No telling is older than the refund itself, whatever the clocks say.
  const asOf = toldAt < refund.at ? refund.at : toldAt;
  const known = held.find(({ id }) => id === refund.id);
  const ruling = rulingOf(known?.ruling ?? null, refund, asOf, source);
  const told: HeldRefund = {
    ...refund,
    lines: refund.lines.toSorted(compareRefundedLines),
    asOf,
    source,
    ruling,
    contested: refund.isEdit && ruling === null,
  };
  const stands = known === undefined ? told : standing({ ...known, ruling }, told);
  const ruled = { ...stands, isEdit: ruling?.isEdit ?? stands.isEdit };
  return [...held.filter((other) => other !== known), ruled].sort(compareRefunds);
}

function rulingOf(
  known: HeldRefund["ruling"],
  { isEdit }: OrderRefund,
  asOf: Date,
  source: HeldRefund["source"],
): HeldRefund["ruling"] {
  if (source === "webhook" || (known !== null && asOf < known.asOf)) return known;
  return { isEdit, asOf };
}

/** Which of two tellings of one refund stands. */
function standing(known: HeldRefund, told: HeldRefund): HeldRefund {
  if (told.asOf < known.asOf) return known;
  if (told.asOf > known.asOf || told.source === "admin") return told;
  // A guess at `isEdit` decides nothing, so that a ruling changes nothing else.
  const knownText = canonicalRefund({ ...known, isEdit: false });
  const toldText = canonicalRefund({ ...told, isEdit: false });
  if (knownText === toldText) {
    if (known.isEdit === told.isEdit || known.ruling !== null) return known;
    return { ...known, isEdit: true, contested: true };
  }
  const keeps = known.source === "admin" || knownText > toldText;
  return { ...(keeps ? known : told), contested: true };
}

function compareRefunds(a: OrderRefund, b: OrderRefund): number {
  return a.at.getTime() - b.at.getTime() || compareIds(a.id, b.id);
}

/** Shopify's two APIs need not list a refund's lines in the same order. */
function compareRefundedLines(a: RefundedLine, b: RefundedLine): number {
  const byValue = Number(a.valueMinor > b.valueMinor) - Number(a.valueMinor < b.valueMinor);
  return compareIds(a.lineId, b.lineId) || a.quantity - b.quantity || byValue;
}
