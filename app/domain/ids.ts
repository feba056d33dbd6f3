/**
 * Branded identifiers. Shopify's ids are kept as decimal strings, never as
 * numbers: they may exceed 2^53. Ours are UUIDs (version 7), handed in.
 */
declare const brand: unique symbol;
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** The shop's permanent domain, such as `kopilka-dev.myshopify.com`. */
export type ShopId = Brand<string, "ShopId">;
/** Who has a balance: a member or a company. A UUID of ours. */
export type HolderId = Brand<string, "HolderId">;
/** Shopify's numeric customer id, as a string. */
export type CustomerId = Brand<string, "CustomerId">;
/** Shopify's numeric order id, as a string. */
export type OrderId = Brand<string, "OrderId">;
/** Shopify's numeric line item id, as a string. */
export type LineId = Brand<string, "LineId">;
/** Shopify's numeric refund id, as a string. */
export type RefundId = Brand<string, "RefundId">;
/** Names a lot within its holder: what it was credited for, such as `order/5678`. */
export type LotId = Brand<string, "LotId">;
export type HoldId = Brand<string, "HoldId">;

export const shopId = (value: string) => value as ShopId;
export const holderId = (value: string) => value as HolderId;
export const customerId = (value: string) => value as CustomerId;
export const orderId = (value: string) => value as OrderId;
export const lineId = (value: string) => value as LineId;
export const refundId = (value: string) => value as RefundId;
export const lotId = (value: string) => value as LotId;
export const holdId = (value: string) => value as HoldId;

/** The lot that an order's points are credited to: one per order and holder. */
export const orderLotId = (order: OrderId) => lotId(`order/${order}`);

/** Orders Shopify's ids by their number, without making numbers of them. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
