import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TABLES_OF_A_SHOP } from "../../app/db/redact-shop-queries.server.ts";
import { insertDeliveries, type NewDelivery } from "../../app/db/delivery-insert-queries.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { customerId, orderId, type ShopId } from "../../app/domain/ids.ts";
import { encodeOrderEvent } from "../../app/domain/order/codec.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { claimGuestOrders } from "../../app/services/claim-guest-orders.server.ts";
import { installShop } from "../../app/services/install-shop.server.ts";
import { currencyCode } from "../../app/domain/money.ts";
import { createTopicHandler } from "../../app/services/handle-topic.server.ts";
import { removeBodies } from "../../app/services/remove-bodies.server.ts";
import { processDeliveries } from "../../app/services/process-deliveries.server.ts";
import { emailHasher } from "../../app/shopify/hash-email.server.ts";
import { delivery, DELIVERIES } from "../support/deliveries.ts";
import { day, line, orderFacts } from "../support/order-examples.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

const CUSTOMER = "9007199254740993";
const OTHER = "9007199254740994";
const ADDRESS = "anna@example.com";
const hashEmail = emailHasher("a key of thirty-two characters!!");
const handleTopic = createTopicHandler(hashEmail);

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
  await shop.install(OTHER_SHOP, day(0));
});
afterEach(() => shop.close());

let deliveries = 0;
/** Stores a webhook as the endpoint does, and processes what is queued. */
async function deliver(
  topic: string,
  payload: unknown,
  of: ShopId = SHOP,
  triggeredAt: Date | null = null,
) {
  deliveries += 1;
  const order = topic.startsWith("orders/") ? (payload as { id: string }).id : null;
  const facts =
    order &&
    orderFacts([line("1", 100_000n)], {
      orderId: order as never,
      customerId: customerId(CUSTOMER),
    });
  await insertDeliveries(shop.db, [
    {
      shop: of,
      topic,
      webhookId: `webhook-${deliveries}`,
      bodyHmac: Buffer.alloc(32, deliveries),
      eventId: null,
      triggeredAt,
      receivedAt: day(9),
      orderId: order,
      facts: facts && JSON.stringify(encodeOrderEvent({ kind: "state", facts })),
      body: Buffer.from(JSON.stringify(payload)),
      namesHold: false,
      refusal: null,
    },
  ]);
  while ((await processDeliveries(shop.db, day(9), { handleTopic })) > 0);
}

const customer = { id: CUSTOMER, email: ADDRESS, phone: "+7 900 000-00-00" };
const redact = (orders: readonly string[] = []) =>
  deliver("customers/redact", { shop_domain: SHOP, customer, orders_to_redact: orders });
const adjust = (of: ShopId, key: string, reason: string) =>
  adjustPoints(
    shop.db,
    { shop: of, customerId: customerId(CUSTOMER), points: 7n, reason, key, actor: "test" },
    day(5),
  );

/** Everything in the database, as text: bodies decoded, the way a leak would be read. */
async function everything(of: ShopId): Promise<string> {
  const texts = await Promise.all(
    TABLES_OF_A_SHOP.map((table) =>
      shop.sql.query<{ text: string }>(
        `SELECT to_jsonb(t)::text ${table === "deliveries" ? "|| coalesce(encode(body, 'escape'), '')" : ""} AS text
         FROM ${table} t WHERE shop = $1`,
        [of],
      ),
    ),
  );
  return texts
    .flat()
    .map(({ text }) => text)
    .join("\n");
}

/** Stores an order's webhook that is dead: refused on arrival, or, with its id, died since. */
const dead = (body: Buffer | object, rest: Partial<NewDelivery> = {}) =>
  insertDeliveries(shop.db, [
    delivery({
      shop: SHOP,
      topic: "orders/create",
      receivedAt: day(2),
      refusal: "line_items[0].price must be a decimal amount",
      body: Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body)),
      ...rest,
    }),
  ]);
const keptBodies = async (of: ShopId = SHOP) =>
  (
    await shop.sql.query<{ body: Buffer }>(
      `SELECT body FROM ${DELIVERIES} WHERE shop = $1 AND state = 'dead' AND body IS NOT NULL
       ORDER BY delivery_id`,
      [of],
    )
  ).map(({ body }) => body.toString("latin1"));

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

describe("customers/redact", () => {
  it("erases all that names the person and leaves chains and arithmetic intact", async () => {
    await deliver("orders/create", { id: "501", email: ADDRESS });
    await shop.order(SHOP, "502", { customerId: null, guestHash: hashEmail(ADDRESS) }, day(3));
    await adjust(SHOP, "k1", "Sorry, Anna");
    await deliver("customers/update", customer);
    await deliver("customers/data_request", { customer, data_request: { id: 77 } });
    await redact();

    const held = await everything(SHOP);
    for (const text of [ADDRESS, "Anna", "+7 900", hashEmail(ADDRESS)]) {
      expect(held).not.toContain(text);
    }
    expect(await shop.status(SHOP, CUSTOMER)).toBe("erased");
    expect(await shop.points(SHOP, CUSTOMER)).toBe(17n);
    expect(await shop.difference()).toBeNull();
  });

  it("does not bring the person back with later orders and updates", async () => {
    await redact();
    await deliver("orders/create", { id: "503", email: ADDRESS });
    await deliver("customers/update", customer);
    await removeBodies(shop.db, day(9));
    expect(await everything(SHOP)).not.toContain(ADDRESS);
    expect(await shop.status(SHOP, CUSTOMER)).toBe("erased");
    expect(await shop.difference()).toBeNull();
  });

  it("erases while orders keep coming", async () => {
    const orders = Array.from({ length: 12 }, (_, n) =>
      shop.order(SHOP, `60${n}`, { customerId: customerId(CUSTOMER) }, day(3)),
    );
    await Promise.all([...orders.slice(0, 6), redact(), ...orders.slice(6), redact()]);
    expect(await shop.status(SHOP, CUSTOMER)).toBe("erased");
    expect(await shop.points(SHOP, CUSTOMER)).toBe(120n);
    expect(await shop.difference()).toBeNull();
  });

  it("erases the orders that Shopify names, whoever made them", async () => {
    await shop.order(SHOP, "504", { customerId: null, guestHash: hashEmail("b@x.ru") }, day(3));
    await redact(["504"]);
    expect(await everything(SHOP)).not.toContain(hashEmail("b@x.ru"));
  });

  it("erases a guest's hash from a delivery that still waits", async () => {
    const facts = orderFacts([line("1", 100_000n)], {
      orderId: orderId("506"),
      customerId: null,
      guestHash: hashEmail(ADDRESS),
    });
    await insertDeliveries(shop.db, [
      {
        shop: SHOP,
        topic: "orders/create",
        webhookId: "waits",
        bodyHmac: Buffer.alloc(32, 99),
        eventId: null,
        triggeredAt: null,
        receivedAt: day(12),
        orderId: "506",
        facts: JSON.stringify(encodeOrderEvent({ kind: "state", facts })),
        body: Buffer.from("{}"),
        namesHold: false,
        refusal: null,
      },
    ]);
    await redact(["506"]);
    while ((await processDeliveries(shop.db, day(12), { handleTopic })) > 0);
    expect(await shop.sql.query("SELECT order_id, guest_hash FROM orders")).toEqual([
      { order_id: "506", guest_hash: null },
    ]);
  });

  it("erases with a customer what was merged into it, a claimed guest order included", async () => {
    const address = hashEmail("old@example.com");
    await shop.order(SHOP, "505", { customerId: null, guestHash: address }, day(3));
    const claim = { shop: SHOP, customerId: customerId(OTHER), emailHash: address };
    await claimGuestOrders(shop.db, claim, day(4));
    await deliver("customers/update", { id: OTHER, email: "old@example.com" });
    await deliver("customers/merge", {
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${CUSTOMER}`,
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${OTHER}`,
    });
    await redact();
    const held = await everything(SHOP);
    for (const text of ["old@example.com", address]) expect(held).not.toContain(text);
    expect(await shop.points(SHOP, OTHER)).toBe(10n);
    expect(await shop.difference()).toBeNull();
  });

  it("spares another customer of a merged member", async () => {
    await deliver("customers/create", { id: OTHER });
    await deliver("customers/merge", {
      admin_graphql_api_customer_kept_id: `gid://shopify/Customer/${OTHER}`,
      admin_graphql_api_customer_deleted_id: `gid://shopify/Customer/${CUSTOMER}`,
    });
    await redact();
    expect(await shop.status(SHOP, OTHER)).toBe("active");
  });

  it("spares the same customer id in another shop", async () => {
    await shop.order(OTHER_SHOP, "501", { customerId: customerId(CUSTOMER) }, day(3));
    await adjust(OTHER_SHOP, "k1", "Sorry, Anna");
    await redact();
    expect(await shop.status(OTHER_SHOP, CUSTOMER)).toBe("active");
    expect(await everything(OTHER_SHOP)).toContain("Sorry, Anna");
  });
});

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
