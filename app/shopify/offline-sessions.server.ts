import { HttpResponseError, HttpThrottlingError } from "@shopify/shopify-api";
import type { Session } from "@shopify/shopify-api";

import type { ShopId } from "../domain/ids.ts";

/** The app's own token for a shop, if it has one. */
export type OfflineSession =
  | { readonly kind: "ok"; readonly accessToken: string }
  /** The app is not installed there, or the merchant must open it once more. */
  | { readonly kind: "none" }
  /** The token has to be renewed and Shopify does not answer. */
  | { readonly kind: "unavailable"; readonly message: string };

export interface OfflineSessions {
  /** @param stale a token that Shopify has just refused, so that it is renewed before its time */
  of(shop: ShopId, stale?: string | null): Promise<OfflineSession>;
}

/** What the sessions need from outside. */
export interface OfflineSessionParts {
  readonly storage: {
    loadSession(id: string): Promise<Session | undefined>;
    storeSession(session: Session): Promise<boolean>;
  };
  /** Shopify's name for a shop's offline session. */
  readonly sessionId: (shop: ShopId) => string;
  /** Exchanges a refresh token for a new session; each refresh token works once. */
  readonly refresh: (shop: ShopId, refreshToken: string) => Promise<Session>;
  /** Runs `work` while no other process renews this shop's token. */
  readonly exclusively: <T>(shop: ShopId, work: () => Promise<T>) => Promise<T>;
}

/** Renewed this long before it ends, so that no call starts with a token that dies under way. */
const EARLY_MS = 5 * 60 * 1000;

/**
 * Offline tokens live an hour, and a refresh token is replaced when it is used:
 * two processes that refresh at once would leave one of them, or the shop, with
 * a dead token. So whoever refreshes holds the shop's lock, and looks again
 * whether another has done it meanwhile.
 */
export function offlineSessions(parts: OfflineSessionParts): OfflineSessions {
  const load = (shop: ShopId) => parts.storage.loadSession(parts.sessionId(shop));
  // Callers in this process share one wait for the lock, which takes a database connection.
  const renewals = new Map<ShopId, Promise<OfflineSession>>();

  async function renewOnce(shop: ShopId, stale: string | null): Promise<OfflineSession> {
    const session = await load(shop);
    if (session === undefined) return { kind: "none" };
    const token = usable(session, stale);
    return token === null ? renew(parts, shop, session) : { kind: "ok", accessToken: token };
  }

  return {
    async of(shop, stale = null) {
      const session = await load(shop);
      if (session === undefined) return { kind: "none" };
      const token = usable(session, stale);
      if (token !== null) return { kind: "ok", accessToken: token };
      const renewal =
        renewals.get(shop) ??
        parts.exclusively(shop, () => renewOnce(shop, stale)).finally(() => renewals.delete(shop));
      renewals.set(shop, renewal);
      return renewal;
    },
  };
}

function usable(session: Session, stale: string | null): string | null {
  const { accessToken } = session;
  if (accessToken === undefined || accessToken === stale) return null;
  return session.isExpired(EARLY_MS) ? null : accessToken;
}

async function renew(
  parts: OfflineSessionParts,
  shop: ShopId,
  session: Session,
): Promise<OfflineSession> {
  if (session.refreshToken === undefined || session.refreshToken === "") return { kind: "none" };
  try {
    const renewed = await parts.refresh(shop, session.refreshToken);
    await parts.storage.storeSession(renewed);
    return renewed.accessToken === undefined
      ? { kind: "none" }
      : { kind: "ok", accessToken: renewed.accessToken };
  } catch (error) {
    // A refusal of the refresh token is final: the next opening of the app
    // exchanges a session token for a new one.
    if (isRefusal(error)) return { kind: "none" };
    return { kind: "unavailable", message: error instanceof Error ? error.message : String(error) };
  }
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof HttpResponseError) || error instanceof HttpThrottlingError) return false;
  const { code } = error.response as { code: number };
  return code >= 400 && code < 500;
}
