import { createPool, type Database } from "../../app/db/pool.server.ts";
import { queryable, type Queryable } from "../../app/db/transaction.server.ts";
import { customerId, orderId, shopId, type ShopId } from "../../app/domain/ids.ts";
import type { OrderFacts } from "../../app/domain/order/order.ts";
import { defaultProgram } from "../../app/domain/program.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { verifyLedger } from "../../app/services/verify-ledger.server.ts";
import { viewMember } from "../../app/services/view-member.server.ts";
import { freshDatabase } from "./fresh-database.ts";
import { RUB, line, orderFacts } from "./order-examples.ts";

/** A database of a test's own, with what tests of a shop's life ask of it. */
export interface ShopDatabase {
  readonly db: Database;
  readonly url: string;
  readonly sql: Queryable;
  /** Installs a shop at `at` with the default program: one point for 100 roubles. */
  install(shop: ShopId, at: Date): Promise<void>;
  /** A paid order of one line, accrued at `now`. */
  order(
    shop: ShopId,
    id: string,
    facts: Partial<OrderFacts> & { totalMinor?: bigint },
    now: Date,
  ): Promise<void>;
  /** Pending plus available points of a customer's member; null for an unknown one. */
  points(shop: ShopId, customer: string): Promise<bigint | null>;
  status(shop: ShopId, customer: string): Promise<string | null>;
  /** The first difference that `verify` finds in any shop; null where all is clean. */
  difference(): Promise<string | null>;
  close(): Promise<void>;
}

export const SHOP = shopId("first.myshopify.com");
export const OTHER_SHOP = shopId("second.myshopify.com");

export async function shopDatabase(): Promise<ShopDatabase> {
  const { url, drop } = await freshDatabase();
  const db = createPool(url, { max: 8 });
  const sql = queryable(db.pool);
  return {
    db,
    url,
    sql,
    async install(shop, at) {
      await sql.query(
        "INSERT INTO shops (shop, currency, installed_at, created_at) VALUES ($1, 'RUB', $2, $2)",
        [shop, at],
      );
      await publishProgram(db, { shop, program: defaultProgram(RUB), by: "test" }, at);
    },
    async order(shop, id, { totalMinor = 100_000n, ...facts }, now) {
      const state = orderFacts([line("1", totalMinor)], { orderId: orderId(id), ...facts });
      await accrueOrders(db, shop, [{ kind: "state", facts: state }], now);
    },
    async points(shop, customer) {
      const member = await viewMember(db, shop, customerId(customer));
      return member ? member.pending + member.available - member.owed : null;
    },
    async status(shop, customer) {
      return (await viewMember(db, shop, customerId(customer)))?.status ?? null;
    },
    async difference() {
      const shops = await verifyLedger(db, null);
      return shops.find((one) => one.difference !== null)?.difference ?? null;
    },
    async close() {
      await db.close();
      await drop();
    },
  };
}
