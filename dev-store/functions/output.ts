import { coerceInputValue, isInputType } from "graphql";
import { z } from "zod";
import type { DiscountClass } from "../discounts/model.ts";
import type { Operation } from "./answer.ts";
import { output, type addition, type Candidate, type operation } from "./output-shape.ts";
import { known, readCondition, readValue } from "./output-values.ts";
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
    conditions: (given.conditions ?? []).map((each) => readCondition(each, around.lineIds)),
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
