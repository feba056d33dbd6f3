import type { Cart } from "../checkout/cart.ts";
import type { Quote } from "../checkout/quote.ts";
import type { Order } from "../model.ts";
import type { ExtensionOffer, ExtensionState } from "../sandbox/contract.ts";
import { offerOf, productionOrigin, uiExtensions } from "../sandbox/ui-extensions.ts";
import { SHOP_ID, SHOP_NAME } from "../shop.ts";
import type { Store } from "../store.ts";
import { confirmationState, extensionState } from "./extension-state.ts";

/** One extension's place in a page: what to run there, and what to tell it. */
export interface Placed {
  readonly offer: ExtensionOffer;
  readonly state: ExtensionState;
}

/** Where in the checkout the merchant has put the extension: `reductions`, `block` or both. */
export const PLACEMENTS = ["reductions", "block", "both"] as const;
export type Placement = (typeof PLACEMENTS)[number];

export const placementOf = (store: Store): Placement =>
  PLACEMENTS.find((each) => each === store.facts.read("extension_placement")) ?? "reductions";

const REDUCTIONS = "purchase.checkout.reductions.render-after";
const BLOCK = "purchase.checkout.block.render";
const THANK_YOU = "purchase.thank-you.block.render";

/** The targets that a page of the checkout has places for. */
export function targetsOf(store: Store, order: Order | null): readonly string[] {
  if (order !== null) return [THANK_YOU];
  const placement = placementOf(store);
  if (placement === "both") return [REDUCTIONS, BLOCK];
  return [placement === "block" ? BLOCK : REDUCTIONS];
}

/**
 * The extensions of a page with what they are told.
 * @param order the order that the thank-you page is about; null for the checkout itself
 */
export function placedExtensions(
  store: Store,
  cart: Cart,
  priced: Quote,
  order: Order | null,
): Placed[] {
  const { extensionsFolder, appUrl, shop } = store.settings;
  const surroundings = {
    productionOrigin: productionOrigin(extensionsFolder) ?? appUrl,
    appOrigin: appUrl,
    shop: { id: `gid://shopify/Shop/${SHOP_ID}`, name: SHOP_NAME, myshopifyDomain: shop },
  };
  const wanted = targetsOf(store, order);
  return uiExtensions(extensionsFolder).flatMap((extension) => {
    const state = {
      ...extensionState(store, extension, cart, priced),
      ...(order === null ? {} : confirmationState(store, order)),
    };
    return extension.targets
      .filter((target) => wanted.includes(target))
      .map((target) => ({ offer: offerOf(extension, target, cart.locale, surroundings), state }));
  });
}

/** By handle, what the extensions of an open page are told now. */
export function freshStates(
  store: Store,
  cart: Cart,
  priced: Quote,
): Readonly<Record<string, ExtensionState>> {
  const isStale = store.faults.current().stale_app_metafields;
  return Object.fromEntries(
    uiExtensions(store.settings.extensionsFolder).map((extension) => {
      const { appMetafields, ...state } = extensionState(store, extension, cart, priced);
      return [extension.handle, isStale ? state : { ...state, appMetafields }];
    }),
  );
}
