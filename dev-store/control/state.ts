import type { Store } from "../store.ts";

/** What `GET /control/state` tells: where everything is, and how much of it. */
export function stateJson(store: Store) {
  return {
    shop: store.settings.shop,
    app: store.facts.read("app") ?? "never_installed",
    addresses: {
      app: store.settings.appUrl,
      webhooks: store.settings.appUrl + store.settings.webhookPath,
      proxy: store.settings.appUrl + store.settings.proxyPath,
    },
    scopes: store.scopes(),
    api_token: store.facts.read("api_token"),
    seeded_at: store.facts.read("seeded_at"),
    counts: {
      customers: store.customers.count(),
      orders: store.orders.count(),
      products: store.catalogue.count("products"),
      collections: store.catalogue.count("collections"),
      discounts: store.discounts.all().length,
      deliveries: {
        queued: store.deliveries.count("queued"),
        delivered: store.deliveries.count("delivered"),
        failed: store.deliveries.count("failed"),
        lost: store.deliveries.count("lost"),
      },
    },
    faults: store.faults.current(),
    retry_pauses_ms: store.retryPauses(),
  };
}
