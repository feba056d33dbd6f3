import { describe, expect, it } from "vitest";
import { insertDeliveries } from "../../../app/db/delivery-insert-queries.server.ts";
import { customerId, orderId } from "../../../app/domain/ids.ts";
import { encodeOrderEvent } from "../../../app/domain/order/codec.ts";
import { claimGuestOrders } from "../../../app/services/claim-guest-orders.server.ts";
import { processDeliveries } from "../../../app/services/process-deliveries.server.ts";
import { removeBodies } from "../../../app/services/remove-bodies.server.ts";
import { day, line, orderFacts } from "../../support/order-examples.ts";
import { OTHER_SHOP, SHOP } from "../../support/shop-with-orders.ts";
import {
  ADDRESS,
  CUSTOMER,
  OTHER,
  adjust,
  customer,
  deliver,
  everything,
  handleTopic,
  hashEmail,
  redact,
  shop,
  twoShops,
} from "./two-shops.ts";

twoShops();

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
