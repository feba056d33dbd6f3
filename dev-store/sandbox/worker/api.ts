import type { ThreadImports } from "@quilted/threads";
import type { ChangeKind, ExtensionStart, PageSide } from "../contract.ts";
import type { SignalMaker, StateSignals } from "./state-signals.ts";
import { i18nOf } from "./translate.ts";

export type Page = ThreadImports<PageSide>;

/** The targets' code, by target, as the bundle has registered it. */
export type Registered = Map<string, (api: unknown) => unknown>;

/** The `shopify` global of one target: the checkout's signals, and what the target may do. */
export function shopifyGlobal(
  start: ExtensionStart,
  signals: StateSignals,
  page: Page,
  registered: Registered,
): Record<string, unknown> {
  const currency = () =>
    (signals.value("localization.currency") as { isoCode: string } | undefined)?.isoCode ?? "RUB";
  const shopify: Record<string, unknown> = {
    extend: (target: string, run: (api: unknown) => unknown) => registered.set(target, run),
    setSignals: (maker: SignalMaker) => signals.use(maker),
    version: start.apiVersion,
    extensionPoint: start.target,
    extension: {
      apiVersion: start.apiVersion,
      target: start.target,
      scriptUrl: `https://extensions.example/${start.handle}.js`,
      version: "1",
    },
    shop: start.shop,
    i18n: i18nOf(start, currency),
    sessionToken: { get: () => page.sessionToken() },
    storage: {
      read: (key: string) => page.storage("read", key),
      write: (key: string, data: unknown) => page.storage("write", key, data),
      delete: (key: string) => page.storage("delete", key),
    },
    ...changes(start.target, page),
  };
  signals.describe(shopify);
  return shopify;
}

/** Only the checkout itself can be changed; what comes after the order cannot. */
function changes(target: string, page: Page): Record<string, unknown> {
  if (!target.startsWith("purchase.checkout.")) return {};
  const change = (kind: ChangeKind) => (asked: unknown) => page.change(kind, asked);
  return {
    applyMetafieldChange: change("metafield"),
    applyDiscountCodeChange: change("discount_code"),
    applyAttributeChange: change("attribute"),
  };
}
