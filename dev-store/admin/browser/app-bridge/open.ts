import type { Admin } from "./admin.ts";

const ADMIN_LINK = /^shopify:\/*admin\//i;

/**
 * Opens an address where Shopify's App Bridge would: `shopify://admin/…` in the admin,
 * `_top` and `_parent` in place of the admin, `_self` here.
 * @returns whether it was one of these
 */
export function openAddress(admin: Admin, address: string, target: string): boolean {
  if (ADMIN_LINK.test(address)) {
    void admin.openAdmin(address.replace(ADMIN_LINK, "/"));
    return true;
  }
  if (target !== "_top" && target !== "_parent") return false;
  void admin.openTop(new URL(address, location.href).href);
  return true;
}

/** Makes `open()` and links to the admin do so. */
export function patchOpening(admin: Admin): void {
  const plain = window.open.bind(window);
  window.open = (address, target, features) => {
    if (address !== undefined && openAddress(admin, String(address), target ?? "_blank"))
      return null;
    return plain(address, target, features);
  };
  addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || event.defaultPrevented) return;
    const address = link.getAttribute("href") ?? "";
    if (!ADMIN_LINK.test(address)) return;
    event.preventDefault();
    openAddress(admin, address, "_parent");
  });
}
