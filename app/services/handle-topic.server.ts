import { updateSessionScopes } from "../db/shop-life-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { HashEmail } from "../shopify/hash-email.server.ts";
import {
  customerRedactFromPayload,
  dataRequestFromPayload,
  shopRedactFromPayload,
} from "../shopify/payloads/compliance.ts";
import { customerFromPayload, customerMergeFromPayload } from "../shopify/payloads/customer.ts";
import {
  isOrderTopic,
  orderEventFromPayload,
  type OrderTopic,
} from "../shopify/payloads/order-events.ts";
import { newsletterFromPayload } from "../shopify/payloads/newsletter.ts";
import { parseBody } from "../shopify/payloads/parse-body.ts";
import { productDeletedFromPayload, productFromPayload } from "../shopify/payloads/product.ts";
import type { Reading } from "../shopify/payloads/reading.ts";
import { scopesFromPayload } from "../shopify/payloads/scopes.ts";
import { accrueOrdersIn, type AccrueHooks } from "./accrue-orders.server.ts";
import {
  newsletterTold,
  customerTold,
  customerDeleted,
  customersMerged,
} from "./customer-topics.server.ts";
import { exportCustomerData } from "./export-customer-data.server.ts";
import { collectionTold, productDeleted, productTold } from "./product-topics.server.ts";
import { redactCustomer } from "./redact-customer.server.ts";
import { redactShop } from "./redact-shop.server.ts";
import { uninstallShop } from "./uninstall-shop.server.ts";

/** A stored delivery whose facts are not kept beside it. */
export interface TopicDelivery {
  readonly shop: ShopId;
  readonly topic: string;
  /** When it happened, by Shopify's clock; null where nobody said. */
  readonly triggeredAt: Date | null;
  /** Null once erased, which only the demand to erase does to a delivery still queued. */
  readonly body: Buffer | null;
}

type Handler = (
  tx: Tx,
  shop: ShopId,
  body: unknown,
  now: Date,
  /** When it happened, as far as anybody said. */
  at: Date,
) => Promise<unknown>;

/** A data request was answered; the merchant is to hand the answer on. */
export interface DataExportMade {
  readonly shop: ShopId;
  readonly exportId: string;
}

/**
 * Processes one delivery inside the caller's transaction; a throw leaves nothing of it.
 * @returns what somebody is to be told of once the transaction is committed
 */
export type HandleTopic = (
  tx: Tx,
  delivery: TopicDelivery,
  now: Date,
) => Promise<DataExportMade | null>;

/** What is done for each topic, with what its body says. */
export function createTopicHandler(hashEmail: HashEmail, hooks: AccrueHooks = {}): HandleTopic {
  const customer = (body: unknown) => read(customerFromPayload(body, hashEmail)).customerId;
  const handlers: Readonly<Record<string, Handler>> = {
    "customers/create": (tx, shop, body, now) => customerTold(tx, shop, customer(body), now),
    // Nothing of what may change, a name or an address, is kept: only that there is a customer.
    "customers/update": (tx, shop, body, now) => customerTold(tx, shop, customer(body), now),
    "customers_email_marketing_consent/update": (tx, shop, body, now, at) =>
      newsletterTold(tx, shop, read(newsletterFromPayload(body, at)), now),
    "customers/delete": (tx, shop, body, now) => customerDeleted(tx, shop, customer(body), now),
    "customers/merge": (tx, shop, body, now) =>
      customersMerged(tx, shop, read(customerMergeFromPayload(body)), now, hooks),
    "customers/redact": (tx, shop, body, now) =>
      redactCustomer(tx, shop, read(customerRedactFromPayload(body, hashEmail)), now),
    "products/create": (tx, shop, body, now) =>
      productTold(tx, shop, read(productFromPayload(body)), now),
    "products/update": (tx, shop, body, now) =>
      productTold(tx, shop, read(productFromPayload(body)), now),
    "products/delete": (tx, shop, body, now) =>
      productDeleted(tx, shop, read(productDeletedFromPayload(body)), now),
    "collections/create": (tx, shop, _body, now) => collectionTold(tx, shop, now),
    "collections/update": (tx, shop, _body, now) => collectionTold(tx, shop, now),
    "collections/delete": (tx, shop, _body, now) => collectionTold(tx, shop, now),
    "app/uninstalled": (tx, shop, _body, _now, at) => uninstallShop(tx, shop, at),
    "app/scopes_update": (tx, shop, body, _now, at) =>
      updateSessionScopes(tx, shop, read(scopesFromPayload(body)), at),
    "shop/redact": (tx, shop, body, _now, at) => {
      const named = read(shopRedactFromPayload(body)).shopDomain;
      // The HMAC vouches for the body alone; the shop came in a header.
      if (named !== null && named !== shop) throw new Error(`the body is about ${named}`);
      return redactShop(tx, shop, at);
    },
  };
  // An order's delivery comes without facts only if it was refused on arrival; since it was
  // queued again, someone has mended the reader.
  const order = (topic: OrderTopic): Handler => {
    return (tx, shop, body, now, at) => {
      const event = read(orderEventFromPayload(topic, body, hashEmail, at));
      return accrueOrdersIn(tx, shop, [event], now, hooks);
    };
  };
  return async (tx, { shop, topic, triggeredAt, body }, now) => {
    if (body === null) return null;
    const parsed = parseBody(body.toString("utf8"));
    if (parsed.kind !== "ok") throw new Error("the body is not JSON");
    if (topic === "customers/data_request") {
      const request = read(dataRequestFromPayload(parsed.body, hashEmail));
      return { shop, exportId: await exportCustomerData(tx, shop, request, now) };
    }
    const handler = isOrderTopic(topic) ? order(topic) : handlers[topic];
    if (handler === undefined) throw new Error(`no service handles ${topic}`);
    await handler(tx, shop, parsed.body, now, triggeredAt ?? now);
    return null;
  };
}

/** The webhook endpoint has read the payload before; what fails here is a bug, or an older delivery. */
function read<T>(result: Reading<T>): T {
  if (result.kind === "ok") return result.value;
  throw new Error(`${result.field} ${result.message}`);
}
