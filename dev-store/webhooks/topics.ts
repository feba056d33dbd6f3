/**
 * The topics that the app subscribes to. With the real Shopify this list comes
 * from shopify.app.toml when the app is deployed; topics outside it are not sent.
 */
export const SUBSCRIBED_TOPICS = [
  "orders/create",
  "orders/paid",
  "orders/updated",
  "orders/edited",
  "orders/cancelled",
  "orders/delete",
  "orders/fulfilled",
  "refunds/create",
  "customers/create",
  "customers/update",
  "customers/delete",
  "customers/merge",
  "customers_email_marketing_consent/update",
  "products/create",
  "products/update",
  "products/delete",
  "collections/create",
  "collections/update",
  "collections/delete",
  "app/uninstalled",
  "app/scopes_update",
  "customers/data_request",
  "customers/redact",
  "shop/redact",
] as const;

/** Which of the order's metafields the subscriptions to orders/* ask for. */
export const ORDER_METAFIELDS = [{ namespace: "$app", key: "hold" }] as const;

const PRODUCT_FIELDS = ["id", "admin_graphql_api_id", "product_type", "vendor", "tags"] as const;
const ID_FIELDS = ["id", "admin_graphql_api_id"] as const;

/** Of which topics only some fields are asked for (`include_fields`). */
export const INCLUDED_FIELDS: Partial<Record<Topic, readonly string[]>> = {
  "products/create": PRODUCT_FIELDS,
  "products/update": PRODUCT_FIELDS,
  "products/delete": ID_FIELDS,
  "collections/create": ID_FIELDS,
  "collections/update": ID_FIELDS,
  "collections/delete": ID_FIELDS,
};

export type Topic = (typeof SUBSCRIBED_TOPICS)[number];

/** Sent whether or not the app is installed: Shopify redacts after an uninstall. */
export const COMPLIANCE_TOPICS: readonly Topic[] = [
  "customers/data_request",
  "customers/redact",
  "shop/redact",
  "app/uninstalled",
];

export const API_VERSION = "2026-07";
