/** The version of every Shopify API that Kopilka speaks. `npm run schema` follows it. */
export const API_VERSION = "2026-07";
