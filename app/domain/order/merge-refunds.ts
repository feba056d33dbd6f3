import { compareIds } from "../ids.ts";
import { minor } from "../money.ts";
import type { Minor } from "../money.ts";
import { canonicalRefund } from "./canonical.ts";
import type { HeldRefund, OrderRefund, RefundedLine, RefundRuling } from "./order.ts";

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
    contested: isGuess(refund) && ruling === null,
  };
  const stands = known === undefined ? told : standing({ ...known, ruling }, told);
  const ruled = ruling === null ? stands : underRuling(stands, ruling);
  return [...held.filter((other) => other !== known), ruled].sort(compareRefunds);
}

function rulingOf(
  known: HeldRefund["ruling"],
  { isEdit, exchangedMinor }: OrderRefund,
  asOf: Date,
  source: HeldRefund["source"],
): HeldRefund["ruling"] {
  if (source === "webhook" || (known !== null && asOf < known.asOf)) return known;
  return { isEdit, exchangedMinor: exchangedMinor ?? NOTHING, asOf };
}

/** Whether a webhook could not tell what the Admin API can. */
const isGuess = ({ isEdit, exchangedMinor }: OrderRefund) => isEdit || exchangedMinor === null;

/** A refund as told, with what the Admin API has said of it. */
function underRuling(refund: HeldRefund, { isEdit, exchangedMinor: goods }: RefundRuling) {
  const discrepancy = rawDiscrepancy(refund);
  const exchanged = discrepancy <= 0n ? NOTHING : discrepancy < goods ? discrepancy : goods;
  const discrepancyMinor = minor(discrepancy - exchanged);
  return { ...refund, isEdit, discrepancyMinor, exchangedMinor: exchanged };
}

/** What Shopify told, goods or no goods. */
const rawDiscrepancy = ({ discrepancyMinor, exchangedMinor }: OrderRefund): Minor =>
  minor(discrepancyMinor + (exchangedMinor ?? 0n));

const NOTHING = minor(0n);

/** Which of two tellings of one refund stands. */
function standing(known: HeldRefund, told: HeldRefund): HeldRefund {
  if (told.asOf < known.asOf) return known;
  if (told.asOf > known.asOf || told.source === "admin") return told;
  // What only the Admin API can tell decides nothing here, so that a ruling changes nothing else.
  const knownText = unruledText(known);
  const toldText = unruledText(told);
  if (knownText === toldText) {
    if (known.ruling !== null || (known.isEdit === told.isEdit && isSureAs(known, told)))
      return known;
    const exchangedMinor = isSureAs(known, told) ? known.exchangedMinor : null;
    return { ...known, isEdit: known.isEdit || told.isEdit, exchangedMinor, contested: true };
  }
  const keeps = known.source === "admin" || knownText > toldText;
  return { ...(keeps ? known : told), contested: true };
}

const isSureAs = (known: OrderRefund, told: OrderRefund) =>
  (known.exchangedMinor === null) === (told.exchangedMinor === null);

const unruledText = (refund: OrderRefund) =>
  canonicalRefund({
    ...refund,
    isEdit: false,
    discrepancyMinor: rawDiscrepancy(refund),
    exchangedMinor: null,
  });

function compareRefunds(a: OrderRefund, b: OrderRefund): number {
  return a.at.getTime() - b.at.getTime() || compareIds(a.id, b.id);
}

/** Shopify's two APIs need not list a refund's lines in the same order. */
function compareRefundedLines(a: RefundedLine, b: RefundedLine): number {
  const byValue = Number(a.valueMinor > b.valueMinor) - Number(a.valueMinor < b.valueMinor);
  return compareIds(a.lineId, b.lineId) || a.quantity - b.quantity || byValue;
}
