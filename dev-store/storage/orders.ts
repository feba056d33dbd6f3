import type { Id, Order } from "../model.ts";
import { financialStatus } from "../orders/money-state.ts";
import type { Database } from "./database.ts";
import { pack, unpack, type PageRequest } from "./documents.ts";
import { countRows, readPage, type Condition } from "./pages.ts";

export type OrderSort = "id" | "created_at" | "processed_at" | "updated_at";

/** The orders of the shop. Times in columns are milliseconds since 1970. */
export function orderStorage(db: Database) {
  return {
    get(id: Id): Order | null {
      const row = db.get("SELECT document FROM orders WHERE id = ?", BigInt(id));
      return row === undefined ? null : (unpack(row) as Order);
    },
    put(order: Order): void {
      db.run(
        `INSERT INTO orders (id, name, customer_id, email, status, created_at, processed_at, updated_at, document)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, customer_id = excluded.customer_id, email = excluded.email,
           status = excluded.status, created_at = excluded.created_at, processed_at = excluded.processed_at,
           updated_at = excluded.updated_at, document = excluded.document`,
        BigInt(order.id),
        order.name,
        order.customerId === null ? null : BigInt(order.customerId),
        order.email,
        financialStatus(order),
        order.createdAt.getTime(),
        order.processedAt.getTime(),
        order.updatedAt.getTime(),
        pack(order),
      );
      for (const refund of order.refunds) {
        db.run(
          "INSERT OR IGNORE INTO order_refunds (refund_id, order_id) VALUES (?, ?)",
          BigInt(refund.id),
          BigInt(order.id),
        );
      }
    },
    withRefund(refundId: Id): Order | null {
      const row = db.get(
        "SELECT document FROM orders WHERE id = (SELECT order_id FROM order_refunds WHERE refund_id = ?)",
        BigInt(refundId),
      );
      return row === undefined ? null : (unpack(row) as Order);
    },
    delete(id: Id): void {
      db.run("DELETE FROM order_refunds WHERE order_id = ?", BigInt(id));
      db.run("DELETE FROM orders WHERE id = ?", BigInt(id));
    },
    page: (sort: OrderSort, conditions: readonly Condition[], page: PageRequest) =>
      readPage<Order>(db, "orders", sort, conditions, page),
    count: (conditions: readonly Condition[] = []) => countRows(db, "orders", conditions),
    ofCustomer: (customerId: Id): Order[] =>
      db
        .all("SELECT document FROM orders WHERE customer_id = ? ORDER BY id", BigInt(customerId))
        .map((row) => unpack(row) as Order),
  };
}

export type OrderStorage = ReturnType<typeof orderStorage>;
