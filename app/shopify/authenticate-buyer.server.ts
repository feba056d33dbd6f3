import { z } from "zod";
import { customerId, shopId, type CustomerId, type ShopId } from "../domain/ids.ts";

/**
 * The claims of a session token, or null for one that is not the app's: its
 * signature, audience and times are checked.
 */
export type ReadSessionToken = (token: string) => Promise<unknown>;

/** Who asks from an extension at the checkout or in the customer account. */
export interface Buyer {
  readonly shop: ShopId;
  /** Null for somebody who is not logged in. */
  readonly customerId: CustomerId | null;
}

const claims = z.object({
  dest: z.string().regex(/^(https:\/\/)?[a-z0-9][a-z0-9-]*\.myshopify\.com\/?$/),
  exp: z.number(),
  // The tokens of the embedded admin bear the same signature, and a staff member's number.
  iss: z
    .string()
    .regex(/^(?!.*\/admin\/?$)/)
    .optional(),
  sub: z
    .string()
    .regex(/^(gid:\/\/shopify\/Customer\/)?[1-9]\d{0,19}$/)
    .nullish()
    .or(z.literal("")),
});

/**
 * Lets in whoever bears the session token that Shopify has given to an extension.
 * Whether the shop has the app is the caller's to ask.
 * @returns null where the token is missing, forged, over, another app's or another kind's
 */
export async function authenticateBuyer(
  request: Request,
  readSessionToken: ReadSessionToken,
): Promise<Buyer | null> {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "") ?? [];
  if (token === undefined) return null;
  const { success, data } = claims.safeParse(await readSessionToken(token));
  if (!success) return null;
  const shop = data.dest.replace(/^https:\/\//, "").replace(/\/$/, "");
  const customer = data.sub?.split("/").at(-1) ?? "";
  return { shop: shopId(shop), customerId: customer === "" ? null : customerId(customer) };
}
