import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { Settings } from "../settings.ts";
import { OWNER_ID } from "../shop.ts";

/** Shopify's session tokens live for a minute. */
const LIFE_SECONDS = 60;

export interface SessionClaims {
  readonly iss: string;
  readonly dest: string;
  readonly aud: string;
  readonly sub: string;
  readonly exp: number;
  readonly nbf: number;
  readonly iat: number;
  readonly jti: string;
  readonly sid: string;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const sign = (text: string, secret: string) =>
  createHmac("sha256", secret).update(text).digest("base64url");

/** A JWT signed with the app's secret (HS256). */
export function signToken(secret: string, claims: object): string {
  const text = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`;
  return `${text}.${sign(text, secret)}`;
}

/** A session token as App Bridge hands it to the embedded app: a JWT signed with the app's secret. */
export function makeSessionToken(settings: Settings, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const claims: SessionClaims = {
    iss: `https://${settings.shop}/admin`,
    dest: `https://${settings.shop}`,
    aud: settings.apiKey,
    sub: OWNER_ID,
    exp: seconds + LIFE_SECONDS,
    nbf: seconds,
    iat: seconds,
    jti: randomUUID(),
    sid: randomUUID(),
  };
  return signToken(settings.apiSecret, claims);
}

/** Why a session token is not accepted, or its claims. */
export function readSessionToken(
  settings: Settings,
  token: string,
  now: Date,
): { claims: SessionClaims } | { problem: string } {
  const [header, body, signature, ...more] = token.split(".");
  if (header === undefined || body === undefined || signature === undefined || more.length > 0)
    return { problem: "it is not a JWT" };
  const expected = Buffer.from(sign(`${header}.${body}`, settings.apiSecret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given))
    return { problem: "its signature is wrong" };
  const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as SessionClaims;
  const seconds = now.getTime() / 1000;
  if (claims.aud !== settings.apiKey) return { problem: "it is for another app" };
  if (claims.dest !== `https://${settings.shop}`) return { problem: "it is for another shop" };
  if (claims.exp < seconds) return { problem: "it has expired" };
  if (claims.nbf > seconds + 10) return { problem: "it is not valid yet" };
  return { claims };
}
