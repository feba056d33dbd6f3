import { describe, expect, it } from "vitest";
import { customerId } from "../../../app/domain/ids.ts";
import { currencyCode } from "../../../app/domain/money.ts";
import { installShop } from "../../../app/services/install-shop.server.ts";
import { day } from "../../support/order-examples.ts";
import { SHOP } from "../../support/shop-with-orders.ts";
import { CUSTOMER, deliver, shop, twoShops } from "./two-shops.ts";

twoShops();

describe("app topics", () => {
  const session = (id: string, scope: string) =>
    shop.sql.query(
      `INSERT INTO sessions (id, shop, state, scope, access_token) VALUES ($1, $2, '', $3, 'token')`,
      [id, SHOP, scope],
    );

  it("ends the sessions of a shop that removes the app, and keeps its ledger", async () => {
    await session("offline_1", "read_orders");
    await shop.order(SHOP, "501", { customerId: customerId(CUSTOMER) }, day(3));
    await deliver("app/uninstalled", { id: 1, domain: SHOP });
    expect(await shop.sql.query("SELECT id FROM sessions")).toEqual([]);
    expect(
      await shop.sql.query("SELECT uninstalled_at FROM shops WHERE shop = $1", [SHOP]),
    ).toEqual([{ uninstalled_at: day(9) }]);
    expect(await shop.points(SHOP, CUSTOMER)).toBe(10n);
  });

  it("keeps a shop that has come back, though it is told late that the shop had gone", async () => {
    await session("offline_1", "read_orders");
    const back = { shop: SHOP, name: "First", currency: currencyCode("RUB"), timezone: "UTC" };
    await installShop(shop.db, back, day(8));
    await deliver("app/uninstalled", { id: 1, domain: SHOP }, SHOP, day(7));
    expect(await shop.sql.query("SELECT id FROM sessions")).toEqual([{ id: "offline_1" }]);
    expect(
      await shop.sql.query("SELECT uninstalled_at FROM shops WHERE shop = $1", [SHOP]),
    ).toEqual([{ uninstalled_at: null }]);
  });

  it("writes the scopes that are granted now into the session", async () => {
    await session("offline_1", "read_orders");
    await deliver("app/scopes_update", {
      previous: ["read_orders"],
      current: ["read_orders", "read_all_orders"],
    });
    expect(await shop.sql.query("SELECT scope FROM sessions")).toEqual([
      { scope: "read_orders,read_all_orders" },
    ]);
  });
});
