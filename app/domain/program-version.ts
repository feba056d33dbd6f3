import type { Program } from "./program.ts";

/** One immutable publication of a shop's program. */
export interface ProgramVersion {
  /** From 1. */
  readonly version: number;
  readonly publishedAt: Date;
  readonly program: Program;
}

/**
 * The version that applies to an order: the newest one published when it was placed.
 * @param versions of one shop, the oldest first
 * @returns null for an order from before the first publication, which earns nothing
 */
export function programInForce(
  versions: readonly ProgramVersion[],
  processedAt: Date,
): ProgramVersion | null {
  return versions.findLast((version) => version.publishedAt <= processedAt) ?? null;
}
