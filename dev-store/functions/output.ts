import { coerceInputValue, isInputType } from "graphql";
import { z } from "zod";
import type { DiscountClass } from "../discounts/model.ts";
import { exponentOf, readMoney, SHOP_CURRENCY, type Minor } from "../money.ts";
import type { Condition, Operation, Value } from "./answer.ts";
import { functionSchema } from "./schema.ts";

/** What the output may name, and in which money it speaks. */
export interface OutputSurroundings {
  /** The input type of the target's result, such as `CartLinesDiscountsGenerateRunResult`. */
  readonly resultType: string;
  readonly classes: readonly DiscountClass[];
  readonly currency: string;
  readonly lineIds: readonly string[];
  readonly deliveryTargets: readonly string[];
}

const decimal = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^\d{1,18}(\.\d{1,18})?$/.test(text), "must be a Decimal of 0 or more");

const value = z.object({
  fixedAmount: z.object({ amount: decimal, appliesToEachItem: z.boolean().nullish() }).nullish(),
  percentage: z
    .object({ value: decimal.refine((text) => Number(text) <= 100, "must be at most 100") })
    .nullish(),
});

const candidate = z.object({
  targets: z.array(z.looseObject({})).min(1, "must not be empty"),
  value,
  message: z.string().nullish(),
  conditions: z.array(z.looseObject({})).nullish(),
});

const addition = z.object({ selectionStrategy: z.string(), candidates: z.array(candidate) });
const codes = z.object({
  codes: z.array(z.object({ code: z.string() })),
  message: z.string().default(""),
});

const operation = z.object({
  orderDiscountsAdd: addition.nullish(),
  productDiscountsAdd: addition.nullish(),
  deliveryDiscountsAdd: addition.nullish(),
  enteredDiscountCodesAccept: codes.nullish(),
  enteredDiscountCodesReject: codes.nullish(),
});

const output = z.object({ operations: z.array(operation) });
type Candidate = z.output<typeof candidate>;

/**
 * A Function's output under Shopify's schema and rules.
 * @throws Error that says what Shopify would refuse
 */
export function readOutput(written: unknown, around: OutputSurroundings): Operation[] {
  const type = functionSchema().getType(around.resultType);
  if (!isInputType(type)) throw new Error(`There is no result type ${around.resultType}`);
  coerceInputValue(written, type, (path, _value, error) => {
    throw new Error(`output.${path.join(".")}: ${error.message}`);
  });
  const parsed = output.safeParse(written);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`output.${issue?.path.join(".")} ${issue?.message}`);
  }
  return parsed.data.operations.flatMap((each) => readOperation(each, around));
}

function readOperation(given: z.output<typeof operation>, around: OutputSurroundings): Operation[] {
  const [name, ...more] = Object.entries(given).flatMap(([key, part]) => (part == null ? [] : key));
  if (name === undefined || more.length > 0) throw new Error("An operation does exactly one thing");
  const of = (needed: DiscountClass, added: z.output<typeof addition>) => {
    if (!around.classes.includes(needed))
      throw new Error(`${name} needs the discount class ${needed}`);
    return added.candidates;
  };
  if (given.orderDiscountsAdd != null) {
    const candidates = of("ORDER", given.orderDiscountsAdd).map((each) =>
      orderCandidate(each, around),
    );
    const strategy = given.orderDiscountsAdd.selectionStrategy as "FIRST" | "MAXIMUM";
    return [{ kind: "order", strategy, candidates }];
  }
  if (given.productDiscountsAdd != null) {
    const candidates = of("PRODUCT", given.productDiscountsAdd).map((each) =>
      productCandidate(each, around),
    );
    const strategy = given.productDiscountsAdd.selectionStrategy as "FIRST" | "MAXIMUM" | "ALL";
    return [{ kind: "product", strategy, candidates }];
  }
  if (given.deliveryDiscountsAdd != null) {
    const candidates = of("SHIPPING", given.deliveryDiscountsAdd).map((each) =>
      deliveryCandidate(each, around),
    );
    return [{ kind: "shipping", candidates }];
  }
  const rejected = given.enteredDiscountCodesReject;
  return rejected == null
    ? []
    : [
        {
          kind: "reject",
          codes: rejected.codes.map((each) => each.code),
          message: rejected.message,
        },
      ];
}

function orderCandidate(given: Candidate, around: OutputSurroundings) {
  const excluded = given.targets.map((target) => {
    const { orderSubtotal } = z
      .object({ orderSubtotal: z.object({ excludedCartLineIds: z.array(z.string()) }) })
      .parse(target);
    return orderSubtotal.excludedCartLineIds;
  });
  return {
    ...common(given, around),
    excludedLineIds: known(excluded.flat(), around.lineIds),
    conditions: (given.conditions ?? []).map((each) => readCondition(each, around)),
  };
}

function productCandidate(given: Candidate, around: OutputSurroundings) {
  const targets = given.targets.map((target) => {
    const { cartLine } = z
      .object({ cartLine: z.object({ id: z.string(), quantity: z.int().min(1).nullish() }) })
      .parse(target);
    known([cartLine.id], around.lineIds);
    return { lineId: cartLine.id, quantity: cartLine.quantity ?? null };
  });
  return { ...common(given, around), targets };
}

function deliveryCandidate(given: Candidate, around: OutputSurroundings) {
  for (const target of given.targets) {
    const { deliveryGroup, deliveryOption } = z
      .object({
        deliveryGroup: z.object({ id: z.string() }).nullish(),
        deliveryOption: z.object({ handle: z.string() }).nullish(),
      })
      .parse(target);
    known([deliveryGroup?.id ?? deliveryOption?.handle ?? ""], around.deliveryTargets);
  }
  return common(given, around);
}

const common = (given: Candidate, around: OutputSurroundings) => ({
  message: given.message ?? null,
  value: readValue(given.value, around.currency),
});

function readValue(given: z.output<typeof value>, currency: string): Value {
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

function readCondition(given: unknown, around: OutputSurroundings): Condition {
  const condition = conditionShape.parse(given);
  const least = (text: string): Minor => readMoney(text, SHOP_CURRENCY) ?? scaled(text, 2);
  const { orderMinimumSubtotal: order, cartLineMinimumSubtotal: lines } = condition;
  if (order != null)
    return {
      kind: "subtotal",
      least: least(order.minimumAmount),
      lineIds: null,
      excludedLineIds: known(order.excludedCartLineIds, around.lineIds),
    };
  if (lines != null)
    return {
      kind: "subtotal",
      least: least(lines.minimumAmount),
      lineIds: known(lines.ids, around.lineIds),
      excludedLineIds: [],
    };
  if (condition.cartLineMinimumQuantity == null)
    throw new Error("A condition has exactly one of its fields");
  const { minimumQuantity, ids } = condition.cartLineMinimumQuantity;
  return { kind: "quantity", least: minimumQuantity, lineIds: known(ids, around.lineIds) };
}

function known(named: readonly string[], there: readonly string[]): readonly string[] {
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
