import { numericId } from "../global-id.ts";
import type { OrderSalesQuery } from "../operations/generated.ts";

/** What an order's sales agreements tell beyond the order itself. */
export interface OrderSales {
  /** Quantities that order edits took out again, by line id. */
  readonly removed: ReadonlyMap<string, number>;
  /** Ids of the lines that are tips. */
  readonly tips: ReadonlySet<string>;
  /** Ids of the lines that were given in exchange for what came back. */
  readonly given: ReadonlySet<string>;
}

export const NO_SALES: OrderSales = { removed: new Map(), tips: new Set(), given: new Set() };

export type Agreement = NonNullable<OrderSalesQuery["order"]>["agreements"]["nodes"][number];

/**
 * Order edits are agreements of their own; what they remove has a negative quantity. So are
 * returns; what they add was given in exchange.
 */
export function salesOf(agreements: readonly Agreement[]): OrderSales {
  const removed = new Map<string, number>();
  const tips = new Set<string>();
  const given = new Set<string>();
  for (const agreement of agreements) {
    for (const sale of agreement.sales.nodes) {
      if (!("lineItem" in sale)) continue;
      const line = numericId(sale.lineItem.id);
      if (sale.lineType === "TIP") tips.add(line);
      const quantity = sale.quantity ?? 0;
      if (agreement.__typename === "ReturnAgreement" && quantity > 0) given.add(line);
      if (agreement.__typename === "OrderEditAgreement" && quantity < 0) {
        removed.set(line, (removed.get(line) ?? 0) - quantity);
      }
    }
  }
  return { removed, tips, given };
}
