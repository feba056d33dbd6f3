import type { Customer, Id } from "../model.ts";
import type { Database } from "./database.ts";
import { pack, unpack, type PageRequest } from "./documents.ts";
import { countRows, readPage, type Condition } from "./pages.ts";

export type CustomerSort = "id" | "created_at" | "updated_at";

/** First and last name, or what else is known of the customer. */
export function displayName(customer: Customer): string {
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(" ");
  return name || customer.email || customer.phone || `Customer ${customer.id}`;
}

/** The customers of the shop. */
export function customerStorage(db: Database) {
  return {
    get(id: Id): Customer | null {
      const row = db.get("SELECT document FROM customers WHERE id = ?", BigInt(id));
      return row === undefined ? null : (unpack(row) as Customer);
    },
    byEmail(email: string): Customer | null {
      const row = db.get(
        "SELECT document FROM customers WHERE email = ? ORDER BY id LIMIT 1",
        email.toLowerCase(),
      );
      return row === undefined ? null : (unpack(row) as Customer);
    },
    put(customer: Customer): void {
      db.run(
        `INSERT INTO customers (id, email, name, created_at, updated_at, document) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET email = excluded.email, name = excluded.name, created_at = excluded.created_at,
           updated_at = excluded.updated_at, document = excluded.document`,
        BigInt(customer.id),
        customer.email?.toLowerCase() ?? null,
        // SQLite's LIKE folds the case of ASCII only, so the searched text is folded here.
        `${displayName(customer)} ${customer.email ?? ""} ${customer.phone ?? ""} ${customer.id}`.toLowerCase(),
        customer.createdAt.getTime(),
        customer.updatedAt.getTime(),
        pack(customer),
      );
    },
    delete(id: Id): void {
      db.run("DELETE FROM customers WHERE id = ?", BigInt(id));
    },
    page: (sort: CustomerSort, conditions: readonly Condition[], page: PageRequest) =>
      readPage<Customer>(db, "customers", sort, conditions, page),
    count: (conditions: readonly Condition[] = []) => countRows(db, "customers", conditions),
  };
}

export type CustomerStorage = ReturnType<typeof customerStorage>;
