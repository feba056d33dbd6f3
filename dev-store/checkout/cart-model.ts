import type { FunctionAnswer } from "../functions/answer.ts";
import type { Id, Order } from "../model.ts";

export interface CartLine {
  readonly id: string;
  readonly variantId: Id;
  readonly quantity: number;
}

/** The namespace is written out in full: `$app` is the app's own. */
export interface CartMetafield {
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly value: string;
}

/** A cart, and the checkout that goes on from it: one thing with one token. */
export interface Cart {
  readonly token: string;
  /** Who is logged in; null for a guest. */
  customerId: Id | null;
  /** The guest's, as typed at checkout. */
  email: string | null;
  /** The company that is bought for (B2B); null for a person. */
  company: Order["company"];
  presentmentCurrency: string;
  /** What the buyer reads: Functions get it as their input's language. */
  locale: Locale;
  lines: CartLine[];
  attributes: { name: string; value: string }[];
  metafields: CartMetafield[];
  discountCodes: string[];
  /** Set once the order is placed; nothing changes from then on. */
  orderId: Id | null;
  /** Grows with every change. */
  revision: number;
  readonly createdAt: Date;
  updatedAt: Date;
  /** What the Functions said last; null when the next quote runs them. */
  answers: readonly FunctionAnswer[] | null;
}

export type Locale = "ru" | "en";

/** Everything that can be said of a cart; what is left out stays as it is. */
export interface CartChange {
  readonly customerId?: Id | null;
  readonly email?: string | null;
  readonly company?: Order["company"];
  readonly presentmentCurrency?: string;
  readonly locale?: Locale;
  /** All lines from now on: one of quantity 0 goes, those of one variant become one. */
  readonly lines?: readonly { readonly variantId: Id; readonly quantity: number }[];
  /** All attributes from now on, as are metafields and codes. */
  readonly attributes?: readonly { readonly name: string; readonly value: string }[];
  readonly metafields?: readonly CartMetafield[];
  readonly discountCodes?: readonly string[];
}
