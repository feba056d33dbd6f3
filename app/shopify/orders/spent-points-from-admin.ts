import type { OrderFacts } from "../../domain/order/order.ts";
import { numericId } from "../global-id.ts";
import type { OrderFactsFragment } from "../operations/generated.ts";
import { storable } from "../payloads/fields.ts";
import { automaticDiscountsOf, HOLD_ATTRIBUTE, namedHold } from "../spent-points.ts";
import type { DiscountPart } from "../spent-points.ts";
import type { AdminAmounts } from "./admin-amounts.ts";

/** The hold that the order names, and its automatic discounts where it names one. */
export function spentPointsFromAdmin(
  order: OrderFactsFragment,
  money: AdminAmounts,
): Pick<OrderFacts, "hold" | "automaticDiscounts"> {
  const attributes = order.customAttributes.filter(({ key }) => key === HOLD_ATTRIBUTE);
  const hold = namedHold([order.metafield?.value, ...attributes.map(({ value }) => value)]);
  if (hold === null) return { hold, automaticDiscounts: [] };
  const parts = order.lineItems.nodes.flatMap((line, place) =>
    line.discountAllocations.flatMap((allocation): DiscountPart[] => {
      const { discountApplication: discount, allocatedAmountSet: amount } = allocation;
      if (!("title" in discount)) return [];
      const { index, title } = discount;
      const taken = money.unsigned(amount, `lineItems[${place}].discountAllocations`);
      return [{ index, title: storable(title), lineId: numericId(line.id), minor: taken }];
    }),
  );
  return { hold, automaticDiscounts: automaticDiscountsOf(parts) };
}
