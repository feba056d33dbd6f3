import type { Store } from "../store.ts";
import { statusOf, type AppDiscount } from "./model.ts";

/** The app's discounts that count now: none while the app is not installed. */
export function activeDiscounts(store: Store): AppDiscount[] {
  if (store.facts.read("app") === "uninstalled") return [];
  const now = store.now();
  return store.discounts.all().filter((discount) => statusOf(discount, now) === "ACTIVE");
}
