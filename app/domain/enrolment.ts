import { programInForce, type ProgramVersion } from "./program-version.ts";

/** What can be decided on a member's enrolment. */
export const ENROLMENT_DECISIONS = ["active", "opted_out", "frozen"] as const;
export type EnrolmentDecision = (typeof ENROLMENT_DECISIONS)[number];

/** A decision, and from when it holds: until the next one. */
export interface Enrolment {
  readonly status: EnrolmentDecision;
  readonly at: Date;
}

/**
 * Whether a member was in the programme at a moment, and so earned. What was decided last before
 * it counts; where nobody has decided, the mode of the program in force: with automatic enrolment
 * every customer is in it, with opt-in only who has agreed.
 * @param decisions the earliest first
 * @param versions of the shop, the oldest first
 */
export function isEnrolledAt(
  decisions: readonly Enrolment[],
  versions: readonly ProgramVersion[],
  at: Date,
): boolean {
  const last = decisions.findLast((decision) => decision.at <= at);
  if (last) return last.status === "active";
  // Orders from before the first version are judged as if it had been there: a back-fill's.
  const version = programInForce(versions, at) ?? versions[0];
  return version?.program.enrolment.mode === "automatic";
}
