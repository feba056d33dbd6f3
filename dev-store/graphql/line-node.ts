import type { Order, OrderLine, ShippingLine } from "../model.ts";
import { share, sum } from "../money.ts";
import { currentUnits, lineGross, lineTotal, refundedUnits } from "../orders/money-state.ts";
import { gid } from "../rest/money-set.ts";
import type { Store } from "../store.ts";
import { discountApplicationNode } from "./discount-node.ts";
import type { Node } from "./fields.ts";
import { moneyBag, taxLineNodes } from "./money-node.ts";
import { productNode } from "./product-node.ts";

/** `LineItem` */
export function lineNode(store: Store, order: Order, line: OrderLine): Node {
  const bag = (amount: bigint) => moneyBag(amount, order);
  const current = Math.max(0, currentUnits(order, line));
  return {
    __typename: "LineItem",
    id: gid("LineItem", line.id),
    name: line.variantTitle === null ? line.title : `${line.title} - ${line.variantTitle}`,
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: current,
    refundableQuantity: Math.max(0, line.quantity - line.removed - refundedUnits(order, line)),
    nonFulfillableQuantity: line.requiresShipping ? 0 : line.quantity,
    unfulfilledQuantity: Math.max(0, current - line.fulfilled),
    isGiftCard: line.giftCard,
    requiresShipping: line.requiresShipping,
    taxable: line.taxRatePpm > 0n,
    restockable: !line.giftCard,
    merchantEditable: true,
    customAttributes: line.properties.map((part) => ({ key: part.name, value: part.value })),
    product: () => {
      const product = line.productId === null ? null : store.catalogue.product(line.productId);
      return product === null ? null : productNode(store, product);
    },
    taxLines: () => taxLineNodes(line.tax, line.taxRatePpm, order),
    discountAllocations: () =>
      line.discounts.map((part) => ({
        allocatedAmountSet: bag(part.amount),
        discountApplication: () => discountApplicationNode(order, part.application),
      })),
    originalUnitPriceSet: () => bag(line.price),
    originalTotalSet: () => bag(lineGross(line)),
    totalDiscountSet: () => bag(sum(line.discounts.map((part) => part.amount))),
    discountedTotalSet: ({ withCodeDiscounts }: { withCodeDiscounts?: boolean }) => {
      const counted = line.discounts.filter(
        (part) =>
          withCodeDiscounts === true || order.discounts[part.application]?.type !== "discount_code",
      );
      return bag(lineGross(line) - sum(counted.map((part) => part.amount)));
    },
    discountedUnitPriceAfterAllDiscountsSet: () =>
      bag(share(lineTotal(line), 1n, BigInt(line.quantity))),
  };
}

/** `ShippingLine` */
export function shippingNode(order: Order, line: ShippingLine): Node {
  return {
    __typename: "ShippingLine",
    id: gid("ShippingLine", line.id),
    title: line.title,
    code: line.title,
    source: "shopify",
    custom: false,
    isRemoved: false,
    carrierIdentifier: null,
    originalPriceSet: moneyBag(line.price, order),
    discountedPriceSet: moneyBag(line.discounted, order),
    taxLines: () => taxLineNodes(line.tax, 220_000n, order),
    discountAllocations: () =>
      line.price === line.discounted
        ? []
        : [
            {
              allocatedAmountSet: moneyBag(line.price - line.discounted, order),
              discountApplication: () =>
                discountApplicationNode(
                  order,
                  order.discounts.findIndex((part) => part.targetType === "shipping_line"),
                ),
            },
          ],
  };
}
