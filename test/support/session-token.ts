import { createHmac } from "node:crypto";

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** What a session token of an extension says; what is left out is as Shopify has it. */
export interface SessionClaims {
  readonly dest: string;
  readonly aud: string;
  readonly sub?: string;
  readonly exp?: number;
  readonly nbf?: number;
  readonly iss?: string;
}

/** A session token as Shopify gives it to an extension, signed with the app's secret. */
export function sessionToken(claims: SessionClaims, secret: string, alg = "HS256"): string {
  const seconds = Math.floor(Date.now() / 1000);
  const all = { exp: seconds + 300, nbf: seconds, iat: seconds, jti: "test", ...claims };
  const text = `${encoded({ alg, typ: "JWT" })}.${encoded(all)}`;
  const signature = createHmac("sha256", secret).update(text).digest("base64url");
  return `${text}.${alg === "none" ? "" : signature}`;
}
