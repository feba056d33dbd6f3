import { enrolmentsOf } from "../../db/enrolment-queries.server.ts";
import type { Queryable } from "../../db/transaction.server.ts";
import { isEnrolledAt } from "../../domain/enrolment.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import type { ProgramVersion } from "../../domain/program-version.ts";

/** Tells whether a holder was in the programme at a moment; of others than were loaded, nothing. */
export type WasEnrolled = (holder: HolderId, at: Date) => boolean;

/**
 * Loads what was ever decided on the holders' enrolment, in one statement.
 * @param holders living ones
 * @param versions all of the shop's
 */
export async function loadEnrolments(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
  versions: readonly ProgramVersion[],
): Promise<WasEnrolled> {
  const rows = holders.length === 0 ? [] : await enrolmentsOf(db, shop, holders);
  const decisions = Map.groupBy(rows, (row) => row.holderId);
  return (holder, at) => isEnrolledAt(decisions.get(holder) ?? [], versions, at);
}
