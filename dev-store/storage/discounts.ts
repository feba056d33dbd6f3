import type { AppDiscount, CodeDiscount } from "../discounts/model.ts";
import type { Id } from "../model.ts";
import type { Database } from "./database.ts";
import { pack, unpack } from "./documents.ts";

/** The shop's discounts: the app's automatic ones, and codes. */
export function discountStorage(db: Database) {
  return {
    get(id: Id): AppDiscount | null {
      const row = db.get("SELECT document FROM app_discounts WHERE id = ?", BigInt(id));
      return row === undefined ? null : (unpack(row) as AppDiscount);
    },
    all: (): AppDiscount[] =>
      db
        .all("SELECT document FROM app_discounts ORDER BY id")
        .map((row) => unpack(row) as AppDiscount),
    put: (discount: AppDiscount): void =>
      db.run(
        "INSERT OR REPLACE INTO app_discounts (id, document) VALUES (?, ?)",
        BigInt(discount.id),
        pack(discount),
      ),
    delete: (id: Id): void => db.run("DELETE FROM app_discounts WHERE id = ?", BigInt(id)),
    /** Codes are the same in any case of letters. */
    code(code: string): CodeDiscount | null {
      const row = db.get("SELECT document FROM code_discounts WHERE code = ?", code.toLowerCase());
      return row === undefined ? null : (unpack(row) as CodeDiscount);
    },
    codes: (): CodeDiscount[] =>
      db
        .all("SELECT document FROM code_discounts ORDER BY code")
        .map((row) => unpack(row) as CodeDiscount),
    putCode: (discount: CodeDiscount): void =>
      db.run(
        "INSERT OR REPLACE INTO code_discounts (code, document) VALUES (?, ?)",
        discount.code.toLowerCase(),
        pack(discount),
      ),
  };
}

export type DiscountStorage = ReturnType<typeof discountStorage>;
