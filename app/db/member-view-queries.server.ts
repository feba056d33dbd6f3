import type { HolderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import { MEMBER_STATUS } from "./member-status.server.ts";
import type { Queryable } from "./transaction.server.ts";

export type MemberStatus = "guest" | "active" | "opted_out" | "frozen" | "erased";

export interface MemberRow {
  readonly holderId: HolderId;
  readonly status: MemberStatus;
  readonly joinedAt: Date;
  readonly pending: Points;
  readonly available: Points;
  readonly held: Points;
  readonly owed: Points;
  /** Points earned, less those taken back, by the member and all that were merged into it. */
  readonly lifetimeEarned: Points;
}

// What a merge brings was earned in another chain, and stays there: hence the
// chains of the holders that were merged into this one.
const SELECT_MEMBER = `
SELECT m.holder_id AS "holderId", ${MEMBER_STATUS} AS status, m.joined_at AS "joinedAt",
       b.pending, b.available, b.held, b.owed,
       (SELECT coalesce(sum(CASE WHEN t.debit IN ('issued', 'reversed') THEN t.amount ELSE 0 END
                          - CASE WHEN t.credit = 'reversed' THEN t.amount ELSE 0 END), 0)::bigint
        FROM transfers t
        WHERE t.shop = $1
          AND t.holder_id IN (SELECT holder_id FROM holders
                              WHERE shop = $1 AND (holder_id = $2 OR merged_into = $2))
       ) AS "lifetimeEarned"
FROM members m JOIN balances b USING (shop, holder_id)
WHERE m.shop = $1 AND m.holder_id = $2`;

/** A member with its balances; undefined for a holder that is no person. */
export async function findMember(
  db: Queryable,
  shop: ShopId,
  holder: HolderId,
): Promise<MemberRow | undefined> {
  const [row] = await db.query<MemberRow>(SELECT_MEMBER, [shop, holder]);
  return row;
}
