import { describe, expect, it } from "vitest";
import { removeBodies } from "../../../app/services/remove-bodies.server.ts";
import { day } from "../../support/order-examples.ts";
import { OTHER_SHOP } from "../../support/shop-with-orders.ts";
import {
  ADDRESS,
  CUSTOMER,
  OTHER,
  customer,
  dead,
  deliver,
  keptBodies,
  redact,
  shop,
  twoShops,
} from "./two-shops.ts";

twoShops();

describe("a delivery of an order that was refused", () => {
  const refused = (customerId: unknown, email = ADDRESS) => ({
    id: "510",
    email,
    customer: { id: customerId },
    line_items: [{ price: "much" }],
  });
  /** No row but the body tells of the customer; one byte of it is not UTF-8. */
  const latin1 = Buffer.from(
    `{"note":"caf\xe9","customer":{"admin_graphql_api_id":"gid:\\/\\/shopify\\/Customer\\/${CUSTOMER}"}}`,
    "latin1",
  );

  it("is in the answer to a data request", async () => {
    await dead(refused(CUSTOMER));
    await dead(refused(OTHER, "other@example.com"));
    await deliver("customers/data_request", { customer, data_request: { id: 77 } });
    const [made] = await shop.sql.query<{ document: unknown }>("SELECT document FROM data_exports");
    expect(made?.document).toMatchObject({
      webhook_deliveries: [{ topic: "orders/create", payload: { email: ADDRESS } }, {}],
    });
    expect(JSON.stringify(made?.document)).not.toContain("other@example.com");
  });

  it("is emptied with the customer's data, whatever its bytes, and its error stays", async () => {
    await dead(refused(CUSTOMER));
    await dead(refused(CUSTOMER), { topic: "refunds/create" });
    await dead(refused(CUSTOMER), { orderId: "510" });
    await dead(latin1);
    await redact();
    expect(await keptBodies()).toEqual([]);
    const rows = await shop.sql.query<{ last_error: string }>(
      "SELECT last_error FROM delivery_queue WHERE due_at IS NULL",
    );
    expect(rows.map((row) => row.last_error)).toEqual(
      Array<string>(4).fill("line_items[0].price must be a decimal amount"),
    );
  });

  it("stays where the customer's id is but a part of a number, or another shop's", async () => {
    for (const id of [`1${CUSTOMER}`, `${CUSTOMER}1`]) await dead(refused(id));
    await dead(refused(CUSTOMER), { shop: OTHER_SHOP });
    await redact();
    expect(await keptBodies()).toHaveLength(2);
    expect(await keptBodies(OTHER_SHOP)).toHaveLength(1);
  });

  it("is emptied when Shopify names the order of a guest", async () => {
    await dead({ id: 510, email: "guest@example.com", line_items: [{ price: "much" }] });
    await deliver("customers/redact", {
      customer: { email: "guest@example.com" },
      orders_to_redact: [510],
    });
    expect(await keptBodies()).toEqual([]);
  });

  it("is emptied within a day where it comes after the redaction", async () => {
    await redact();
    await dead(refused(CUSTOMER));
    await dead(refused(OTHER));
    await dead(latin1);
    expect(await removeBodies(shop.db, day(9))).toEqual({ removed: 2 });
    expect(await keptBodies()).toEqual([JSON.stringify(refused(OTHER))]);
  });
});
