import { minor } from "../money.ts";
import type { OrderFacts, OrderLine } from "./order.ts";

/*
 * What most orders do not have, and those that were stored earlier never say: it
 * stands in a JSON column only where it is there. See codec.ts.
 */

/** Each absent where it is as for most orders. */
export interface EncodedExtras {
  readonly fulfilled?: string;
  readonly company?: string;
  /** Prices exclude tax. */
  readonly net?: true;
  readonly shipping_tax?: string;
}

type Extras = Pick<OrderFacts, "fulfilledAt" | "companyId" | "taxesIncluded" | "shippingTaxMinor">;

export function encodeExtras(facts: Extras): EncodedExtras {
  const { fulfilledAt, companyId, taxesIncluded, shippingTaxMinor } = facts;
  return {
    ...(fulfilledAt !== null && { fulfilled: fulfilledAt.toISOString() }),
    ...(companyId !== null && { company: companyId }),
    ...(!taxesIncluded && { net: true }),
    ...(shippingTaxMinor !== 0n && { shipping_tax: String(shippingTaxMinor) }),
  };
}

/** @param encoded what `encodeExtras` made */
export function decodeExtras(encoded: EncodedExtras): Extras {
  return {
    fulfilledAt: dateOrNull(encoded.fulfilled ?? null),
    companyId: encoded.company ?? null,
    taxesIncluded: encoded.net !== true,
    shippingTaxMinor: minor(BigInt(encoded.shipping_tax ?? 0)),
  };
}

/** What a line's tuple ends in: nothing, or the vendor, what codes took off, free units, as far as needed. */
export function encodeLineExtras({
  vendor,
  codeMinor,
  freeUnits,
}: OrderLine):
  | readonly []
  | readonly [string | null]
  | readonly [string | null, string]
  | readonly [string | null, string, number] {
  if (freeUnits !== undefined) return [vendor, String(codeMinor), freeUnits];
  if (codeMinor !== 0n) return [vendor, String(codeMinor)];
  return vendor === null ? [] : [vendor];
}

export const decodeLineExtras = (vendor: string | null = null, code = "0", free?: number) => ({
  vendor,
  codeMinor: minor(BigInt(code)),
  ...(free !== undefined && { freeUnits: free }),
});

export const isoOrNull = (date: Date | null) => (date === null ? null : date.toISOString());
export const dateOrNull = (iso: string | null) => (iso === null ? null : new Date(iso));
