import { GraphQLError } from "graphql";
import type { Store } from "../store.ts";
import { automaticNode, discountNode } from "./automatic-discount-node.ts";
import { customerNode } from "./customer-node.ts";
import type { Node } from "./fields.ts";
import { orderNode } from "./order-node.ts";
import { collectionNode, productNode } from "./product-node.ts";
import { refundNode } from "./refund-node.ts";

/** The digits of a gid of one type; an id of another type or shape is refused as Shopify refuses it. */
export function idOf(gid: string, type: string): string {
  const match = /^gid:\/\/shopify\/(\w+)\/(\d{1,18})(?:\?.*)?$/.exec(gid);
  if (match?.[1] !== type || match[2] === undefined) {
    throw new GraphQLError(`Invalid id: ${gid}`, { extensions: { code: "RESOURCE_NOT_FOUND" } });
  }
  return match[2];
}

const READERS: Readonly<Record<string, (store: Store, id: string) => Node | null>> = {
  Order: (store, id) => {
    const order = store.orders.get(id);
    return order === null ? null : orderNode(store, order);
  },
  Customer: (store, id) => {
    const customer = store.customers.get(id);
    return customer === null ? null : customerNode(store, customer);
  },
  Product: (store, id) => {
    const product = store.catalogue.product(id);
    return product === null ? null : productNode(store, product);
  },
  Collection: (store, id) => {
    const collection = store.catalogue.collection(id);
    return collection === null ? null : collectionNode(store, collection);
  },
  DiscountAutomaticNode: (store, id) => {
    const discount = store.discounts.get(id);
    return discount === null ? null : automaticNode(store, discount);
  },
  DiscountNode: (store, id) => {
    const discount = store.discounts.get(id);
    return discount === null ? null : discountNode(store, discount);
  },
  Refund: (store, id) => {
    const order = store.orders.withRefund(id);
    const refund = order?.refunds.find((candidate) => candidate.id === id);
    return order === null || refund === undefined ? null : refundNode(store, order, refund);
  },
};

/** `node(id:)`: null for what is not there. */
export function nodeById(store: Store, gid: string): Node | null {
  const type = /^gid:\/\/shopify\/(\w+)\//.exec(gid)?.[1] ?? "";
  const read = READERS[type];
  if (read === undefined) {
    throw new GraphQLError(`The dev store does not look up ${type || gid} by id`, {
      extensions: { code: "NOT_IMPLEMENTED_BY_DEV_STORE" },
    });
  }
  return read(store, idOf(gid, type));
}

/** `order(id:)` and its like. */
export const nodeOfType = (store: Store, type: string, gid: string): Node | null =>
  READERS[type]?.(store, idOf(gid, type)) ?? null;
