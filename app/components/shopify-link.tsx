import { Link } from "@shopify/polaris";
import { createContext, useContext } from "react";

/** Where the shop's admin is, such as https://admin.shopify.com/store/name. */
const ShopAdmin = createContext("");
export const ShopAdminProvider = ShopAdmin.Provider;

/** The address of a page of Shopify's own, such as /orders/123, which has to leave the app's frame. */
export const useShopifyAddress = (path: string): string => useContext(ShopAdmin) + path;

interface ShopifyLinkProps {
  /** Within the shop's admin, such as /orders/123. */
  readonly path: string;
  /** What it leads to, for whoever does not see the page around it. */
  readonly label: string;
  readonly children: string;
}

/** Leads out of the app's frame to a page of Shopify's own. */
export function ShopifyLink({ path, label, children }: ShopifyLinkProps) {
  return (
    <Link url={useShopifyAddress(path)} target="_top" accessibilityLabel={label}>
      {children}
    </Link>
  );
}
