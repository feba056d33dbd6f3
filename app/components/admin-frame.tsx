import { useNavigation } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { useEffect, type ReactNode } from "react";

import { appBridge } from "./app-bridge.ts";
import { useLanguage } from "./language.tsx";

/** What stands around every page: the app's menu in Shopify's admin, and its loading bar. */
export function AdminFrame({ children }: { readonly children: ReactNode }) {
  const { nav } = useLanguage().texts.shell;
  useLoadingBar();
  return (
    <>
      <NavMenu>
        <a href="/app" rel="home">
          {nav.home}
        </a>
        <a href="/app/members">{nav.members}</a>
        <a href="/app/orders">{nav.orders}</a>
        <a href="/app/program">{nav.program}</a>
        <a href="/app/versions">{nav.versions}</a>
        <a href="/app/proof">{nav.proof}</a>
        <a href="/app/attention">{nav.attention}</a>
      </NavMenu>
      {/* It takes the focus from what was pressed and is gone. */}
      <main tabIndex={-1}>{children}</main>
    </>
  );
}

/** Shopify's admin shows its loading bar for as long as the next page is not there. */
function useLoadingBar(): void {
  const isBusy = useNavigation().state !== "idle";
  useEffect(() => {
    if (!isBusy) return;
    appBridge()?.loading(true);
    return () => {
      appBridge()?.loading(false);
    };
  }, [isBusy]);
}
