import type { Id } from "../model.ts";
import { SHOP_ID } from "../shop.ts";
import type { Store } from "../store.ts";
import { customerOf } from "./actions.ts";

const shopPart = (store: Store) => ({
  shop_id: BigInt(SHOP_ID),
  shop_domain: store.settings.shop,
});

/** `customers/data_request`: the customer asked the merchant for what is kept of them. */
export function requestCustomerData(store: Store, id: Id) {
  return store.change(() => {
    const customer = customerOf(store, id);
    const payload = {
      ...shopPart(store),
      orders_requested: store.orders.ofCustomer(id).map((order) => BigInt(order.id)),
      customer: {
        id: BigInt(id),
        email: customer.email,
        phone: customer.phone,
      },
      data_request: { id: BigInt(store.facts.nextId("data_request")) },
    };
    store.publish(`customer/${id}`, [{ topic: "customers/data_request", payload }]);
    return payload;
  });
}

/** `customers/redact`: the app must forget the customer. The shop itself keeps them. */
export function redactCustomer(store: Store, id: Id) {
  return store.change(() => {
    const customer = customerOf(store, id);
    const payload = {
      ...shopPart(store),
      customer: {
        id: BigInt(id),
        email: customer.email,
        phone: customer.phone,
      },
      orders_to_redact: store.orders.ofCustomer(id).map((order) => BigInt(order.id)),
    };
    store.publish(`customer/${id}`, [{ topic: "customers/redact", payload }]);
    return payload;
  });
}

/** `shop/redact`: with Shopify it comes 48 hours after an uninstall; here when asked for. */
export function redactShop(store: Store) {
  return store.change(() => {
    const payload = shopPart(store);
    store.publish("shop", [{ topic: "shop/redact", payload }]);
    return payload;
  });
}
