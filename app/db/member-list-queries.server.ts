import type { CustomerId, HolderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import type { Edge } from "./keyset.server.ts";
import type { MemberStatus } from "./member-view-queries.server.ts";
import { MEMBER_STATUS } from "./member-status.server.ts";
import type { Queryable } from "./transaction.server.ts";

/** A member as a line of a list. */
export interface MemberListRow {
  readonly holderId: HolderId;
  /** Shopify's id; null where the customer's data were erased. */
  readonly customerId: CustomerId | null;
  readonly status: MemberStatus;
  readonly joinedAt: Date;
  readonly available: Points;
  readonly pending: Points;
  readonly owed: Points;
}

// Members who were merged into another are found there. What belongs to each is
// looked up by its key: joined, it would be read from the shop's first row on.
const SELECT_ROWS = `
SELECT m.holder_id AS "holderId", c.customer_id AS "customerId", ${MEMBER_STATUS} AS status,
       m.joined_at AS "joinedAt", b.available, b.pending, b.owed
  FROM members m
  CROSS JOIN LATERAL (
    SELECT merged_into FROM holders
     WHERE shop = m.shop AND holder_id = m.holder_id LIMIT 1) AS h
  CROSS JOIN LATERAL (
    SELECT available, pending, owed FROM balances
     WHERE shop = m.shop AND holder_id = m.holder_id LIMIT 1) AS b
  LEFT JOIN LATERAL (
    SELECT customer_id FROM customers
     WHERE shop = m.shop AND holder_id = m.holder_id
     ORDER BY deleted_at IS NOT NULL, customer_id LIMIT 1) AS c ON true
 WHERE m.shop = $1 AND h.merged_into IS NULL`;

/**
 * Members beyond an edge, those next to it first. Their ids are made one after
 * the other (UUIDv7), so that the primary key has them in order of joining.
 */
export function listMembers(
  db: Queryable,
  shop: ShopId,
  edge: Edge<HolderId> | null,
  limit: number,
): Promise<MemberListRow[]> {
  const goesUp = edge?.side === "newer";
  const beyond = edge === null ? "" : `AND m.holder_id ${goesUp ? ">" : "<"} $3`;
  return db.query<MemberListRow>(
    `${SELECT_ROWS} ${beyond} ORDER BY m.holder_id ${goesUp ? "ASC" : "DESC"} LIMIT $2`,
    [shop, limit, ...(edge === null ? [] : [edge.place])],
  );
}

/** The members of these holders, those who joined last first. */
export function membersOfHolders(
  db: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
): Promise<MemberListRow[]> {
  return db.query<MemberListRow>(
    `${SELECT_ROWS} AND m.holder_id = ANY($2::uuid[]) ORDER BY m.holder_id DESC`,
    [shop, holders],
  );
}
