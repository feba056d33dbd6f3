import type { Hold } from "./hold.ts";
import { points, type Points } from "./points.ts";
import type { Program } from "./program.ts";

/** Why a program or a balance does not let so many points be held. */
export type HoldRefusal =
  | { readonly kind: "not_a_step"; readonly step: Points }
  | { readonly kind: "below_minimum"; readonly minimum: Points }
  /** What is owed is repaid before anything is spent again. */
  | { readonly kind: "owes_points"; readonly owed: Points }
  | { readonly kind: "not_enough_points"; readonly available: Points; readonly asked: Points };

/** What a member could spend, and what it owes. */
export interface Spendable {
  /** With the points of the hold that the new one takes the place of; >= 0 */
  readonly available: Points;
  readonly owed: Points;
}

/**
 * Whether a checkout may hold so many points; null where it may. How much of the
 * order they may pay is the discount's to limit: the order is not known here.
 * @param asked > 0
 */
export function refusalToHold(
  asked: Points,
  { available, owed }: Spendable,
  { redemption }: Program,
): HoldRefusal | null {
  const { stepPoints: step, minimumPoints: minimum } = redemption;
  if (owed > 0n) return { kind: "owes_points", owed };
  if (asked % step !== 0n) return { kind: "not_a_step", step };
  if (asked < minimum) return { kind: "below_minimum", minimum };
  if (asked > available) return { kind: "not_enough_points", available, asked };
  return null;
}

const MINUTE_MS = 60_000;

/** Until when points held at `now` are kept for the checkout. */
export const holdEnd = (now: Date, { redemption }: Program): Date =>
  new Date(now.getTime() + redemption.holdMinutes * MINUTE_MS);

/** Letters and digits that are not mistaken for each other when read aloud or copied by hand. */
const CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
export const CODE_LENGTH = 6;

/**
 * The short code that tells a hold's discount from others in an order.
 * @param numbers `CODE_LENGTH` of them, random, each >= 0
 */
export const holdCode = (numbers: readonly number[]): string =>
  numbers.map((number) => CODE_ALPHABET[number % CODE_ALPHABET.length]).join("");

/**
 * Whether a new hold may take this one's place. One that has expired waits for
 * payments in flight, whatever its shopper wants now.
 */
export const isReplaceable = ({ state, endedBy }: Pick<Hold, "state" | "endedBy">): boolean =>
  state === "active" || endedBy === "shopper" || endedBy === "unanswered";

/** What a member can spend with a hold in the new one's place. */
export const withReplaced = (available: Points, replaced: readonly Points[]): Points =>
  points(replaced.reduce((sum: bigint, one) => sum + one, available));
