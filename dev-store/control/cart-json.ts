import type { Cart } from "../checkout/cart-model.ts";
import type { Money } from "../checkout/currency.ts";
import type { Quote } from "../checkout/quote-model.ts";
import { SHOP_CURRENCY, writeMoney } from "../money.ts";
import { restId } from "../rest/money-set.ts";

/** A cart as the control API answers it. */
export const cartJson = (cart: Cart) => ({
  token: cart.token,
  customer_id: cart.customerId === null ? null : restId(cart.customerId),
  email: cart.email,
  presentment_currency: cart.presentmentCurrency,
  locale: cart.locale,
  lines: cart.lines.map((line) => ({
    id: line.id,
    variant_id: restId(line.variantId),
    quantity: line.quantity,
  })),
  attributes: cart.attributes,
  metafields: cart.metafields,
  discount_codes: cart.discountCodes,
  order_id: cart.orderId === null ? null : restId(cart.orderId),
  created_at: cart.createdAt,
  updated_at: cart.updatedAt,
});

/** A quote as the control API answers it: what the buyer sees, and the same in shop money. */
export function quoteJson(quote: Quote) {
  const both = (amount: Money) => ({
    amount: writeMoney(amount.presentment, quote.currency),
    currency: quote.currency,
    shop_amount: writeMoney(amount.shop),
    shop_currency: SHOP_CURRENCY,
  });
  return {
    token: quote.token,
    currency: quote.currency,
    rate: quote.rate,
    lines: quote.lines.map((line) => ({
      id: line.id,
      variant_id: restId(line.variantId),
      product_id: restId(line.productId),
      title: line.title,
      quantity: line.quantity,
      price: both(line.price),
      subtotal: both(line.subtotal),
      total: both(line.total),
      allocations: line.allocations.map((part) => ({
        application: part.application,
        ...both(part.amount),
      })),
    })),
    applications: quote.applications.map((part) => ({
      discount_id: part.discountId,
      discount_title: part.discountTitle,
      message: part.message,
      code: part.code,
      type: part.type,
      target_type: part.targetType,
      value: part.value,
      value_type: part.valueType,
      ...both(part.amount),
    })),
    rejected_codes: quote.rejectedCodes,
    subtotal: both(quote.subtotal),
    discounts: both(quote.discounts),
    shipping:
      quote.shipping === null
        ? null
        : {
            title: quote.shipping.title,
            price: both(quote.shipping.price),
            discounted: both(quote.shipping.discounted),
          },
    tax: both(quote.tax),
    total: both(quote.total),
    function_errors: quote.functionErrors.map((error) => ({
      discount_id: error.discountId,
      discount_title: error.discountTitle,
      message: error.message,
    })),
  };
}
