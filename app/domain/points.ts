import type { Brand } from "./ids.ts";

/** Whole points. */
export type Points = Brand<bigint, "Points">;

export const points = (value: bigint) => value as Points;
export const NO_POINTS = points(0n);

/** The most points that JSON can carry as an integer that every reader reads exactly. */
export const MOST_POINTS = points(BigInt(Number.MAX_SAFE_INTEGER));

/**
 * Points as JSON carries them.
 * @throws RangeError beyond 2^53 - 1 either way
 */
export function pointsToJson(value: Points): number {
  if (value > MOST_POINTS || 0n - value > MOST_POINTS) {
    throw new RangeError(`${value} points are more than JSON can carry exactly`);
  }
  return Number(value);
}
