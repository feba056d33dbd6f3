import { createHash } from "node:crypto";
import type { Database } from "./database.ts";
import type { FactStorage } from "./facts.ts";

export interface Metafield {
  readonly id: string;
  /** The gid of what it belongs to. */
  readonly owner: string;
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly value: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** What Shopify calls a compare digest: changes with the value. */
export const compareDigest = (metafield: Pick<Metafield, "value">): string =>
  createHash("sha256").update(metafield.value).digest("hex");

/** The app's id, which its own namespace is named after. */
const APP_ID = "580111";

/** `$app` and `$app:name` are the app's own namespaces; no one else can write them. */
export const fullNamespace = (namespace: string | null | undefined): string => {
  if (namespace == null || namespace === "$app") return `app--${APP_ID}`;
  return namespace.startsWith("$app:") ? `app--${APP_ID}--${namespace.slice(5)}` : namespace;
};

/** Whether a full namespace is one of the app's own. */
export const isOfApp = (namespace: string): boolean =>
  namespace === fullNamespace("$app") || namespace.startsWith(fullNamespace("$app:"));

export function metafieldStorage(db: Database, facts: FactStorage) {
  return {
    get(owner: string, namespace: string, key: string): Metafield | null {
      const row = db.get(
        "SELECT * FROM metafields WHERE owner = ? AND namespace = ? AND key = ?",
        owner,
        namespace,
        key,
      );
      return row === undefined ? null : fromRow(row);
    },
    ofOwner: (owner: string): Metafield[] =>
      db.all("SELECT * FROM metafields WHERE owner = ? ORDER BY id", owner).map(fromRow),
    put(given: Pick<Metafield, "owner" | "namespace" | "key" | "type" | "value">, now: Date): void {
      const at = now.getTime();
      db.run(
        `INSERT INTO metafields (id, owner, namespace, key, type, value, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (owner, namespace, key) DO UPDATE SET type = excluded.type, value = excluded.value, updated_at = excluded.updated_at`,
        BigInt(facts.nextId("metafield")),
        given.owner,
        given.namespace,
        given.key,
        given.type,
        given.value,
        at,
        at,
      );
    },
    deleteOwned: (owner: string): void => db.run("DELETE FROM metafields WHERE owner = ?", owner),
    /** Everything in the app's own namespaces, whoever it belongs to. */
    deleteOfApp: (): void =>
      db.run(
        "DELETE FROM metafields WHERE namespace = ? OR substr(namespace, 1, length(?)) = ?",
        fullNamespace("$app"),
        fullNamespace("$app:"),
        fullNamespace("$app:"),
      ),
    /** Whether there was one to delete. */
    delete(owner: string, namespace: string, key: string): boolean {
      return (
        db.all(
          "DELETE FROM metafields WHERE owner = ? AND namespace = ? AND key = ? RETURNING id",
          owner,
          namespace,
          key,
        ).length > 0
      );
    },
  };
}

export type MetafieldStorage = ReturnType<typeof metafieldStorage>;

function fromRow(row: Record<string, unknown>): Metafield {
  return {
    id: String(row["id"]),
    owner: row["owner"] as string,
    namespace: row["namespace"] as string,
    key: row["key"] as string,
    type: row["type"] as string,
    value: row["value"] as string,
    createdAt: new Date(Number(row["created_at"])),
    updatedAt: new Date(Number(row["updated_at"])),
  };
}
