import { Hono } from "hono";
import { adminRoutes } from "./admin/routes.ts";
import { cartRoutes, quoteRoutes } from "./control/cart-routes.ts";
import { codeRoutes, discountRoutes } from "./control/discount-routes.ts";
import { answerError } from "./control/errors.ts";
import { collectionRoutes } from "./control/collection-routes.ts";
import { customerRoutes } from "./control/customer-routes.ts";
import { draftRoutes } from "./control/draft-routes.ts";
import { orderRoutes } from "./control/order-routes.ts";
import { productRoutes } from "./control/product-routes.ts";
import { shopRoutes } from "./control/shop-routes.ts";
import { webhookRoutes } from "./control/webhook-routes.ts";
import { adminApiRoutes } from "./graphql/endpoint.ts";
import { accessTokenRoutes } from "./oauth/access-token.ts";
import { pageRoutes } from "./pages/routes.ts";
import type { Store } from "./store.ts";
import { proxyRoutes } from "./storefront/app-proxy.ts";
import { checkoutPageRoutes } from "./storefront/checkout-routes.ts";
import { storeRoutes } from "./storefront/routes.ts";

/** Everything that the dev store answers over HTTP. */
export function devStoreServer(store: Store): Hono {
  const server = new Hono();
  server.route("/", accessTokenRoutes(store));
  server.route("/", adminApiRoutes(store));
  server.route("/control/orders", orderRoutes(store));
  server.route("/control/customers", customerRoutes(store));
  server.route("/control/webhooks", webhookRoutes(store));
  server.route("/control/carts", cartRoutes(store));
  server.route("/control/checkouts", quoteRoutes(store));
  server.route("/control/products", productRoutes(store));
  server.route("/control/collections", collectionRoutes(store));
  server.route("/control/draft-orders", draftRoutes(store));
  server.route("/control/discounts", discountRoutes(store));
  server.route("/control/discount-codes", codeRoutes(store));
  server.route("/control", shopRoutes(store));
  server.route("/", adminRoutes(store));
  server.route("/", storeRoutes(store));
  server.route("/", proxyRoutes(store));
  server.route("/", checkoutPageRoutes(store));
  server.route("/", pageRoutes(store));
  server.get("/healthz", (c) => c.json({ status: "ok" }));
  server.onError(answerError);
  server.notFound((c) =>
    c.json(
      {
        error: {
          code: "not_found",
          message: `There is nothing at ${c.req.path}`,
        },
      },
      404,
    ),
  );
  return server;
}
