import { parseDecimal } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";

/** Points held for a buyer, as the app writes them into the customer's metafield. */
export type Hold = {
  readonly id: string;
  /** Six characters that name the hold on the order. */
  readonly code: string;
  /** Whole points, above 0. */
  readonly points: bigint;
  /** What they are worth, in the shop's currency. */
  readonly amount: Decimal;
  readonly currency: string;
};

/**
 * The metafield's value, read.
 * @returns null where it is missing or of another shape: then nothing is taken off
 */
export function readHold(value: unknown): Hold | null {
  if (typeof value !== "object" || value === null) return null;
  const { id, code, points, amount, currency } = value as Record<string, unknown>;
  const worth = parseDecimal(amount);
  if (typeof id !== "string" || typeof code !== "string" || typeof currency !== "string") {
    return null;
  }
  if (typeof points !== "number" || !Number.isSafeInteger(points) || points <= 0) return null;
  if (id === "" || code === "" || worth === null) return null;
  return { id, code, points: BigInt(points), amount: worth, currency };
}
