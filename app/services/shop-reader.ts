import type { CustomerId, OrderId, ShopId } from "../domain/ids.ts";
import type { ProductFacts } from "../domain/order/context.ts";
import type { OrderFacts } from "../domain/order/order.ts";

/** A page of orders, in the order in which they changed. */
export interface OrderPage {
  readonly orders: readonly OrderFacts[];
  /** Orders among them that make no sense; each is to be read again, until a person has looked. */
  readonly unreadable: readonly OrderId[];
  /** Where the next page starts; null after the last. */
  readonly next: string | null;
}

/** What the Admin API says of a customer. */
export interface CustomerReading {
  readonly customerId: CustomerId;
  /** Keyed hash of the address; null where there is none. */
  readonly emailHash: string | null;
}

/**
 * What is read from one shop's Admin API; app/shopify/orders/shop-reader.server.ts
 * is it. Every call throws when Shopify refuses, does not answer, or hides
 * what the app has no right to see.
 */
export interface ShopReader {
  /** Orders changed at or after `since`. */
  ordersUpdatedSince(since: Date, after: string | null): Promise<OrderPage>;
  /**
   * Null for an order that Shopify does not know, or is too old to be shown to this app;
   * one that cannot be read throws.
   */
  order(id: OrderId): Promise<OrderFacts | null>;
  /** Those of at most 250 orders that Shopify does not know, or are too old to be shown to this app. */
  missingOrders(ids: readonly OrderId[]): Promise<readonly OrderId[]>;
  /** Orders of a customer made at or after `since`, in the order in which they changed. */
  ordersOfCustomer(customer: CustomerId, since: Date, after: string | null): Promise<OrderPage>;
  /** Null for a customer that was deleted, or merged into another. */
  customer(id: CustomerId): Promise<CustomerReading | null>;
  /** What rules ask of products, in batches; null for one that Shopify does not know any more. */
  products(ids: readonly string[]): Promise<ReadonlyMap<string, ProductFacts | null>>;
  /** The tags of customers, in batches; none of one that Shopify does not know any more. */
  customerTags(ids: readonly CustomerId[]): Promise<ReadonlyMap<CustomerId, readonly string[]>>;
}

export type ShopReaderOf = (shop: ShopId) => ShopReader;
