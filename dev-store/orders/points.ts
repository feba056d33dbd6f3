import type { DiscountApplication } from "../model.ts";
import { writeMoney } from "../money.ts";
import type { OrderInput } from "./order-input.ts";

/**
 * What `paid_with_points` means: an order as a checkout makes it that was paid with
 * a hold. It names the hold and has an automatic discount, without a cart before it.
 */
export function pointsApplication(input: OrderInput): DiscountApplication | null {
  const given = input.paid_with_points;
  if (given?.amount === undefined) return null;
  return {
    type: "automatic",
    title: given.title,
    value: writeMoney(given.amount).replace(/0$/, ""),
    valueType: "fixed_amount",
    targetType: "line_item",
    extra: {},
  };
}

/** The hold's name among the order's attributes, where it is asked for there. */
export const pointsAttributes = (input: OrderInput): { name: string; value: string }[] =>
  names(input, "attribute")
    ? [{ name: "_kopilka_hold", value: input.paid_with_points?.hold ?? "" }]
    : [];

/** The hold's name as the order's metafield, copied from a cart that never was. */
export const pointsMetafields = (input: OrderInput): OrderInput["metafields"] =>
  names(input, "metafield")
    ? [
        {
          namespace: "$app",
          key: "hold",
          type: "single_line_text_field",
          value: input.paid_with_points?.hold ?? "",
        },
      ]
    : [];

const names = (input: OrderInput, way: "attribute" | "metafield"): boolean =>
  input.paid_with_points?.hold !== undefined &&
  (input.paid_with_points.named_by === way || input.paid_with_points.named_by === "both");
