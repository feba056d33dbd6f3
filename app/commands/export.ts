/**
 * `npm run export -- members | transfers [--shop SHOP] [--to FILE]` writes all members, or all
 * transfers, as CSV.
 *
 * `npm run export [-- --shop SHOP]` lists the stored answers to customers' data requests,
 * `npm run export -- EXPORT_ID` prints one of them, for the merchant to hand on, and
 * `npm run export -- --customer ID [--shop SHOP]` prints everything that is held about a
 * customer now; each answer is a JSON document.
 */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { findDataExport, listDataExports } from "../db/data-export-queries.server.ts";
import { createPool, type Database } from "../db/pool.server.ts";
import { listInstalledShops } from "../db/shop-life-queries.server.ts";
import { queryable, type Queryable } from "../db/transaction.server.ts";
import { customerId, type ShopId } from "../domain/ids.ts";
import { gather } from "../services/export-customer-data.server.ts";
import { exportMembers } from "../services/exports/export-members.server.ts";
import { exportTransactions } from "../services/exports/export-transactions.server.ts";
import { EXPORT_RETENTION_DAYS } from "../services/remove-data-exports.server.ts";
import { Fault } from "./fault.ts";
import { readArguments, readConfig, readShopId, requireDatabase } from "./options.ts";
import { progressOf } from "./progress.ts";
import { print, run } from "./run.ts";
import { shopOf } from "./shop-of.ts";

const USAGE =
  "npm run export [-- members | transfers | EXPORT_ID | --customer ID] [--shop SHOP] [--to FILE]";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

await run(async () => {
  const { positionals, values } = readArguments({
    customer: { type: "string" },
    shop: { type: "string" },
    to: { type: "string" },
  });
  const [exportId, ...more] = positionals;
  const { customer } = values;
  if (more.length > 0 || (exportId !== undefined && customer !== undefined)) {
    throw new Fault(`one at a time: ${USAGE}`);
  }
  const table = exportId === "members" || exportId === "transfers" ? exportId : null;
  if (values.to !== undefined && table === null) throw new Fault(`--to is for CSV: ${USAGE}`);
  if (exportId !== undefined && table === null && !UUID.test(exportId)) {
    throw new Fault(`"${exportId}" is not an export's id: ${USAGE}`);
  }
  if (customer !== undefined && !/^\d{1,20}$/.test(customer)) {
    throw new Fault("--customer wants Shopify's numeric customer id");
  }
  const shop = values.shop === undefined ? null : readShopId(values.shop);
  const config = readConfig();
  await requireDatabase(config);
  const db = createPool(config.databaseUrl, { max: 1, name: "kopilka-export" });
  try {
    const sql = queryable(db.pool);
    if (table !== null) await exportTable(db, table, await shopOf(db, shop), values.to);
    else if (customer !== undefined) await exportAnew(sql, shop, customer);
    else if (exportId !== undefined) await printStored(sql, shop, exportId);
    else await list(sql, shop);
  } finally {
    await db.close();
  }
});

async function exportTable(
  db: Database,
  table: "members" | "transfers",
  shop: ShopId,
  file: string | undefined,
): Promise<void> {
  const progress = progressOf();
  let rows = 0;
  const count = (more: number) => {
    rows += more;
    // What is written to the terminal, or into a pipe, is the file itself.
    if (file !== undefined) progress.say("Writing", rows);
  };
  const text = (table === "members" ? exportMembers : exportTransactions)(db, shop, count);
  if (file === undefined) await pipeline(Readable.from(text), process.stdout, { end: false });
  else await pipeline(Readable.from(text), createWriteStream(file));
  if (file !== undefined) print(`${rows} ${table} of ${shop} are in ${file}`);
}

async function exportAnew(sql: Queryable, given: ShopId | null, customer: string): Promise<void> {
  const shop = given ?? onlyShop(await listInstalledShops(sql));
  const subject = { customerId: customerId(customer), emailHash: null, orders: [] };
  printJson(await gather(sql, shop, subject, new Date()));
}

async function printStored(sql: Queryable, shop: ShopId | null, exportId: string): Promise<void> {
  const document = await findDataExport(sql, shop, exportId);
  if (document === null) {
    throw new Fault(
      `there is no export ${exportId}; they are kept for ${EXPORT_RETENTION_DAYS} days`,
    );
  }
  printJson(document);
}

async function list(sql: Queryable, shop: ShopId | null): Promise<void> {
  const stored = await listDataExports(sql, shop);
  if (stored.length === 0) print("No data request was answered of late.", true);
  for (const { shop: of, exportId, customerId: customer, createdAt } of stored) {
    const who = customer === "" ? "a guest" : `customer ${customer}`;
    print(`${exportId}  ${of}  ${who}  made ${createdAt.toISOString()}`);
  }
}

function printJson(document: unknown): void {
  print(JSON.stringify(document, null, 2));
}

function onlyShop(shops: readonly ShopId[]): ShopId {
  const [shop, another] = shops;
  if (shop === undefined) throw new Fault("no shop has Kopilka installed here");
  if (another !== undefined) throw new Fault("several shops have Kopilka here: say which, --shop");
  return shop;
}
