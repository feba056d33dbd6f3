import type { Minor } from "./money.ts";

/**
 * What the dev store keeps. Ids are Shopify's: whole numbers as decimal text,
 * because they may exceed 2^53. Money is minor units of the shop's currency.
 */
export type Id = string;

/** Parts of a payload that the dev store does not understand and hands on as they are. */
export type Extra = Record<string, unknown>;

export interface Customer {
  readonly id: Id;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  tags: string[];
  note: string | null;
  createdAt: Date;
  updatedAt: Date;
  extra: Extra;
}

export interface OrderLine {
  readonly id: Id;
  productId: Id | null;
  variantId: Id | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  /** For one unit. */
  price: Minor;
  /** As ordered, with what edits added. */
  quantity: number;
  /** Taken out again by edits. */
  removed: number;
  fulfilled: number;
  /** Allocations of the order's discount applications, for all units. */
  discounts: { amount: Minor; application: number }[];
  /** Parts per million: 220,000 is 22 %. */
  taxRatePpm: bigint;
  /** On all units. */
  tax: Minor;
  giftCard: boolean;
  /** Set when the line is a tip. */
  tip: { gateway: string; method: string } | null;
  requiresShipping: boolean;
  properties: { name: string; value: string }[];
  extra: Extra;
}

export interface ShippingLine {
  readonly id: Id;
  title: string;
  price: Minor;
  discounted: Minor;
  tax: Minor;
}

export interface Transaction {
  readonly id: Id;
  kind: "sale" | "authorization" | "capture" | "refund" | "void";
  status: "success" | "failure" | "pending" | "error";
  amount: Minor;
  gateway: string;
  parentId: Id | null;
  at: Date;
}

export interface RefundLine {
  readonly id: Id;
  readonly lineId: Id;
  readonly quantity: number;
  readonly restockType: "no_restock" | "cancel" | "return" | "legacy_restock";
  readonly subtotal: Minor;
  readonly tax: Minor;
}

export interface Refund {
  readonly id: Id;
  readonly at: Date;
  readonly note: string | null;
  readonly lines: readonly RefundLine[];
  readonly shipping: readonly {
    id: Id;
    shippingLineId: Id;
    amount: Minor;
    tax: Minor;
  }[];
  /** Positive: less was paid than lines and shipping come to; negative: more. */
  readonly adjustments: readonly { id: Id; amount: Minor }[];
  readonly transactions: readonly Transaction[];
  /** Goods given instead of money, of a return that was exchanged. */
  readonly exchange: {
    readonly returnId: Id;
    /** The lines that they are on. */
    readonly lineIds: readonly Id[];
    /** How much of what came back they were set against. */
    readonly value: Minor;
  } | null;
  /** An edit's removal, which Shopify lists among the refunds. */
  readonly isEdit: boolean;
}

/** Goods that were sent off together. */
export interface Fulfilment {
  readonly id: Id;
  readonly at: Date;
  readonly lines: readonly { readonly lineId: Id; readonly quantity: number }[];
}

/** One committed order edit. */
export interface OrderEdit {
  readonly id: Id;
  readonly at: Date;
  readonly changes: readonly {
    saleId: Id;
    lineId: Id;
    delta: number;
    total: Minor;
    tax: Minor;
  }[];
}

export interface DiscountApplication {
  type: "discount_code" | "automatic" | "manual" | "script";
  /** The code of a discount code, the title of any other. */
  title: string;
  value: string;
  valueType: "fixed_amount" | "percentage";
  targetType: "line_item" | "shipping_line";
  extra: Extra;
}

export interface Order {
  readonly id: Id;
  readonly number: number;
  name: string;
  customerId: Id | null;
  email: string | null;
  phone: string | null;
  createdAt: Date;
  processedAt: Date;
  updatedAt: Date;
  closedAt: Date | null;
  cancelledAt: Date | null;
  cancelReason: string | null;
  /** What the buyer saw: one unit of shop money is `rate` (parts per million) of it. */
  presentment: { currency: string; ratePpm: bigint } | null;
  taxesIncluded: boolean;
  test: boolean;
  sourceName: string;
  tags: string[];
  note: string | null;
  attributes: { name: string; value: string }[];
  discounts: DiscountApplication[];
  lines: OrderLine[];
  shipping: ShippingLine[];
  transactions: Transaction[];
  refunds: Refund[];
  edits: OrderEdit[];
  fulfilments: Fulfilment[];
  /** The company that bought (B2B); null for a person. */
  company: { id: Id; locationId: Id } | null;
  extra: Extra;
}

export interface Product {
  readonly id: Id;
  readonly variantId: Id;
  readonly title: string;
  readonly handle: string;
  readonly vendor: string;
  readonly productType: string;
  readonly sku: string;
  readonly price: Minor;
  readonly tags: readonly string[];
  readonly collectionIds: readonly Id[];
  readonly createdAt: Date;
}

export interface Collection {
  readonly id: Id;
  readonly title: string;
  readonly handle: string;
  readonly createdAt: Date;
}
