import { ApiVersion } from "@shopify/shopify-api";

/** The version of every Shopify API that Kopilka speaks: 2026-07. `npm run schema` follows it. */
export const API_VERSION = ApiVersion.July26;
