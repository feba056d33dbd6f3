import type { Database } from "./database.ts";

export interface AccessToken {
  readonly token: string;
  readonly kind: "offline" | "online";
  readonly refreshToken: string | null;
  /** Milliseconds since 1970; null never expires. */
  readonly expiresAt: number | null;
  readonly refreshExpiresAt: number | null;
}

/** The access tokens that the app holds. */
export function tokenStorage(db: Database) {
  const one = (column: "token" | "refresh_token", value: string): AccessToken | null => {
    const row = db.get(`SELECT * FROM tokens WHERE ${column} = ?`, value);
    if (row === undefined) return null;
    return {
      token: row["token"] as string,
      kind: row["kind"] as AccessToken["kind"],
      refreshToken: row["refresh_token"] as string | null,
      expiresAt: row["expires_at"] === null ? null : Number(row["expires_at"]),
      refreshExpiresAt:
        row["refresh_expires_at"] === null ? null : Number(row["refresh_expires_at"]),
    };
  };
  return {
    byToken: (token: string) => one("token", token),
    byRefreshToken: (token: string) => one("refresh_token", token),
    add: (given: AccessToken) =>
      db.run(
        "INSERT INTO tokens (token, kind, refresh_token, expires_at, refresh_expires_at) VALUES (?, ?, ?, ?, ?)",
        given.token,
        given.kind,
        given.refreshToken,
        given.expiresAt,
        given.refreshExpiresAt,
      ),
    revoke: (token: string) => db.run("DELETE FROM tokens WHERE token = ?", token),
    revokeAll: () => db.run("DELETE FROM tokens"),
    count: () => Number(db.get("SELECT count(*) AS n FROM tokens")?.["n"] ?? 0),
  };
}

export type TokenStorage = ReturnType<typeof tokenStorage>;
