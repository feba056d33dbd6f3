import { shopId } from "../domain/ids.ts";
import type { ShopId } from "../domain/ids.ts";
import type { AdminClient, AdminOf } from "./admin-client.server.ts";
import type { ShopifyApp } from "./shopify.server.ts";

/** Who has opened a page of the embedded admin. */
export interface Merchant {
  readonly shop: ShopId;
  /** The app's public key, which App Bridge asks for. */
  readonly apiKey: string;
  /** The member of staff by Shopify's id; no personal data. */
  readonly userId: string;
}

/**
 * Lets a merchant in by the session token that Shopify's admin gives the page.
 * @throws Response that Remix has to answer with: to the login, to a page that
 *   fetches a session token, 401 for a token that is not the admin's, or 410 for bots
 */
export async function authenticateAdmin(
  request: Request,
  shopify: ShopifyApp | undefined,
): Promise<Merchant> {
  if (shopify === undefined) throw new Error("This process serves no admin");
  const { session, sessionToken } = await shopify.authenticate
    .admin(request)
    .catch((reason: unknown) => {
      // Extensions' tokens name the shop without a scheme, which Shopify's package takes for granted.
      throw isNoAddress(reason) ? notTheAdmins() : reason;
    });
  // Shoppers' tokens, which extensions get, bear the same signature, and Shopify's package asks
  // no more of one: only the issuer tells that it was given to a member of staff.
  if (sessionToken.iss !== `https://${session.shop}/admin`) throw notTheAdmins();
  return { shop: shopId(session.shop), apiKey: sessionToken.aud, userId: sessionToken.sub };
}

const isNoAddress = (reason: unknown): boolean =>
  reason instanceof TypeError && "code" in reason && reason.code === "ERR_INVALID_URL";

const notTheAdmins = (): Response =>
  new Response("The session token is not the admin's", { status: 401 });

/** The shop's Admin API, as what a request comes with gives it. */
export function adminOfShop(
  { adminOf }: { readonly adminOf?: AdminOf },
  shop: ShopId,
): AdminClient {
  if (adminOf === undefined) throw new Error("This process asks no Admin API");
  return adminOf(shop);
}
