// The names are those of shopify.extension.toml, as Shopify's CLI spells them.
export { cartLinesDiscountsGenerateRun } from "./cart-lines.ts";
export { cartDeliveryOptionsDiscountsGenerateRun } from "./delivery-options.ts";
