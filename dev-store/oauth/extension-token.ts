import { randomUUID } from "node:crypto";
import type { Settings } from "../settings.ts";
import type { Id } from "../model.ts";
import { signToken } from "./session-token.ts";

/** A checkout extension's session token lives for five minutes. */
const LIFE_SECONDS = 300;

/**
 * The session token that `shopify.sessionToken.get()` gives an extension. It names the buyer
 * only when they are logged in.
 */
export function makeExtensionToken(settings: Settings, buyer: Id | null, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  return signToken(settings.apiSecret, {
    dest: settings.shop,
    aud: settings.apiKey,
    ...(buyer === null ? {} : { sub: `gid://shopify/Customer/${buyer}` }),
    exp: seconds + LIFE_SECONDS,
    nbf: seconds,
    iat: seconds,
    jti: randomUUID(),
  });
}
