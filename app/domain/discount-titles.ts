/**
 * What the two automatic discounts are called, in Shopify's admin and, where Shopify shows a
 * discount's title and not the Function's message, on an order. An order's discount is told by it.
 */
export const POINTS_DISCOUNT_TITLE = "Kopilka points";
export const PERKS_DISCOUNT_TITLE = "Kopilka perks";
