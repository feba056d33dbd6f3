import { customerId, shopId } from "../domain/ids.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";
import type { ShopifyApp } from "./shopify.server.ts";

/** Who asks through the shop's storefront. */
export interface StorefrontVisitor {
  readonly shop: ShopId;
  /** Who is logged in, as Shopify has proven it; null for a guest. */
  readonly customerId: CustomerId | null;
}

/**
 * Lets in what Shopify has forwarded from a storefront: it signs the whole query,
 * the shop and the logged-in customer among it, and the signature lives 90 seconds.
 * @throws Response 400 or 401 where the signature is missing, wrong or too old
 */
export async function authenticateProxy(
  request: Request,
  shopify: ShopifyApp | undefined,
): Promise<StorefrontVisitor> {
  if (shopify === undefined) throw new Error("This process serves no storefront");
  await shopify.authenticate.public.appProxy(request);
  const query = new URL(request.url).searchParams;
  const customer = query.get("logged_in_customer_id") ?? "";
  return {
    shop: shopId(query.get("shop") ?? ""),
    customerId: /^\d+$/.test(customer) ? customerId(customer) : null,
  };
}
