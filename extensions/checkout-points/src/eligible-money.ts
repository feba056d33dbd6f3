import type { Api } from "@shopify/ui-extensions/purchase.thank-you.block.render";
import { minorOfNumber } from "./money.ts";

/**
 * What an order may earn on, as far as the page knows: the lines, less the discounts of the
 * whole order. An estimate: shipping, gift cards and the programme's filters are the app's.
 */
export function eligibleMoney(page: Pick<Api, "lines" | "discountAllocations" | "localization">): {
  readonly minor: bigint;
  readonly currency: string;
} {
  const currency = page.localization.currency.value.isoCode;
  const sum = (amounts: readonly { readonly amount: number }[]) =>
    amounts.reduce((total, { amount }) => total + minorOfNumber(amount, currency), BigInt(0));
  const lines = sum(page.lines.value.map(({ cost }) => cost.totalAmount));
  const discounts = sum(page.discountAllocations.value.map((each) => each.discountedAmount));
  return { minor: lines > discounts ? lines - discounts : BigInt(0), currency };
}
