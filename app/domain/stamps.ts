import { compileLineFilter, folded, type LineLook } from "./program/compile-filters.ts";
import type { StampCard } from "./program/stamp-cards.ts";
import { linesAsEdited } from "./order/edited-lines.ts";
import type { OrderLine } from "./order/order.ts";
import type { HistoryOrder, MemberHistory } from "./tiers/timeline.ts";

/**
 * What a member has on each stamp card: the units bought, free ones among them, less as many as a
 * card has stamps for each unit that was free. With 5 on a card of 6, the next unit is free; with 12,
 * two are. Units count once they are paid, and not those that were returned or taken out, the free
 * ones last; what was free counts as soon as the order is there. Each line stands for the first card
 * that means it, as at checkout. Below 0 after a free unit whose paid ones were returned.
 * @param cards of the program in force; orders are judged by the cards of their own versions
 */
export function stampsOf(
  { orders, isEnrolled }: MemberHistory,
  cards: readonly StampCard[],
): ReadonlyMap<string, number> {
  const stamps = new Map(cards.map(({ id }) => [id, 0]));
  for (const order of orders) {
    if (!isEnrolled(order.order.facts.processedAt)) continue;
    for (const [card, units] of stampsOfOrder(order)) {
      const before = stamps.get(card);
      if (before !== undefined) stamps.set(card, before + units);
    }
  }
  return stamps;
}

function stampsOfOrder({ order, version, surroundings }: HistoryOrder): [string, number][] {
  const never = order.facts.test || order.deletedAt !== null || order.cancelledAt !== null;
  if (never || version === null || surroundings === null) return [];
  const cards = version.program.stampCards.map((card) => ({ card, isMeant: meaning(card) }));
  if (cards.length === 0) return [];
  const returned = new Map<string, number>();
  for (const { isEdit, lines } of order.refunds) {
    if (isEdit) continue;
    for (const { lineId, quantity } of lines)
      returned.set(lineId, (returned.get(lineId) ?? 0) + quantity);
  }
  return linesAsEdited(order).flatMap((line): [string, number][] => {
    if (line.kind !== "goods") return [];
    const look = lookOf(line, surroundings.products.get(line.productId ?? "")?.type ?? null);
    const found = cards.find(({ isMeant }) => isMeant(look));
    if (!found) return [];
    const left = Math.max(0, line.quantity - line.removed - (returned.get(line.id) ?? 0));
    const used = Math.min(line.freeUnits ?? 0, left);
    const bought = order.paidAt === null ? 0 : left;
    return [[found.card.id, bought - found.card.stamps * used]];
  });
}

/** Compiled once per card: programs are kept. */
const MEANINGS = new WeakMap<StampCard, ReturnType<typeof compileLineFilter>>();

function meaning(card: StampCard) {
  const known = MEANINGS.get(card) ?? compileLineFilter(card.lines);
  MEANINGS.set(card, known);
  return known;
}

/** All that a card may ask, because it is all that a checkout can tell. */
const lookOf = ({ productId }: OrderLine, type: string | null): LineLook => ({
  productId,
  type: type === null ? null : folded(type),
  vendor: null,
  tags: [],
  collections: [],
});
