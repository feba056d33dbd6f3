/**
 * What the automatic discounts are called, in Shopify's admin and, where Shopify shows a
 * discount's title and not the Function's message, on an order. An order's discount is told by it.
 */
export const POINTS_DISCOUNT_TITLE = "Kopilka points";
export const PERKS_DISCOUNT_TITLE = "Kopilka perks";
export const STAMPS_DISCOUNT_TITLE = "Kopilka stamp cards";

/** The Function's message for a free unit ends in the card's id. */
const STAMPS_MESSAGE = / · #[a-z0-9-]{1,40}$/;

/** Whether a discount on an order made units free for stamps, by either reading of its title. */
export const isStampDiscount = (title: string): boolean =>
  title.trim() === STAMPS_DISCOUNT_TITLE || STAMPS_MESSAGE.test(title);
