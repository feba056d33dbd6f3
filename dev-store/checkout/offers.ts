import { activeDiscounts } from "../discounts/active.ts";
import type { CodeDiscount, CombinesWith, DiscountClass } from "../discounts/model.ts";
import type { FunctionAnswer, Operation } from "../functions/answer.ts";
import { writeMoney } from "../money.ts";
import type { Store } from "../store.ts";
import type { Cart } from "./cart-model.ts";
import type { Exchange } from "./currency.ts";

/** A discount with what it wants done to this cart: what a Function said, or what a code promises. */
export interface Offer {
  readonly discountId: string;
  readonly title: string;
  readonly type: "automatic" | "discount_code";
  readonly code: string | null;
  readonly combinesWith: CombinesWith;
  readonly operations: readonly Operation[];
}

export interface RejectedCode {
  readonly code: string;
  readonly reason: string;
}

/** The offers of the automatic discounts that count now, in the order in which they were created. */
export function functionOffers(store: Store, answers: readonly FunctionAnswer[]): Offer[] {
  return activeDiscounts(store).flatMap((discount) => {
    const operations = answers
      .filter((answer) => answer.discountId === discount.id)
      .flatMap((answer) => answer.operations);
    if (operations.length === 0) return [];
    return [
      {
        discountId: discount.id,
        title: discount.title,
        type: "automatic" as const,
        code: null,
        combinesWith: discount.combinesWith,
        operations,
      },
    ];
  });
}

/** The entered codes' offers, and those that give nothing: unknown, or refused by a Function. */
export function codeOffers(
  store: Store,
  cart: Cart,
  answers: readonly FunctionAnswer[],
  money: Exchange,
): { offers: Offer[]; rejected: RejectedCode[] } {
  const refusals = answers
    .flatMap((answer) => answer.operations)
    .filter((operation) => operation.kind === "reject");
  const offers: Offer[] = [];
  const rejected: RejectedCode[] = [];
  for (const code of cart.discountCodes) {
    const discount = store.discounts.code(code);
    const refusal = refusals.find((each) =>
      each.codes.some((refused) => refused.toLowerCase() === code.toLowerCase()),
    );
    if (discount === null) rejected.push({ code, reason: "There is no such code" });
    else if (refusal !== undefined) rejected.push({ code, reason: refusal.message });
    else
      offers.push({
        discountId: discount.id,
        title: discount.code,
        type: "discount_code",
        code: discount.code,
        combinesWith: discount.combinesWith,
        operations: [codeOperation(discount, money)],
      });
  }
  return { offers, rejected };
}

function codeOperation(discount: CodeDiscount, money: Exchange): Operation {
  const everything = { kind: "percentage", millionths: 100_000_000n } as const;
  if (discount.type === "shipping")
    return { kind: "shipping", candidates: [{ message: null, value: everything }] };
  const value =
    discount.type === "percentage"
      ? ({ kind: "percentage", millionths: discount.amount * 10_000n } as const)
      : ({
          kind: "fixed",
          amount: money.fromShop(discount.amount).presentment,
          eachItem: false,
        } as const);
  const candidate = { message: null, value, excludedLineIds: [], conditions: [] };
  return { kind: "order", strategy: "FIRST", candidates: [candidate] };
}

/** How a code's worth stands in an order: one needless zero is Shopify's way, 10.0. */
export const codeValue = (discount: CodeDiscount): string =>
  writeMoney(discount.amount).replace(/0$/, "");

const CLASSES: Readonly<Record<Operation["kind"], DiscountClass | null>> = {
  order: "ORDER",
  product: "PRODUCT",
  shipping: "SHIPPING",
  reject: null,
};

const AGREES: Readonly<Record<DiscountClass, keyof CombinesWith>> = {
  ORDER: "orderDiscounts",
  PRODUCT: "productDiscounts",
  SHIPPING: "shippingDiscounts",
};

const classesOf = (offer: Offer) =>
  offer.operations.flatMap((operation) => CLASSES[operation.kind] ?? []);

/** Whether two discounts may stand beside each other: each has to agree to the other's class. */
const combine = (a: Offer, b: Offer): boolean =>
  classesOf(b).every((part) => a.combinesWith[AGREES[part]]) &&
  classesOf(a).every((part) => b.combinesWith[AGREES[part]]);

/** Sets beyond this many are not tried; a shop with so many discounts at odds is not acted out. */
const MOST_SETS = 500;

/**
 * The sets of offers that may stand together and to which no other can be added.
 * Which of them counts is decided by what the buyer saves.
 */
export function compatibleSets(offers: readonly Offer[]): readonly (readonly Offer[])[] {
  const found: Offer[][] = [];
  const grow = (chosen: Offer[], open: readonly Offer[], passed: readonly Offer[]): void => {
    if (found.length >= MOST_SETS) return;
    if (open.length === 0 && passed.length === 0) {
      found.push(chosen);
      return;
    }
    const done: Offer[] = [];
    open.forEach((offer, index) => {
      const agrees = (other: Offer) => combine(offer, other);
      grow(
        [...chosen, offer],
        open.slice(index + 1).filter(agrees),
        [...passed, ...done].filter(agrees),
      );
      done.push(offer);
    });
  };
  grow([], offers, []);
  return found;
}
