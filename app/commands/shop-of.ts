import type { Database } from "../db/pool.server.ts";
import { findShopLife, listInstalledShops } from "../db/shop-life-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { Fault } from "./fault.ts";

/** The shop that was given, or the only one that has the app installed. @throws Fault */
export async function shopOf(db: Database, given: ShopId | null): Promise<ShopId> {
  if (given !== null) {
    if ((await findShopLife(queryable(db.pool), given)) !== null) return given;
    throw new Fault(`${given} has never installed Kopilka here`);
  }
  const [only, ...others] = await listInstalledShops(queryable(db.pool));
  if (only === undefined) throw new Fault("no shop has Kopilka installed");
  if (others.length === 0) return only;
  throw new Fault(`which shop? --shop ${[only, ...others].join(" | ")}`);
}
