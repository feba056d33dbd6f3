import type { StampCard } from "./config.ts";
import { exceeds, isZero } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";

/** A line of goods that costs something. */
export type GoodsLine = {
  readonly id: string;
  readonly quantity: number;
  /** Of all its units, before any discount. */
  readonly subtotal: Decimal;
  /** Shopify's global id. */
  readonly productId: string;
  readonly type: string;
};

export type FreeUnits = {
  readonly card: StampCard;
  readonly lines: readonly { readonly id: string; readonly quantity: number }[];
};

/**
 * The units that stamp cards make free: of each card every so many-th of those bought before and
 * in this cart, less what was free before; the cheapest ones. A line stands for the first card that
 * means it.
 * @param stamps what the buyer has on each card
 */
export function freeUnits(
  cards: readonly StampCard[],
  stamps: Readonly<Record<string, unknown>>,
  lines: readonly GoodsLine[],
): FreeUnits[] {
  const goods = lines.filter(({ subtotal, quantity }) => quantity > 0 && !isZero(subtotal));
  const cardOf = new Map(goods.map((line) => [line, cards.find((card) => isMeant(card, line))]));
  return cards.flatMap((card): FreeUnits[] => {
    const meant = goods.filter((line) => cardOf.get(line) === card).sort(byUnitPrice);
    const units = meant.reduce((sum, { quantity }) => sum + quantity, 0);
    const before = stamps[card.id];
    const all = units + (Number.isSafeInteger(before) ? Number(before) : 0);
    let left = Math.min(units, Math.floor(all / card.stamps));
    const free = meant.flatMap(({ id, quantity }) => {
      const some = Math.min(quantity, Math.max(0, left));
      left -= some;
      return some > 0 ? [{ id, quantity: some }] : [];
    });
    return free.length === 0 ? [] : [{ card, lines: free }];
  });
}

function isMeant({ wanted, unwanted }: StampCard, line: GoodsLine): boolean {
  const product = line.productId.slice(line.productId.lastIndexOf("/") + 1);
  const type = line.type.trim().toLowerCase();
  if (wanted.products.length > 0 && !wanted.products.includes(product)) return false;
  if (wanted.types.length > 0 && !wanted.types.includes(type)) return false;
  return !unwanted.products.includes(product) && !unwanted.types.includes(type);
}

function byUnitPrice(a: GoodsLine, b: GoodsLine): number {
  const [left, right] = [times(a.subtotal, b.quantity), times(b.subtotal, a.quantity)];
  if (exceeds(left, right)) return 1;
  return exceeds(right, left) ? -1 : 0;
}

const times = ({ units, scale }: Decimal, count: number): Decimal => ({
  units: units * BigInt(count),
  scale,
});
