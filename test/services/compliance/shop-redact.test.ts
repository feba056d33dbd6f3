import { describe, expect, it } from "vitest";
import { TABLES_OF_A_SHOP } from "../../../app/db/redact-shop-queries.server.ts";
import { inTransaction } from "../../../app/db/transaction.server.ts";
import { customerId } from "../../../app/domain/ids.ts";
import { currencyCode } from "../../../app/domain/money.ts";
import { installShop } from "../../../app/services/install-shop.server.ts";
import { day } from "../../support/order-examples.ts";
import { OTHER_SHOP, SHOP } from "../../support/shop-with-orders.ts";
import {
  CUSTOMER,
  OTHER,
  adjust,
  customer,
  deliver,
  everything,
  handleTopic,
  redact,
  shop,
  twoShops,
} from "./two-shops.ts";

twoShops();

describe("shop/redact", () => {
  it("knows every table that holds rows of a shop", async () => {
    const tables = await shop.sql.query<{ table_name: string }>(
      `SELECT table_name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'shop' ORDER BY table_name`,
    );
    expect(tables.map((row) => row.table_name)).toEqual([...TABLES_OF_A_SHOP].sort());
  });

  it("deletes everything of the shop and nothing of another", async () => {
    for (const of of [SHOP, OTHER_SHOP]) {
      await shop.order(of, "501", { customerId: customerId(CUSTOMER) }, day(3));
      await adjust(of, "k1", "Sorry, Anna");
    }
    await deliver("customers/create", { id: OTHER });
    await deliver("customers/merge", {
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${OTHER}`,
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${CUSTOMER}`,
    });
    const before = await everything(OTHER_SHOP);
    await deliver("shop/redact", { shop_id: 1, shop_domain: SHOP });
    expect(await everything(SHOP)).toBe("");
    expect(await everything(OTHER_SHOP)).toBe(before);
    expect(await shop.difference()).toBeNull();
  });

  it("lets nothing come back with a delivery that follows", async () => {
    await deliver("shop/redact", { shop_id: 1, shop_domain: SHOP });
    await redact();
    await deliver("customers/update", customer);
    expect(await shop.sql.query("SELECT * FROM customers")).toEqual([]);
  });

  it("lets a shop that comes back before it find its balances, and after it start clean", async () => {
    await shop.order(SHOP, "501", { customerId: customerId(CUSTOMER) }, day(3));
    await deliver("app/uninstalled", { id: 1, domain: SHOP });
    expect(await shop.points(SHOP, CUSTOMER)).toBe(10n);
    await deliver("shop/redact", { shop_id: 1, shop_domain: SHOP });
    await shop.install(SHOP, day(10));
    expect(await shop.points(SHOP, CUSTOMER)).toBeNull();
    await shop.order(
      SHOP,
      "501",
      { customerId: customerId(CUSTOMER), processedAt: day(11) },
      day(12),
    );
    expect(await shop.points(SHOP, CUSTOMER)).toBe(10n);
    expect(await shop.difference()).toBeNull();
  });

  it("leaves a shop alone that has come back since it was demanded", async () => {
    await deliver("shop/redact", { shop_id: 1, shop_domain: SHOP }, SHOP, day(7));
    const back = { shop: SHOP, name: "First", currency: currencyCode("RUB"), timezone: "UTC" };
    await installShop(shop.db, back, day(8));
    const paid = { customerId: customerId(CUSTOMER), processedAt: day(9) };
    await shop.order(SHOP, "501", paid, day(9));
    await deliver("shop/redact", { shop_id: 1, shop_domain: SHOP }, SHOP, day(7));
    expect(await shop.points(SHOP, CUSTOMER)).toBe(10n);
  });

  it("does not take one shop's demand for another's", async () => {
    await shop.order(OTHER_SHOP, "501", { customerId: customerId(CUSTOMER) }, day(3));
    await deliver("shop/redact", { shop_id: 1, shop_domain: SHOP }, OTHER_SHOP);
    expect(await shop.points(OTHER_SHOP, CUSTOMER)).toBe(10n);
  });

  it("gives the connection back in the app's own role, which may not delete transfers", async () => {
    await inTransaction(shop.db, async (tx) => {
      await handleTopic(
        tx,
        { shop: SHOP, topic: "shop/redact", triggeredAt: null, body: Buffer.from("{}") },
        day(9),
      );
      expect(await tx.query("SELECT current_user AS role")).toEqual([{ role: "kopilka_app" }]);
    });
    await expect(shop.sql.query("DELETE FROM transfers")).rejects.toThrow(/permission denied/);
  });
});
