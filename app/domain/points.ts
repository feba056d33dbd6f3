import type { Brand } from "./ids.ts";

/** Whole points. */
export type Points = Brand<bigint, "Points">;

export const points = (value: bigint) => value as Points;
export const NO_POINTS = points(0n);
