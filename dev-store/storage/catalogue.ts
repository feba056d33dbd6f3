import type { Collection, Id, Product } from "../model.ts";
import type { Database } from "./database.ts";
import { pack, unpack, type PageRequest } from "./documents.ts";
import { countRows, readPage, type Condition } from "./pages.ts";

/** Products and collections. They change only when the shop is seeded. */
export function catalogueStorage(db: Database) {
  const one = <T>(table: "products" | "collections", id: Id): T | null => {
    const row = db.get(`SELECT document FROM ${table} WHERE id = ?`, BigInt(id));
    return row === undefined ? null : unpack<T>(row);
  };
  const put = (table: "products" | "collections", document: { id: Id }) =>
    db.run(
      `INSERT OR REPLACE INTO ${table} (id, document) VALUES (?, ?)`,
      BigInt(document.id),
      pack(document),
    );
  return {
    product: (id: Id) => one<Product>("products", id),
    collection: (id: Id) => one<Collection>("collections", id),
    products: (): Product[] =>
      db.all("SELECT document FROM products ORDER BY id").map((row) => unpack<Product>(row)),
    collections: (): Collection[] =>
      db.all("SELECT document FROM collections ORDER BY id").map((row) => unpack<Collection>(row)),
    putProduct: (product: Product) => put("products", product),
    putCollection: (collection: Collection) => put("collections", collection),
    productPage: (conditions: readonly Condition[], page: PageRequest) =>
      readPage<Product>(db, "products", "id", conditions, page),
    collectionPage: (conditions: readonly Condition[], page: PageRequest) =>
      readPage<Collection>(db, "collections", "id", conditions, page),
    count: (table: "products" | "collections") => countRows(db, table),
  };
}

export type CatalogueStorage = ReturnType<typeof catalogueStorage>;
