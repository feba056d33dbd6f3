import { programInForce, type ProgramVersion } from "../program-version.ts";

/** What a back-fill has said of an order that it brought in. */
export interface Backfilled {
  /**
   * The version chosen for orders from before the first; 0 where the back-fill was undone, so that
   * the order earns nothing for good; null where nothing was said.
   */
  readonly backfillVersion: number | null;
}

/**
 * The version that an order is evaluated under: the one in force when it was placed or, of an
 * order from before the first, the one that its back-fill chose. What was chosen stays, so that
 * refunds that come later and verify agree with what was posted.
 * @returns null where it earns nothing
 */
export function versionOfOrder(
  { backfillVersion }: Backfilled,
  processedAt: Date,
  versions: readonly ProgramVersion[],
): ProgramVersion | null {
  if (backfillVersion === 0) return null;
  const inForce = programInForce(versions, processedAt);
  if (inForce || backfillVersion === null) return inForce;
  return versions.find(({ version }) => version === backfillVersion) ?? null;
}
