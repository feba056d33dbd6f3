import { extraOf } from "../control/fields.ts";
import type { Id, OrderLine, Product } from "../model.ts";
import { share, sum, type Minor } from "../money.ts";
import { unprocessable } from "../refusal.ts";
import { lineGross, lineTotal } from "./money-state.ts";
import { lineInput, type LineInput } from "./order-input.ts";

/** Russia's VAT: 20 %, and 22 % from 2026. */
export const vatPpm = (at: Date): bigint => (at.getUTCFullYear() >= 2026 ? 220_000n : 200_000n);

/** Tax on an amount, which holds it already where taxes are included. */
export function taxOn(amount: Minor, ratePpm: bigint, included: boolean): Minor {
  return included
    ? share(amount, ratePpm, 1_000_000n + ratePpm)
    : share(amount, ratePpm, 1_000_000n);
}

interface LineSurroundings {
  readonly nextId: () => Id;
  readonly product: (id: Id) => Product | null;
  readonly taxesIncluded: boolean;
  readonly at: Date;
  /** Names the field in a refusal, such as `line_items.0`. */
  readonly path: string;
}

/** A line from what was given, with the catalogue filling in what was not. */
export function makeLine(input: LineInput, around: LineSurroundings): OrderLine {
  const product = input.product_id == null ? null : around.product(input.product_id);
  const price = input.price_set?.shop_money.amount ?? input.price ?? product?.price;
  if (price === undefined)
    throw unprocessable(
      "A line needs a price, or the product_id of a product in the catalogue",
      `${around.path}.price`,
    );
  const tip =
    input.tip_payment_gateway === undefined
      ? null
      : {
          gateway: input.tip_payment_gateway,
          method: input.tip_payment_method ?? "Visa",
        };
  const untaxed =
    input.gift_card || tip !== null || !input.taxable || input.tax_lines?.length === 0;
  const rate = input.tax_lines?.[0]?.rate;
  const line: OrderLine = {
    id: input.id ?? around.nextId(),
    productId: input.product_id ?? null,
    variantId: input.variant_id ?? product?.variantId ?? null,
    title: input.title ?? product?.title ?? "Товар",
    variantTitle: input.variant_title,
    sku: input.sku ?? product?.sku ?? null,
    vendor: input.vendor ?? product?.vendor ?? null,
    price,
    quantity: input.quantity,
    removed: 0,
    fulfilled: 0,
    discounts: (input.discount_allocations ?? []).map((part) => ({
      amount: part.amount,
      application: part.discount_application_index,
    })),
    taxRatePpm: untaxed
      ? 0n
      : rate === undefined
        ? vatPpm(around.at)
        : BigInt(Math.round(rate * 1_000_000)),
    tax: 0n,
    giftCard: input.gift_card,
    tip,
    requiresShipping: input.requires_shipping ?? (!input.gift_card && tip === null),
    properties: input.properties,
    extra: extraOf(input, lineInput.shape),
  };
  if (sum(line.discounts.map((part) => part.amount)) > lineGross(line)) {
    throw unprocessable(
      "Discounts come to more than the line's price",
      `${around.path}.discount_allocations`,
    );
  }
  return line;
}

/** Sets the tax on a line: as given, or by its rate on what is left after discounts. */
export function setTax(line: OrderLine, given: LineInput["tax_lines"], included: boolean): void {
  const prices = given?.map((part) => part.price).filter((price) => price !== undefined) ?? [];
  line.tax = prices.length > 0 ? sum(prices) : taxOn(lineTotal(line), line.taxRatePpm, included);
}
