import type { Database } from "./database.ts";
import { pack, unpack } from "./documents.ts";

/** What a metafield of one kind of owner is: its type, who may see it, what it can do. */
export interface MetafieldDefinition {
  readonly id: string;
  /** As in the Admin API, such as CUSTOMER. */
  readonly ownerType: string;
  readonly namespace: string;
  readonly key: string;
  readonly name: string;
  readonly description: string | null;
  readonly type: string;
  readonly access: {
    readonly admin: string;
    readonly storefront: string;
    readonly customerAccount: string;
  };
  readonly cartToOrderCopyable: boolean;
}

export function definitionStorage(db: Database) {
  const all = (): MetafieldDefinition[] =>
    db
      .all("SELECT document FROM metafield_definitions ORDER BY id")
      .map((row) => unpack(row) as MetafieldDefinition);
  return {
    all,
    get: (ownerType: string, namespace: string, key: string): MetafieldDefinition | null =>
      all().find(
        (each) => each.ownerType === ownerType && each.namespace === namespace && each.key === key,
      ) ?? null,
    put: (definition: MetafieldDefinition): void =>
      db.run(
        "INSERT OR REPLACE INTO metafield_definitions (id, document) VALUES (?, ?)",
        BigInt(definition.id),
        pack(definition),
      ),
    delete: (id: string): void =>
      db.run("DELETE FROM metafield_definitions WHERE id = ?", BigInt(id)),
  };
}

export type DefinitionStorage = ReturnType<typeof definitionStorage>;
