import type { Order } from "../model.ts";
import { readMoney } from "../money.ts";
import type { Node } from "./fields.ts";
import { shopMoney } from "./money-node.ts";

const TYPES = {
  discount_code: "DiscountCodeApplication",
  automatic: "AutomaticDiscountApplication",
  manual: "ManualDiscountApplication",
  script: "ScriptDiscountApplication",
} as const;

/** `DiscountApplication` number `index` of the order; an automatic one has a title and no id, as with Shopify. */
export function discountApplicationNode(order: Order, index: number): Node {
  const part = order.discounts[index];
  if (part === undefined) throw new Error(`Order ${order.id} has no discount application ${index}`);
  return {
    __typename: TYPES[part.type],
    allocationMethod: "ACROSS",
    index,
    targetSelection: "ALL",
    targetType: part.targetType.toUpperCase(),
    value:
      part.valueType === "percentage"
        ? { __typename: "PricingPercentageValue", percentage: Number(part.value) }
        : shopMoney(readMoney(part.value) ?? 0n),
    code: part.title,
    title: part.title,
    description: part.title,
  };
}
