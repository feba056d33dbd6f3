import type { Id } from "../model.ts";
import type { Database } from "./database.ts";

/**
 * Where each kind of id starts. They look like Shopify's (13 digits) and count
 * up, so that the same actions on a fresh store give the same ids.
 */
const FIRST_ID = {
  customer: 7_100_000_000_001,
  order: 5_600_000_000_001,
  line: 14_300_000_000_001,
  shipping_line: 4_900_000_000_001,
  transaction: 6_800_000_000_001,
  refund: 990_000_000_001,
  refund_line: 640_000_000_001,
  adjustment: 330_000_000_001,
  agreement: 8_200_000_000_001,
  product: 8_900_000_000_001,
  variant: 46_100_000_000_001,
  collection: 470_000_000_001,
  fulfilment: 5_200_000_000_001,
  metafield: 31_000_000_000_001,
  discount: 1_400_000_000_001,
  definition: 210_000_000_001,
  draft_order: 1_100_000_000_001,
  return: 18_000_000_001,
  data_request: 900_001,
  order_number: 1001,
} as const;

export type IdKind = keyof typeof FIRST_ID;

/** Single values of the shop: counters, switches, the token that the seed left. */
export function factStorage(db: Database) {
  const read = (name: string): string | null => {
    const row = db.get("SELECT value FROM facts WHERE name = ?", name);
    return row === undefined ? null : (row["value"] as string);
  };
  const write = (name: string, value: string): void =>
    db.run(
      "INSERT INTO facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      name,
      value,
    );
  return {
    read,
    write,
    forget: (name: string) => db.run("DELETE FROM facts WHERE name = ?", name),
    /** The next id of a kind. */
    nextId(kind: IdKind): Id {
      const next = BigInt(read(`next_${kind}`) ?? FIRST_ID[kind]);
      write(`next_${kind}`, (next + 1n).toString());
      return next.toString();
    },
  };
}

export type FactStorage = ReturnType<typeof factStorage>;
