import { randomBytes } from "node:crypto";
import { Hono } from "hono";
import { z } from "zod";
import { OWNER_ID, SHOP_EMAIL } from "../shop.ts";
import type { Store } from "../store.ts";
import type { AccessToken } from "../storage/tokens.ts";
import { readSessionToken } from "./session-token.ts";

const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token";
const ONLINE = "urn:shopify:params:oauth:token-type:online-access-token";

/** An expiring offline token lives for an hour, its refresh token for 90 days. */
export const OFFLINE_SECONDS = 3600;
const REFRESH_SECONDS = 90 * 86_400;
const ONLINE_SECONDS = 86_400;

const client = { client_id: z.string(), client_secret: z.string() };
const grant = z.discriminatedUnion("grant_type", [
  z.object({
    ...client,
    grant_type: z.literal("urn:ietf:params:oauth:grant-type:token-exchange"),
    subject_token: z.string(),
    subject_token_type: z.literal("urn:ietf:params:oauth:token-type:id_token"),
    requested_token_type: z.enum([OFFLINE, ONLINE]),
    expiring: z.coerce.string().default("0"),
  }),
  z.object({
    ...client,
    grant_type: z.literal("refresh_token"),
    refresh_token: z.string(),
  }),
]);

/** `POST /admin/oauth/access_token`: token exchange, and the refresh of expiring offline tokens. */
export function accessTokenRoutes(store: Store): Hono {
  const routes = new Hono();
  routes.post("/admin/oauth/access_token", async (c) => {
    const refuse = (error: string, description: string, status: 400 | 401 = 400) =>
      c.json({ error, error_description: description }, status);
    const form = c.req.header("content-type")?.includes("application/json") ?? false;
    const body: unknown = form ? await c.req.json().catch(() => null) : await c.req.parseBody();
    const parsed = grant.safeParse(body);
    if (!parsed.success)
      return refuse(
        "invalid_request",
        parsed.error.issues[0]?.message ?? "The request is not right",
      );
    const request = parsed.data;
    if (
      request.client_id !== store.settings.apiKey ||
      request.client_secret !== store.settings.apiSecret
    ) {
      return refuse("invalid_client", "The client is unknown or its secret is wrong", 401);
    }
    if (store.facts.read("app") === "uninstalled")
      return refuse("invalid_request", "The app is not installed on this shop");
    const now = store.now();
    if (request.grant_type === "refresh_token") {
      const old = store.tokens.byRefreshToken(request.refresh_token);
      if (old === null || (old.refreshExpiresAt ?? 0) <= now.getTime()) {
        return refuse("invalid_grant", "This refresh token is unknown, used or expired");
      }
      return c.json(
        store.db.transaction(() => {
          store.tokens.revoke(old.token);
          return issue(store, "offline", true, now);
        }),
      );
    }
    const session = readSessionToken(store.settings, request.subject_token, now);
    if ("problem" in session)
      return refuse(
        "invalid_subject_token",
        `The session token is not accepted: ${session.problem}`,
      );
    if (store.facts.read("app") === null) store.facts.write("app", "installed");
    return c.json(
      issue(
        store,
        request.requested_token_type === ONLINE ? "online" : "offline",
        request.expiring === "1",
        now,
      ),
    );
  });
  return routes;
}

function issue(
  store: Store,
  kind: AccessToken["kind"],
  expiring: boolean,
  now: Date,
): Record<string, unknown> {
  const refreshes = kind === "offline" && expiring;
  const seconds = kind === "online" ? ONLINE_SECONDS : expiring ? OFFLINE_SECONDS : null;
  const token: AccessToken = {
    token: `${kind === "online" ? "shpua" : "shpat"}_${randomBytes(16).toString("hex")}`,
    kind,
    refreshToken: refreshes ? `shprt_${randomBytes(16).toString("hex")}` : null,
    expiresAt: seconds === null ? null : now.getTime() + seconds * 1000,
    refreshExpiresAt: refreshes ? now.getTime() + REFRESH_SECONDS * 1000 : null,
  };
  store.tokens.add(token);
  return {
    access_token: token.token,
    scope: store.scopes().join(","),
    ...(seconds === null ? {} : { expires_in: seconds }),
    ...(refreshes
      ? {
          refresh_token: token.refreshToken,
          refresh_token_expires_in: REFRESH_SECONDS,
        }
      : {}),
    ...(kind === "online"
      ? {
          associated_user_scope: store.scopes().join(","),
          associated_user: {
            id: Number(OWNER_ID),
            first_name: "Мария",
            last_name: "Орлова",
            email: SHOP_EMAIL,
            account_owner: true,
            locale: "ru",
            collaborator: false,
            email_verified: true,
          },
        }
      : {}),
  };
}
