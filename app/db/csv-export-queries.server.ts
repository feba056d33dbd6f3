import type { Account } from "../domain/ledger/accounts.ts";
import type { Json, TransferCode } from "../domain/ledger/transfer.ts";
import type { CustomerId, HolderId, OrderId, ShopId } from "../domain/ids.ts";
import type { Points } from "../domain/points.ts";
import { MEMBER_STATUS } from "./member-status.server.ts";
import type { Queryable } from "./transaction.server.ts";

/** A member, under one of its customer ids. */
export interface ExportedMember {
  readonly holderId: HolderId;
  /** Whether it was merged into another, which has all that it had. */
  readonly isMerged: boolean;
  readonly customerId: CustomerId | null;
  readonly status: string;
  readonly pending: Points;
  readonly available: Points;
  readonly held: Points;
  readonly owed: Points;
  readonly tier: string | null;
  readonly birthMonth: number | null;
  readonly birthDay: number | null;
  readonly joinedAt: Date;
}

/** The next members of a shop after one, in order of id. */
export const membersPage = (
  db: Queryable,
  shop: ShopId,
  after: HolderId | null,
  limit: number,
): Promise<ExportedMember[]> =>
  db.query<ExportedMember>(
    `SELECT m.holder_id AS "holderId", h.merged_into IS NOT NULL AS "isMerged", c.customer_id AS "customerId", ${MEMBER_STATUS} AS status, b.pending,
            b.available, b.held, b.owed, t.tier, m.birth_month AS "birthMonth",
            m.birth_day AS "birthDay", m.joined_at AS "joinedAt"
       FROM (SELECT * FROM members
              WHERE shop = $1 AND ($2::uuid IS NULL OR holder_id > $2)
              ORDER BY holder_id LIMIT $3) AS m
      CROSS JOIN LATERAL (
        SELECT merged_into FROM holders WHERE shop = $1 AND holder_id = m.holder_id LIMIT 1) AS h
      CROSS JOIN LATERAL (
        SELECT pending, available, held, owed FROM balances
         WHERE shop = $1 AND holder_id = m.holder_id LIMIT 1) AS b
       LEFT JOIN LATERAL (
        SELECT tier FROM member_tiers WHERE shop = $1 AND holder_id = m.holder_id LIMIT 1) AS t
         ON true
       LEFT JOIN LATERAL (
        SELECT customer_id FROM customers
         WHERE shop = $1 AND holder_id = m.holder_id
         ORDER BY deleted_at IS NOT NULL, redacted_at IS NOT NULL, customer_id LIMIT 1) AS c ON true
      ORDER BY m.holder_id`,
    [shop, after, limit],
  );

/** A transfer with the customer that its chain belongs to. */
export interface ExportedTransfer {
  readonly holderId: HolderId;
  readonly seq: bigint;
  readonly customerId: CustomerId | null;
  readonly code: TransferCode;
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: Points;
  readonly maturesAt: Date | null;
  readonly expiresAt: Date | null;
  readonly orderId: OrderId | null;
  readonly programVersion: number | null;
  readonly explanation: Json;
  readonly eventAt: Date;
  readonly recordedAt: Date;
  readonly hash: Buffer;
  readonly reason: string | null;
}

/** The next transfers of a shop after one, chain by chain. */
export const transfersPage = (
  db: Queryable,
  shop: ShopId,
  after: { readonly holderId: HolderId; readonly seq: bigint } | null,
  limit: number,
): Promise<ExportedTransfer[]> =>
  db.query<ExportedTransfer>(
    `SELECT t.holder_id AS "holderId", t.seq, c.customer_id AS "customerId", t.code, t.debit,
            t.credit, t.amount, t.matures_at AS "maturesAt", t.expires_at AS "expiresAt",
            t.order_id AS "orderId", t.program_version AS "programVersion", t.explanation,
            t.event_at AS "eventAt", t.recorded_at AS "recordedAt", t.hash, n.text AS reason
       FROM (SELECT * FROM transfers
              WHERE shop = $1 AND ($2::uuid IS NULL OR (holder_id, seq) > ($2, $3))
              ORDER BY holder_id, seq LIMIT $4) AS t
       LEFT JOIN LATERAL (
        SELECT text FROM notes WHERE shop = $1 AND note_hash = t.note_hash LIMIT 1) AS n
         ON t.note_hash IS NOT NULL
       LEFT JOIN LATERAL (
        SELECT customer_id FROM customers WHERE shop = $1 AND holder_id = t.holder_id
         ORDER BY deleted_at IS NOT NULL, redacted_at IS NOT NULL, customer_id LIMIT 1) AS c ON true
      ORDER BY t.holder_id, t.seq`,
    [shop, after?.holderId ?? null, after?.seq ?? null, limit],
  );
