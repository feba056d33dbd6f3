import { writeTiers } from "../program/tiers.ts";
import type { ProgramVersion } from "../program-version.ts";

/**
 * Since which version the tiers are what they are by now: who was looked at under it or a later one
 * need not be looked at again.
 * @param versions of the shop, the oldest first
 * @returns null where there are none, and never were any
 */
export function tiersSince(versions: readonly ProgramVersion[]): number | null {
  if (!versions.some(({ program }) => program.tiers !== null)) return null;
  const written = versions.map(textOf);
  const others = written.findLastIndex((text) => text !== written.at(-1));
  return versions[others + 1]?.version ?? null;
}

/** All that decides who stands where. */
const textOf = ({ program: { tiers, timeZone, currency } }: ProgramVersion): string =>
  JSON.stringify([timeZone, currency, tiers && writeTiers(tiers, currency)]);
