/**
 * `npm run export -- --customer ID [--shop SHOP]`: prints everything that is held about a
 * customer, as a JSON document; the same that answers Shopify's `customers/data_request`.
 */
import { createPool } from "../db/pool.server.ts";
import { listInstalledShops } from "../db/shop-life-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { customerId, type ShopId } from "../domain/ids.ts";
import { gather } from "../services/export-customer-data.server.ts";
import { Fault } from "./fault.ts";
import { readArguments, readConfig, readShopId, requireDatabase } from "./options.ts";
import { print, run } from "./run.ts";

await run(async () => {
  const { values } = readArguments({ customer: { type: "string" }, shop: { type: "string" } });
  if (values.customer === undefined || !/^\d{1,20}$/.test(values.customer)) {
    throw new Fault("--customer wants Shopify's numeric customer id");
  }
  const subject = { customerId: customerId(values.customer), emailHash: null, orders: [] };
  const config = readConfig();
  await requireDatabase(config);
  const db = createPool(config.databaseUrl, { max: 1, name: "kopilka-export" });
  try {
    const sql = queryable(db.pool);
    const shop = values.shop ? readShopId(values.shop) : onlyShop(await listInstalledShops(sql));
    print(JSON.stringify(await gather(sql, shop, subject, new Date()), null, 2));
  } finally {
    await db.close();
  }
});

function onlyShop(shops: readonly ShopId[]): ShopId {
  const [shop, another] = shops;
  if (shop === undefined) throw new Fault("no shop has Kopilka installed here");
  if (another !== undefined) throw new Fault("several shops have Kopilka here: say which, --shop");
  return shop;
}
