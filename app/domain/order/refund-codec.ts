import type { LineId, RefundId } from "../ids.ts";
import { minor } from "../money.ts";
import type { HeldRefund, OrderRefund, RefundedLine, RefundRuling } from "./order.ts";

/* How refunds are written into JSON columns; see codec.ts. */

/** line id, quantity, value */
type EncodedRefundedLine = readonly [string, number, string];

export interface EncodedRefund {
  readonly id: string;
  readonly at: string;
  readonly lines: readonly EncodedRefundedLine[];
  readonly shipping: string;
  readonly discrepancy: string;
  readonly paid: string;
  readonly edit: boolean;
  /** Absent where nothing was exchanged; null where nobody has told yet. */
  readonly exchanged?: string | null;
}

export interface EncodedHeldRefund extends EncodedRefund {
  readonly as_of: string;
  readonly source: HeldRefund["source"];
  readonly contested: boolean;
  /** The Admin API's word on `edit`, as of when, and what was exchanged, where anything was. */
  readonly ruling?: readonly [boolean, string, string?];
}

/** An order's united refunds as JSON. */
export function encodeRefunds(refunds: readonly HeldRefund[]): EncodedHeldRefund[] {
  return refunds.map((refund) => ({
    ...encodeRefund(refund),
    as_of: refund.asOf.toISOString(),
    source: refund.source,
    contested: refund.contested,
    ...(refund.ruling && { ruling: encodeRuling(refund.ruling) }),
  }));
}

/** @param json what `encodeRefunds` made */
export function decodeRefunds(json: unknown): HeldRefund[] {
  return (json as EncodedHeldRefund[]).map((encoded) => ({
    ...decodeRefund(encoded),
    asOf: new Date(encoded.as_of),
    source: encoded.source,
    contested: encoded.contested,
    ruling: encoded.ruling ? decodeRuling(encoded.ruling) : null,
  }));
}

type EncodedRuling = NonNullable<EncodedHeldRefund["ruling"]>;

function encodeRuling({ isEdit, asOf, exchangedMinor }: RefundRuling): EncodedRuling {
  const ruling = [isEdit, asOf.toISOString()] as const;
  return exchangedMinor === 0n ? ruling : [...ruling, String(exchangedMinor)];
}

const decodeRuling = ([isEdit, asOf, exchanged = "0"]: EncodedRuling): RefundRuling => ({
  isEdit,
  asOf: new Date(asOf),
  exchangedMinor: minor(BigInt(exchanged)),
});

/** A refund as it stands inside an event or facts. */
export function encodeRefund(refund: OrderRefund): EncodedRefund {
  return {
    id: refund.id,
    at: refund.at.toISOString(),
    lines: refund.lines.map(({ lineId, quantity, valueMinor }) => [
      lineId,
      quantity,
      String(valueMinor),
    ]),
    shipping: String(refund.shippingMinor),
    discrepancy: String(refund.discrepancyMinor),
    paid: String(refund.paidMinor),
    edit: refund.isEdit,
    ...(refund.exchangedMinor !== 0n && { exchanged: exchangedText(refund.exchangedMinor) }),
  };
}

/** @param encoded what `encodeRefund` made */
export function decodeRefund(encoded: EncodedRefund): OrderRefund {
  return {
    id: encoded.id as RefundId,
    at: new Date(encoded.at),
    lines: encoded.lines.map(decodeRefundedLine),
    shippingMinor: minor(BigInt(encoded.shipping)),
    discrepancyMinor: minor(BigInt(encoded.discrepancy)),
    paidMinor: minor(BigInt(encoded.paid)),
    isEdit: encoded.edit,
    exchangedMinor: encoded.exchanged === null ? null : minor(BigInt(encoded.exchanged ?? 0)),
  };
}

const exchangedText = (exchanged: OrderRefund["exchangedMinor"]) =>
  exchanged === null ? null : String(exchanged);

function decodeRefundedLine([lineId, quantity, value]: EncodedRefundedLine): RefundedLine {
  return { lineId: lineId as LineId, quantity, valueMinor: minor(BigInt(value)) };
}
