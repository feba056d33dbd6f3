/**
 * How an order stands, as far as its points depend on it: `will_earn` once it is
 * paid; `cancelled` and `test` orders have none.
 */
export const ORDER_STANDINGS = ["paid", "refunded", "cancelled", "will_earn", "test"] as const;
export type OrderStanding = (typeof ORDER_STANDINGS)[number];
