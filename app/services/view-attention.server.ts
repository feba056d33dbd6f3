import {
  attentionCounts,
  listOddCaptures,
  listOwedBalances,
  listStuckOrders,
  listWaitingOrders,
  MOST_LISTED,
  type AttentionCounts,
  type OddCapture,
  type OwedBalance,
  type StuckOrder,
} from "../db/attention-queries.server.ts";
import { listDeadDeliveries, type DeadDelivery } from "../db/dead-delivery-queries.server.ts";
import { listParts } from "../db/installed-part-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { newestVerifications } from "../db/verification-queries.server.ts";
import type { CustomerId } from "../domain/ids.ts";
import type { PartName, PartProblem } from "../domain/installed-parts.ts";
import type { AdminClient } from "../shopify/admin-client.server.ts";
import { customerNames } from "../shopify/customer-names.server.ts";

/** A part of the installation that does not do its work. */
export interface BrokenPart {
  readonly part: PartName;
  readonly problem: PartProblem;
  /** Shopify's words, where it has refused. */
  readonly detail: string | null;
}

interface Named {
  /** Shopify's; null where it tells none. */
  readonly customerName: string | null;
}

/** Everything that somebody should look at, and how much of it there is beyond what is listed. */
export interface AttentionView {
  readonly counts: AttentionCounts;
  readonly parts: readonly BrokenPart[];
  readonly captures: readonly (OddCapture & Named)[];
  readonly owed: readonly (OwedBalance & Named)[];
  readonly stuck: readonly StuckOrder[];
  /** Orders that wait for what Shopify does not say of their products or customers. */
  readonly waiting: readonly StuckOrder[];
  readonly dead: readonly DeadDelivery[];
  /** What the last reading of the whole ledger has found, in a sentence; null where all was well. */
  readonly ledger: string | null;
}

/** The attention list of the admin's shop. */
export async function viewAttention(db: Database, admin: AdminClient): Promise<AttentionView> {
  const { shop } = admin;
  const sql = queryable(db.pool);
  const [counts, parts, captures, owed, stuck, waiting, dead, verifications] = await Promise.all([
    attentionCounts(sql, shop),
    listParts(sql, shop),
    listOddCaptures(sql, shop),
    listOwedBalances(sql, shop),
    listStuckOrders(sql, shop),
    listWaitingOrders(sql, shop),
    listDeadDeliveries(sql, shop),
    newestVerifications(sql, shop, 5),
  ]);
  const customers = [...captures, ...owed].flatMap(({ customerId }) => customerId ?? []);
  const names = await customerNames(admin, [...new Set(customers)]);
  const named = <Row extends { customerId: CustomerId | null }>(row: Row) => ({
    ...row,
    customerName: (row.customerId === null ? null : names.get(row.customerId)) ?? null,
  });
  return {
    counts,
    parts: parts.flatMap(({ part, problem, detail }) =>
      problem === null ? [] : [{ part, problem, detail }],
    ),
    captures: captures.map(named),
    owed: owed.map(named),
    stuck,
    waiting,
    dead: dead.slice(0, MOST_LISTED),
    ledger: verifications.find((one) => one.finishedAt !== null)?.difference ?? null,
  };
}
