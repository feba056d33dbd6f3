import { afterAll, beforeAll, expect, it } from "vitest";

import { createPool } from "../../app/db/pool.server.ts";
import type { Database } from "../../app/db/pool.server.ts";
import { findShopLife } from "../../app/db/shop-life-queries.server.ts";
import { findShopFigures } from "../../app/db/shop-figure-queries.server.ts";
import { inTransaction, queryable } from "../../app/db/transaction.server.ts";
import { shopId } from "../../app/domain/ids.ts";
import { currencyCode } from "../../app/domain/money.ts";
import { currentProgram } from "../../app/services/current-program.server.ts";
import { installShop } from "../../app/services/install-shop.server.ts";
import { uninstallShop } from "../../app/services/uninstall-shop.server.ts";
import { freshDatabase } from "../support/fresh-database.ts";
import type { FreshDatabase } from "../support/fresh-database.ts";

let database: FreshDatabase;
let db: Database;
beforeAll(async () => {
  database = await freshDatabase();
  db = createPool(database.url);
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

const shop = shopId("kopilka-dev.myshopify.com");
const install = (name: string, at: Date) =>
  installShop(db, { shop, name, currency: currencyCode("RUB"), timezone: "Europe/Moscow" }, at);
const [monday, tuesday, wednesday, thursday] = [1, 2, 3, 4].map(
  (day) => new Date(`2026-06-0${day}T09:00:00Z`),
) as [Date, Date, Date, Date];

it("follows a shop through installation, renewals of its token, departure and return", async () => {
  await install("Запчасти", monday);
  const program = await currentProgram(db, shop);
  expect(program).toMatchObject({ version: 1, publishedAt: monday });
  expect(program?.program.timeZone, "campaigns begin by the shop's clock").toBe("Europe/Moscow");

  await install("Автозапчасти", tuesday);
  expect(await findShopLife(queryable(db.pool), shop)).toEqual({
    installedAt: monday,
    uninstalledAt: null,
  });
  expect(await findShopFigures(queryable(db.pool), shop)).toEqual({
    name: "Автозапчасти",
    members: 0n,
    outstanding: 0n,
    pending: 0n,
  });

  await inTransaction(db, (tx) => uninstallShop(tx, shop, wednesday));
  await install("Автозапчасти", thursday);
  expect(await findShopLife(queryable(db.pool), shop)).toEqual({
    installedAt: thursday,
    uninstalledAt: null,
  });
  expect(await currentProgram(db, shop)).toEqual(program);
});
