import { connectAdmin, type Admin } from "./admin.ts";
import { authoriseFetch } from "./authorised-fetch.ts";
import { adminOrigin, readConfig } from "./config.ts";
import { modalApi, UiModal } from "./modal.ts";
import { navMenu } from "./nav-menu.ts";
import { navigateApp, tellOfNavigation } from "./navigation.ts";
import { hideElements } from "./observed.ts";
import { patchOpening } from "./open.ts";
import { resourcePicker } from "./resource-picker.ts";
import { guardLinks, pressSaveBar, saveBarApi, saveBarElement } from "./save-bar.ts";
import { pressTitleBar, titleBarElement } from "./title-bar.ts";
import { toastActed, toastApi, toastDismissed } from "./toast.ts";

/**
 * The stand-in for Shopify's App Bridge (https://cdn.shopify.com/shopifycloud/app-bridge.js), as
 * far as @shopify/app-bridge-react and Shopify's Remix package ask for it. A classic script: it
 * has patched fetch before any code of the app runs.
 */
function start(): void {
  const script = document.currentScript;
  const origin = adminOrigin(script);
  const config = readConfig(script);
  if (window.parent === window) {
    // Shopify's goes to the admin when the app is opened outside of it.
    location.replace(`${origin}/admin/apps/kopilka${location.pathname}`);
    return;
  }
  const admin = connectAdmin(origin, {
    navigate: async (href) => navigateApp(href),
    pressSaveBar,
    pressTitleBar,
    toastActed,
    toastDismissed,
  });
  patchOpening(admin);
  const reload = new URLSearchParams(location.search).get("shopify-reload");
  if (reload !== null) {
    void bounce(admin, reload);
    return;
  }
  authoriseFetch(admin);
  guardLinks(admin);
  Object.assign(window, { shopify: shopifyGlobal(admin, config, origin) });
  const elements = {
    "ui-nav-menu": navMenu(admin),
    "ui-save-bar": saveBarElement(admin),
    "ui-title-bar": titleBarElement(admin),
    "ui-modal": UiModal,
  };
  hideElements(Object.keys(elements));
  for (const [name, element] of Object.entries(elements)) customElements.define(name, element);
  tellOfNavigation(admin);
}

const shopifyGlobal = (
  admin: Admin,
  config: ReturnType<typeof readConfig>,
  adminAddress: string,
) => ({
  config,
  origin: adminAddress,
  ready: Promise.resolve(),
  environment: { mobile: false, embedded: true, pos: false, intent: false },
  idToken: () => admin.idToken(),
  user: () => admin.user(),
  toast: toastApi(admin),
  saveBar: saveBarApi(admin),
  modal: modalApi,
  loading: (isLoading = true) => void admin.loading(isLoading),
  resourcePicker: resourcePicker(admin),
});

/** The page that Shopify's package sends a document without a session token to: it fetches one. */
async function bounce(admin: Admin, reload: string): Promise<void> {
  const address = new URL(reload, location.href);
  if (address.origin !== location.origin) throw new Error(`${reload} is not a page of the app`);
  address.searchParams.set("id_token", await admin.idToken());
  location.replace(address);
}

start();
