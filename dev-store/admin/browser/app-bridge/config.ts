/** What App Bridge knows about where it is: from its script element and the page's address. */
export interface BridgeConfig {
  readonly apiKey: string;
  readonly shop: string;
  readonly host: string;
  readonly locale: string;
}

const KEPT = "kopilka-dev-store-app-bridge";

/** The admin's origin is that of the script: the dev store serves both. */
export function adminOrigin(script: HTMLOrSVGScriptElement | null): string {
  if (!(script instanceof HTMLScriptElement)) throw new Error("App Bridge has to be a script");
  return new URL(script.src).origin;
}

/** The admin names shop, host and locale only on the first page; later pages remember. */
export function readConfig(script: HTMLOrSVGScriptElement | null): BridgeConfig {
  const query = new URLSearchParams(location.search);
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Partial<BridgeConfig>;
  const meta = document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]');
  const config = {
    apiKey: script?.dataset["apiKey"] ?? meta?.content ?? kept.apiKey ?? "",
    shop: query.get("shop") ?? kept.shop ?? "",
    host: query.get("host") ?? kept.host ?? "",
    locale: query.get("locale") ?? kept.locale ?? "en-US",
  };
  sessionStorage.setItem(KEPT, JSON.stringify(config));
  return config;
}
