import type { FrameSettings } from "../../contract.ts";

/** The frame's address for a page of the app, and back: the app's path follows the frame's. */
export function frameAddress({ base, appHome }: FrameSettings, path: string): string {
  if (path === appHome) return base;
  return path.startsWith(`${appHome}?`) ? base + path.slice(appHome.length) : base + path;
}

/** A page of Shopify's admin, as the dev store has it: `/orders/1` is one of its own pages. */
export function adminAddress({ base }: FrameSettings, path: string): string {
  const apps = /^\/apps\/[^/?]+(.*)$/.exec(path);
  return apps === null ? path : base + (apps[1] ?? "");
}

/** Where `https://admin.shopify.com/store/…` leads; null for any other address. */
export function pageOfAdmin(address: string): string | null {
  return /^https:\/\/admin\.shopify\.com\/store\/[^/]+(\/.*)?$/.exec(address)?.[1] ?? null;
}
