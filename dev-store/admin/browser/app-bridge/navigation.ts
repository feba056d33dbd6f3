import { ADDED_BY_ADMIN } from "../../contract.ts";
import type { Admin } from "./admin.ts";

/** Path and query of the page, without what the admin added to it. */
function shownPath(): string {
  const query = new URLSearchParams(location.search);
  for (const name of ADDED_BY_ADMIN) query.delete(name);
  return location.pathname + (query.size === 0 ? "" : `?${query.toString()}`);
}

/** Tells the admin of every page that the app shows, so that a reload comes back to it. */
export function tellOfNavigation(admin: Admin): void {
  let told = "";
  const tell = () => {
    const page = { path: shownPath(), title: document.title };
    const text = JSON.stringify(page);
    if (text === told) return;
    told = text;
    void admin.arrived(page);
  };
  for (const method of ["pushState", "replaceState"] as const) {
    const plain = history[method].bind(history);
    history[method] = (...args) => {
      plain(...args);
      tell();
    };
  }
  addEventListener("popstate", tell);
  // The title of the next page comes after its address, and React may replace the whole head.
  new MutationObserver(tell).observe(document, { childList: true, subtree: true });
  tell();
}

/**
 * Goes to a page of the app as App Bridge does: by an event that the app's router hears.
 * Shopify's AppProvider reads the address from the element that the event comes from.
 */
export function navigateApp(href: string): void {
  const menu = [...document.querySelectorAll("ui-nav-menu a, s-app-nav a, s-app-nav s-link")];
  const link = menu.find((each) => each.getAttribute("href") === href) ?? temporaryLink(href);
  link.dispatchEvent(new CustomEvent("shopify:navigate", { bubbles: true, composed: true }));
}

function temporaryLink(href: string): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = href;
  link.hidden = true;
  document.body.append(link);
  queueMicrotask(() => link.remove());
  return link;
}
