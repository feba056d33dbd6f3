import { describe, expect, it } from "vitest";
import { day } from "../../support/order-examples.ts";
import { SHOP } from "../../support/shop-with-orders.ts";
import {
  ADDRESS,
  CUSTOMER,
  adjust,
  customer,
  deliver,
  hashEmail,
  shop,
  twoShops,
} from "./two-shops.ts";

twoShops();

describe("customers/data_request", () => {
  it("leaves the merchant a document of all that is held", async () => {
    await deliver("orders/create", { id: "501", email: ADDRESS });
    await adjust(SHOP, "k1", "Sorry, Anna");
    await shop.order(SHOP, "502", { customerId: null, guestHash: hashEmail(ADDRESS) }, day(3));
    await deliver("customers/data_request", {
      shop_domain: SHOP,
      customer,
      orders_requested: [],
      data_request: { id: 77 },
    });
    const [made] = await shop.sql.query<{ customer_id: string; document: Record<string, unknown> }>(
      "SELECT customer_id, document FROM data_exports",
    );
    expect(made?.customer_id).toBe(CUSTOMER);
    expect(made?.document).toMatchObject({
      data_request_id: "77",
      customer_id: CUSTOMER,
      members: [{ status: "active" }],
      balances: [{ pending: 10, available: 7 }],
      transfers: [
        { code: "earn", amount: 10, order_id: "501" },
        { code: "adjust", amount: 7, note: "Sorry, Anna" },
      ],
      orders: [{ order_id: "501" }, { order_id: "502" }],
    });
    expect(JSON.stringify(made?.document)).toContain(ADDRESS);
  });
});
