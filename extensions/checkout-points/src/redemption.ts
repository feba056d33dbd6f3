import type { Api } from "@shopify/ui-extensions/purchase.checkout.block.render";
import type { Hold } from "./answers.ts";
import type { PointsApi } from "./points-api.ts";

/** What the checkout lets us do: set and remove the cart's metafield. */
export type Cart = Pick<Api, "applyMetafieldChange">;

/** The cart metafield that names the hold; the Discount Function reads it. */
export const HOLD_METAFIELD = { namespace: "$app", key: "hold" } as const;

export type Applied =
  | { readonly kind: "applied"; readonly hold: Hold }
  /** The app said no; nothing was set aside. */
  | { readonly kind: "refused"; readonly code: string }
  /** The checkout said no, as it does with Apple Pay or Google Pay. The points are back. */
  | { readonly kind: "checkout_refused" }
  | { readonly kind: "unreachable" };

/** Sets points aside, then names them in the cart; gives them back where that fails. */
export async function applyPoints(api: PointsApi, cart: Cart, points: number): Promise<Applied> {
  const answer = await api.hold(points);
  if (answer.kind !== "answered") return answer;
  const hold = answer.value;
  if (await nameHold(cart, hold)) return { kind: "applied", hold };
  // Where this is not answered either, the hold expires by itself.
  await api.release(hold.id);
  return { kind: "checkout_refused" };
}

/** Names a hold that is there already in this cart. */
export async function nameHold(cart: Cart, hold: Hold): Promise<boolean> {
  const metafield = { ...HOLD_METAFIELD, type: "single_line_text_field", value: hold.id };
  return changed(cart, { type: "updateCartMetafield", metafield });
}

/** Takes whatever hold the cart names off it. */
export function unnameHold(cart: Cart): Promise<boolean> {
  return changed(cart, { type: "removeCartMetafield", ...HOLD_METAFIELD });
}

export type Removed =
  | { readonly kind: "removed" }
  /** Off the order; the points come back once Shopify has confirmed it. */
  | { readonly kind: "clearing" }
  /** The checkout said no: the points are still taken off. */
  | { readonly kind: "checkout_refused" }
  /** Off the order; the points come back by themselves when the hold expires. */
  | { readonly kind: "unreachable" };

/**
 * Takes the hold's name off the cart, then gives the points back. In this order: points that
 * are given back while the order still counts on them would be owed.
 * @param isNamed whether the cart is known to name it; where not, there may be nothing to take off
 */
export async function removePoints(
  api: PointsApi,
  cart: Cart,
  hold: Hold,
  isNamed: boolean,
): Promise<Removed> {
  const taken = await unnameHold(cart);
  if (!taken && isNamed) return { kind: "checkout_refused" };
  const answer = await api.release(hold.id);
  if (answer.kind === "unreachable") return answer;
  const clearing = answer.kind === "answered" && answer.value.state === "clearing";
  return { kind: clearing ? "clearing" : "removed" };
}

async function changed(
  cart: Cart,
  change: Parameters<Cart["applyMetafieldChange"]>[0],
): Promise<boolean> {
  try {
    return (await cart.applyMetafieldChange(change)).type === "success";
  } catch {
    return false;
  }
}
