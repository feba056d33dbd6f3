import type { Collection, Id, Product } from "../model.ts";
import type { Database } from "./database.ts";
import { pack, unpack } from "./documents.ts";
import { countRows } from "./pages.ts";

/** Products and collections: few enough to be kept at hand. */
export function catalogueStorage(db: Database) {
  const products = new Map<Id, Product>();
  const variants = new Map<Id, Id>();
  const collections = new Map<Id, Collection>();
  for (const row of db.all("SELECT document FROM products ORDER BY id")) {
    const product = unpack(row) as Product;
    products.set(product.id, product);
    variants.set(product.variantId, product.id);
  }
  for (const row of db.all("SELECT document FROM collections ORDER BY id")) {
    const collection = unpack(row) as Collection;
    collections.set(collection.id, collection);
  }
  const store = (table: "products" | "collections", document: { id: Id }) => {
    const sql = `INSERT OR REPLACE INTO ${table} (id, document) VALUES (?, ?)`;
    db.run(sql, BigInt(document.id), pack(document));
  };
  return {
    product: (id: Id): Product | null => products.get(id) ?? null,
    /** The product of a variant; each has one. */
    variant: (id: Id): Product | null => products.get(variants.get(id) ?? "") ?? null,
    collection: (id: Id): Collection | null => collections.get(id) ?? null,
    products: (): Product[] => [...products.values()],
    collections: (): Collection[] => [...collections.values()],
    putProduct(product: Product): void {
      store("products", product);
      products.set(product.id, product);
      variants.set(product.variantId, product.id);
    },
    putCollection(collection: Collection): void {
      store("collections", collection);
      collections.set(collection.id, collection);
    },
    deleteProduct(product: Product): void {
      db.run("DELETE FROM products WHERE id = ?", BigInt(product.id));
      products.delete(product.id);
      variants.delete(product.variantId);
    },
    deleteCollection(collection: Collection): void {
      db.run("DELETE FROM collections WHERE id = ?", BigInt(collection.id));
      collections.delete(collection.id);
    },
    count: (table: "products" | "collections") => countRows(db, table),
  };
}

export type CatalogueStorage = ReturnType<typeof catalogueStorage>;
