import { ThreadWindow } from "@quilted/threads";
import type { AdminSide, AppSide, FrameSettings } from "../../contract.ts";
import { adminAddress, frameAddress, pageOfAdmin } from "./address.ts";
import { appNavigation } from "./navigation.ts";
import { part } from "./part.ts";
import { pickProducts } from "./picker.ts";
import { saveBar } from "./save-bar.ts";
import { titleBar } from "./title-bar.ts";
import { toasts } from "./toasts.ts";

const settings = JSON.parse(part("frame-settings").textContent) as FrameSettings;
const { words } = settings;
const frame = part("app-frame") as HTMLIFrameElement;
if (frame.contentWindow === null) throw new Error("The frame of the app has no window");

// Spoken to before the app is loaded into the frame, so that none of its words is lost.
const thread = ThreadWindow.from<AppSide, AdminSide>(frame.contentWindow, {
  targetOrigin: settings.appOrigin,
  exports: adminSide(),
});
const app = thread.imports;
const bar = saveBar(app, words);
const notes = toasts(app, words);
const paintTitle = titleBar(app);
const nav = appNavigation(
  app,
  (path) => frameAddress(settings, path),
  () => bar.mayLeave(),
);
guardAdminLinks();
frame.src = settings.src;

function adminSide(): AdminSide {
  return {
    idToken: () => askAdmin<{ token: string }>("session-token").then(({ token }) => token),
    user: () => askAdmin<Record<string, unknown>>("user"),
    async arrived({ path, title }) {
      history.replaceState(null, "", frameAddress(settings, path));
      document.title = title === "" ? words.app : `${title} · ${words.app}`;
      nav.arrived(path);
    },
    menu: async (links) => nav.menu(links),
    titleBar: async (state) => paintTitle(state),
    saveBar: async (state) => bar.show(state),
    confirmLeave: () => bar.mayLeave(),
    toast: async (toast) => notes.show(toast),
    hideToast: async (id) => notes.hide(id),
    loading: async (isLoading) => {
      part("loading").hidden = !isLoading;
    },
    pickProducts: (question) => pickProducts(question, words),
    openAdmin: async (path) => location.assign(adminAddress(settings, path)),
    openTop: async (address) => leaveFor(address),
  };
}

async function askAdmin<T>(what: string): Promise<T> {
  const answer = await fetch(`/admin/${what}`, { method: "POST" });
  if (!answer.ok) throw new Error(`The admin answered ${answer.status}`);
  return (await answer.json()) as T;
}

/** Only web addresses: a script in an address would run as the admin. */
function leaveFor(address: string): void {
  const page = pageOfAdmin(address);
  if (page !== null) location.assign(adminAddress(settings, page));
  else if (/^https?:$/.test(new URL(address).protocol)) location.assign(address);
}

/** The admin's own links ask, too, before unsaved changes are left. */
function guardAdminLinks(): void {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (link === null || event.defaultPrevented || link.target !== "" || event.ctrlKey) return;
    if (link.getAttribute("href")?.startsWith("#") === true) return;
    event.preventDefault();
    void bar.mayLeave().then((leaves) => {
      if (leaves) location.assign(link.href);
    });
  });
}
