import { lineId } from "../domain/ids.ts";
import { minor } from "../domain/money.ts";
import type { OrderLine, OrderRefund } from "../domain/order/order.ts";

/**
 * How many of each line the refunds list, so that what is missing beyond that was
 * taken out by order edits that they do not list.
 * @returns quantities by line id
 */
export function listedQuantities(refunds: readonly OrderRefund[]): Map<string, number> {
  const quantities = new Map<string, number>();
  for (const refund of refunds) {
    for (const line of refund.lines) {
      quantities.set(line.lineId, (quantities.get(line.lineId) ?? 0) + line.quantity);
    }
  }
  return quantities;
}

export interface LineFigures {
  readonly id: string;
  readonly quantity: number;
  /** What is left after refunds and edits. */
  readonly currentQuantity: number;
  readonly unitPrice: bigint;
  readonly discount: bigint;
  /** The part of `discount` that codes took off. */
  readonly codes: bigint;
  /** The part of `discount` that stamp cards took off. */
  readonly stamped: bigint;
  readonly tax: bigint;
  readonly kind: OrderLine["kind"];
  readonly productId: string | null;
  readonly vendor: string | null;
}

/** @param listed quantity of this line that refunds list, an edit's listing among them */
export function lineOf(figures: LineFigures, listed: number): OrderLine {
  const { id, quantity, currentQuantity, unitPrice, discount, tax, kind, productId } = figures;
  const { codes, vendor } = figures;
  return {
    id: lineId(id),
    quantity,
    removed: quantity - currentQuantity - listed,
    totalMinor: minor(unitPrice * BigInt(quantity) - discount),
    taxMinor: minor(tax),
    kind,
    productId,
    vendor,
    codeMinor: minor(codes),
    ...freeUnitsOf(figures),
  };
}

/** A card makes whole units free; converted money may be off by a little. */
function freeUnitsOf({ stamped, unitPrice, quantity }: LineFigures): { freeUnits?: number } {
  if (stamped === 0n || unitPrice === 0n) return {};
  const units = Number((2n * stamped + unitPrice) / (2n * unitPrice));
  return units > 0 ? { freeUnits: Math.min(units, quantity) } : {};
}
