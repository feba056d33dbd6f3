import type { Api } from "@shopify/ui-extensions/purchase.checkout.block.render";
import type { Hold } from "./answers.ts";
import type { CartMoney } from "./limits.ts";
import { minorOfNumber } from "./money.ts";
import { HOLD_METAFIELD } from "./redemption.ts";

type Checkout = Pick<
  Api,
  "appMetafields" | "discountAllocations" | "lines" | "localization" | "instructions"
> & { readonly buyerIdentity?: Api["buyerIdentity"] };

/** What the checkout's signals say now. Read while rendering, so that a change renders anew. */
export function readCart(checkout: Checkout) {
  const lines = checkout.lines.value;
  const allocations = [
    ...checkout.discountAllocations.value,
    ...lines.flatMap((line) => line.discountAllocations),
  ];
  const currency = checkout.localization.currency.value.isoCode;
  // Not there where the app may not see customers.
  const buyerIdentity = "buyerIdentity" in checkout ? checkout.buyerIdentity : undefined;
  const namedHold = checkout.appMetafields.value.find(
    ({ target, metafield }) =>
      target.type === "cart" &&
      metafield.namespace === HOLD_METAFIELD.namespace &&
      metafield.key === HOLD_METAFIELD.key,
  )?.metafield.value;
  return {
    money: moneyOf(lines, currency),
    /** The hold that the cart's metafield names; an open extension may see an old one. */
    namedHold: namedHold ?? null,
    /** Whether a discount of this cart bears the hold's code. */
    hasDiscountOf: (hold: Hold) =>
      allocations.some(
        (allocation) => "title" in allocation && allocation.title.endsWith(hold.code),
      ),
    canChangeCart: checkout.instructions.value.metafields.canSetCartMetafields,
    customerId: buyerIdentity?.customer.value?.id ?? null,
  };
}

function moneyOf(lines: Checkout["lines"]["value"], currency: string): CartMoney {
  const subtotalMinor = lines.reduce(
    (sum, { cost }) => sum + minorOfNumber(cost.totalAmount.amount, currency),
    BigInt(0),
  );
  return { subtotalMinor, currency };
}
