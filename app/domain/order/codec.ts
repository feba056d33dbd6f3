import { hash } from "node:crypto";

import type { CustomerId, LineId, OrderId } from "../ids.ts";
import { minor } from "../money.ts";
import type { CurrencyCode } from "../money.ts";
import { canonicalState } from "./canonical.ts";
import { dateOrNull, decodeExtras, decodeLineExtras } from "./extras-codec.ts";
import { encodeExtras, encodeLineExtras, isoOrNull } from "./extras-codec.ts";
import type { EncodedExtras } from "./extras-codec.ts";
import type { HeldFacts, OrderEvent, OrderFacts, OrderLine, OrderState } from "./order.ts";
import { decodeRefund, encodeRefund } from "./refund-codec.ts";
import type { EncodedRefund } from "./refund-codec.ts";
import { decodeSpent, encodeSpent } from "./spent-codec.ts";
import type { EncodedSpent } from "./spent-codec.ts";

export { decodeRefunds, encodeRefunds } from "./refund-codec.ts";

/*
 * How events and states are written into JSON columns: money as decimal strings
 * of minor units, times as ISO 8601, lines as short tuples. Decoding checks only
 * the version, because nobody else writes these columns and every delivery is
 * decoded on the hot road.
 */

const VERSION = 1;

/** id, quantity, removed, total, tax, kind, product id; then, where there are any, vendor, codes and free units */
type EncodedLine = readonly [
  string,
  number,
  number,
  string,
  string,
  OrderLine["kind"],
  string | null,
  (string | null)?,
  string?,
  number?,
];

export interface EncodedFacts extends EncodedSpent, EncodedExtras {
  readonly v: typeof VERSION;
  readonly order: string;
  readonly name: string | null;
  readonly source: OrderFacts["source"];
  readonly updated: string;
  readonly processed: string;
  readonly customer: string | null;
  readonly guest: string | null;
  readonly currency: string;
  readonly test: boolean;
  readonly paid: string | null;
  readonly cancelled: string | null;
  readonly channel: string;
  readonly lines: readonly EncodedLine[];
  readonly shipping: string;
  readonly refunds: readonly EncodedRefund[];
  readonly contested?: true;
}

export type EncodedOrderEvent =
  | { readonly kind: "state"; readonly facts: EncodedFacts }
  | {
      readonly v: typeof VERSION;
      readonly kind: "refund";
      readonly order: string;
      readonly refund: EncodedRefund;
    }
  | { readonly v: typeof VERSION; readonly kind: "edited"; readonly order: string }
  | {
      readonly v: typeof VERSION;
      readonly kind: "deleted";
      readonly order: string;
      readonly at: string;
      readonly source: "webhook" | "admin";
    };

/** An event as JSON, for the row of its delivery. */
export function encodeOrderEvent(event: OrderEvent): EncodedOrderEvent {
  const v = VERSION;
  switch (event.kind) {
    case "state":
      return { kind: "state", facts: encodeFacts(event.facts) };
    case "refund":
      return { v, kind: "refund", order: event.orderId, refund: encodeRefund(event.refund) };
    case "edited":
      return { v, kind: "edited", order: event.orderId };
    case "deleted": {
      const { orderId: order, at, source } = event;
      return { v, kind: "deleted", order, at: at.toISOString(), source };
    }
  }
}

/**
 * @param json what `encodeOrderEvent` made
 * @throws RangeError for another version's encoding
 */
export function decodeOrderEvent(json: unknown): OrderEvent {
  const encoded = json as EncodedOrderEvent;
  if (encoded.kind === "state") return { kind: "state", facts: decodePlainFacts(encoded.facts) };
  assertVersion(encoded.v);
  const orderId = encoded.order as OrderId;
  switch (encoded.kind) {
    case "refund":
      return { kind: "refund", orderId, refund: decodeRefund(encoded.refund) };
    case "edited":
      return { kind: "edited", orderId };
    case "deleted":
      return { kind: "deleted", orderId, at: new Date(encoded.at), source: encoded.source };
  }
}

/** Where the encoded facts have the hash of a guest's address, for its erasure. */
export const GUEST_FIELD = "guest" satisfies keyof EncodedFacts;

/** Facts as JSON, for an order's row or inside an event. */
export function encodeFacts(facts: OrderFacts | HeldFacts): EncodedFacts {
  return {
    v: VERSION,
    order: facts.orderId,
    name: facts.name,
    source: facts.source,
    updated: facts.updatedAt.toISOString(),
    processed: facts.processedAt.toISOString(),
    customer: facts.customerId,
    [GUEST_FIELD]: facts.guestHash,
    currency: facts.currency,
    test: facts.test,
    paid: isoOrNull(facts.paidAt),
    cancelled: isoOrNull(facts.cancelledAt),
    channel: facts.channel,
    lines: facts.lines.map(encodeLine),
    shipping: String(facts.shippingMinor),
    refunds: facts.refunds.map(encodeRefund),
    ...encodeExtras(facts),
    ...encodeSpent(facts),
    ...("contested" in facts && facts.contested ? { contested: true } : {}),
  };
}

/**
 * @param json what `encodeFacts` made of an order's row
 * @throws RangeError for another version's encoding
 */
export function decodeFacts(json: unknown): HeldFacts {
  const encoded = json as EncodedFacts;
  return { ...decodePlainFacts(encoded), contested: encoded.contested === true };
}

function decodePlainFacts(encoded: EncodedFacts): OrderFacts {
  assertVersion(encoded.v);
  return {
    orderId: encoded.order as OrderId,
    name: encoded.name,
    source: encoded.source,
    updatedAt: new Date(encoded.updated),
    processedAt: new Date(encoded.processed),
    customerId: encoded.customer as CustomerId | null,
    guestHash: encoded.guest,
    currency: encoded.currency as CurrencyCode,
    test: encoded.test,
    paidAt: dateOrNull(encoded.paid),
    cancelledAt: dateOrNull(encoded.cancelled),
    channel: encoded.channel,
    lines: encoded.lines.map(decodeLine),
    shippingMinor: minor(BigInt(encoded.shipping)),
    refunds: encoded.refunds.map(decodeRefund),
    ...decodeExtras(encoded),
    ...decodeSpent(encoded),
  };
}

/**
 * Names an order's state: hex SHA-256 of its canonical text. States that differ
 * only in marks for refetch, or in whose word they are, have the same hash.
 */
export function orderStateHash(state: OrderState): string {
  return hash("sha256", canonicalState(state), "hex");
}

function encodeLine(line: OrderLine): EncodedLine {
  const { id, quantity, removed, totalMinor, taxMinor, kind, productId } = line;
  const [total, tax] = [String(totalMinor), String(taxMinor)];
  return [id, quantity, removed, total, tax, kind, productId, ...encodeLineExtras(line)];
}

function decodeLine(encoded: EncodedLine): OrderLine {
  const [id, quantity, removed, total, tax, kind, productId, vendor, code, free] = encoded;
  return {
    id: id as LineId,
    quantity,
    removed,
    totalMinor: minor(BigInt(total)),
    taxMinor: minor(BigInt(tax)),
    kind,
    productId,
    ...decodeLineExtras(vendor, code, free),
  };
}

function assertVersion(version: number) {
  if (version !== VERSION) throw new RangeError(`cannot decode version ${version} of an order`);
}
