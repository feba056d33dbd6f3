import type { Cart } from "../checkout/cart-model.ts";
import type { Database } from "./database.ts";
import { pack, unpack } from "./documents.ts";

/** Carts and the checkouts that they become, by token. */
export function cartStorage(db: Database) {
  return {
    get(token: string): Cart | null {
      const row = db.get("SELECT document FROM carts WHERE token = ?", token);
      return row === undefined ? null : (unpack(row) as Cart);
    },
    put(cart: Cart): void {
      db.run(
        `INSERT INTO carts (token, updated_at, document) VALUES (?, ?, ?)
         ON CONFLICT (token) DO UPDATE SET updated_at = excluded.updated_at, document = excluded.document`,
        cart.token,
        cart.updatedAt.getTime(),
        pack(cart),
      );
    },
    /** The last ones that changed. */
    latest: (count: number): Cart[] =>
      db
        .all("SELECT document FROM carts ORDER BY updated_at DESC, token LIMIT ?", count)
        .map((row) => unpack(row) as Cart),
  };
}

export type CartStorage = ReturnType<typeof cartStorage>;
