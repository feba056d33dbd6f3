import { isDeepStrictEqual } from "node:util";
import type { ProgramVersion } from "../program-version.ts";

/**
 * Since which version the tiers are what they are by now: who was looked at under it or a later one
 * need not be looked at again.
 * @param versions of the shop, the oldest first
 * @returns null where there are none, and never were any
 */
export function tiersSince(versions: readonly ProgramVersion[]): number | null {
  if (!versions.some(({ program }) => program.tiers !== null)) return null;
  const last = versions.at(-1);
  const others = versions.findLastIndex((one) => !last || !isSame(one, last));
  return versions[others + 1]?.version ?? null;
}

const isSame = ({ program: a }: ProgramVersion, { program: b }: ProgramVersion): boolean =>
  isDeepStrictEqual(a.tiers, b.tiers) && a.timeZone === b.timeZone;
