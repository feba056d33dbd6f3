import type { Enrolment, EnrolmentDecision } from "../domain/enrolment.ts";
import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";
import type { MemberStatus } from "./member-view-queries.server.ts";

/** A decision as it is stored. */
export interface EnrolmentRow extends Enrolment {
  readonly holderId: HolderId;
}

/** What was decided on the holders' enrolment, each one's in order of time. */
export function enrolmentsOf(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<EnrolmentRow[]> {
  return db.query<EnrolmentRow>(
    `SELECT e.* FROM unnest($2::uuid[]) AS wanted (holder_id)
      CROSS JOIN LATERAL (
        SELECT holder_id AS "holderId", status, at, number FROM enrolments
         WHERE shop = $1 AND holder_id = wanted.holder_id ORDER BY at, number) AS e`,
    [shop, holders],
  );
}

/** How a member stands, its row locked. */
export interface EnrolmentState {
  readonly status: MemberStatus;
  /** Null where nobody has decided: the program's mode counts. */
  readonly decidedAt: Date | null;
}

/** @returns null for a holder that is no person */
export async function lockEnrolment(
  tx: Tx,
  shop: ShopId,
  holder: HolderId,
): Promise<EnrolmentState | null> {
  const [row] = await tx.query<EnrolmentState>(
    `SELECT status, decided_at AS "decidedAt" FROM members
      WHERE shop = $1 AND holder_id = $2 FOR NO KEY UPDATE`,
    [shop, holder],
  );
  return row ?? null;
}

export interface NewDecision {
  readonly holderId: HolderId;
  readonly status: EnrolmentDecision;
  readonly decidedBy: string;
  readonly consent: string | null;
}

/** Writes down a decision, and lets the member stand as it says. The member's row is locked. */
export async function decideEnrolment(
  tx: Tx,
  shop: ShopId,
  { holderId, status, decidedBy, consent }: NewDecision,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO enrolments (shop, holder_id, number, status, at, decided_by, consent, recorded_at)
     SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $4
       FROM enrolments WHERE shop = $1 AND holder_id = $2`,
    [shop, holderId, status, now, decidedBy, consent],
  );
  await tx.query(
    `UPDATE members SET status = $3, decided_at = $4 WHERE shop = $1 AND holder_id = $2`,
    [shop, holderId, status, now],
  );
  await markDecided(tx, shop, holderId);
}

/** Marks the holder, and all that were merged into it, by which accrual finds it. */
async function markDecided(tx: Tx, shop: ShopId, holder: HolderId): Promise<void> {
  await tx.query(
    `UPDATE holders SET decided = true
      WHERE shop = $1 AND (holder_id = $2 OR merged_into = $2) AND NOT decided`,
    [shop, holder],
  );
}

/**
 * Gives the decisions of a member that was merged to the one that lives on, in one order of time;
 * the latest of both counts.
 */
export async function mergeEnrolments(
  tx: Tx,
  shop: ShopId,
  from: HolderId,
  into: HolderId,
): Promise<void> {
  const moved = await tx.query(
    `INSERT INTO enrolments (shop, holder_id, number, status, at, decided_by, consent, recorded_at)
     SELECT shop, $3, number + (SELECT coalesce(max(number), 0) FROM enrolments
                                 WHERE shop = $1 AND holder_id = $3),
            status, at, decided_by, consent, recorded_at
       FROM enrolments WHERE shop = $1 AND holder_id = $2 RETURNING 1`,
    [shop, from, into],
  );
  const known = await tx.query<{ decided: boolean }>(
    "SELECT decided FROM holders WHERE shop = $1 AND holder_id = $2",
    [shop, into],
  );
  if (moved.length > 0 || known[0]?.decided === true) await markDecided(tx, shop, into);
  if (moved.length === 0) return;
  await tx.query("DELETE FROM enrolments WHERE shop = $1 AND holder_id = $2", [shop, from]);
  await tx.query(
    `UPDATE members m SET status = last.status, decided_at = last.at
       FROM (SELECT status, at FROM enrolments WHERE shop = $1 AND holder_id = $2
              ORDER BY at DESC, number DESC LIMIT 1) AS last
      WHERE m.shop = $1 AND m.holder_id = $2 AND m.status <> 'erased'`,
    [shop, into],
  );
}

/** Empties what the member agreed to, which may name them; that they decided stays. */
export async function eraseConsent(tx: Tx, shop: ShopId, holder: HolderId): Promise<void> {
  await tx.query("UPDATE enrolments SET consent = NULL WHERE shop = $1 AND holder_id = $2", [
    shop,
    holder,
  ]);
}
