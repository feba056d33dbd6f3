import { z } from "zod";
import { exponentOf, readMoney, SHOP_CURRENCY, type Minor } from "../money.ts";
import type { Condition, Value } from "./answer.ts";
import { decimal, type value } from "./output-shape.ts";

/** Money off in the cart's currency, or a share. */
export function readValue(given: z.output<typeof value>, currency: string): Value {
  if ((given.fixedAmount == null) === (given.percentage == null))
    throw new Error("A value is either a fixedAmount or a percentage");
  if (given.percentage != null)
    return { kind: "percentage", millionths: scaled(given.percentage.value, 6) };
  return {
    kind: "fixed",
    amount: scaled(given.fixedAmount?.amount ?? "0", exponentOf(currency)),
    eachItem: given.fixedAmount?.appliesToEachItem ?? false,
  };
}

const conditionShape = z.object({
  orderMinimumSubtotal: z
    .object({ minimumAmount: decimal, excludedCartLineIds: z.array(z.string()) })
    .nullish(),
  cartLineMinimumSubtotal: z.object({ minimumAmount: decimal, ids: z.array(z.string()) }).nullish(),
  cartLineMinimumQuantity: z
    .object({ minimumQuantity: z.int(), ids: z.array(z.string()) })
    .nullish(),
});

/** @param lineIds the lines that there are */
export function readCondition(given: unknown, lineIds: readonly string[]): Condition {
  const condition = conditionShape.parse(given);
  const least = (text: string): Minor => readMoney(text, SHOP_CURRENCY) ?? scaled(text, 2);
  const { orderMinimumSubtotal: order, cartLineMinimumSubtotal: lines } = condition;
  if (order != null)
    return {
      kind: "subtotal",
      least: least(order.minimumAmount),
      lineIds: null,
      excludedLineIds: known(order.excludedCartLineIds, lineIds),
    };
  if (lines != null)
    return {
      kind: "subtotal",
      least: least(lines.minimumAmount),
      lineIds: known(lines.ids, lineIds),
      excludedLineIds: [],
    };
  if (condition.cartLineMinimumQuantity == null)
    throw new Error("A condition has exactly one of its fields");
  const { minimumQuantity, ids } = condition.cartLineMinimumQuantity;
  return { kind: "quantity", least: minimumQuantity, lineIds: known(ids, lineIds) };
}

/** @throws Error for an id that is not there */
export function known(named: readonly string[], there: readonly string[]): readonly string[] {
  const unknown = named.find((id) => !there.includes(id));
  if (unknown !== undefined)
    throw new Error(`The output names ${unknown}, which is not in the cart`);
  return named;
}

/** A Decimal as a whole number of its `places`th parts, to the nearest, halves up. */
function scaled(text: string, places: number): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  const kept = BigInt(whole + fraction.slice(0, places).padEnd(places, "0"));
  return (fraction[places] ?? "0") >= "5" ? kept + 1n : kept;
}
