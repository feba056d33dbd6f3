import type { z } from "zod";

import type { TransactionRow } from "../db/transaction-page-queries.server.ts";
import { HOLDER_ACCOUNTS, type HolderAccount } from "../domain/ledger/accounts.ts";
import type { Transfer } from "../domain/ledger/transfer.ts";
import type { CustomerId } from "../domain/ids.ts";
import { formatMoney } from "../domain/money.ts";
import { points, pointsToJson } from "../domain/points.ts";
import type { MemberView } from "../services/view-member.server.ts";
import { encodeProgress } from "./tiers.server.ts";
import type { memberSchema, transactionSchema } from "./schemas.server.ts";

/** A member under the customer id that was asked for. */
export function encodeMember(
  customer: CustomerId,
  member: MemberView,
): z.input<typeof memberSchema> {
  const { worth } = member;
  return {
    customer_id: customer,
    status: member.status,
    points: {
      pending: pointsToJson(member.pending),
      available: pointsToJson(member.available),
      held: pointsToJson(member.held),
      owed: pointsToJson(member.owed),
    },
    points_value: worth && {
      amount: formatMoney(worth.minor, worth.currency),
      currency: worth.currency,
    },
    lifetime_earned: pointsToJson(member.lifetimeEarned),
    tier: member.tier?.level?.id ?? null,
    tier_progress: member.tier && encodeProgress(member.tier),
    joined_at: member.joinedAt.toISOString(),
  };
}

/** A transfer from the member's side: the shop's accounts are left out. */
export function encodeTransaction(transaction: TransactionRow): z.input<typeof transactionSchema> {
  const { holderId, seq, debit, credit, amount } = transaction;
  return {
    id: `${holderId}.${seq}`,
    seq: Number(seq),
    code: transaction.code,
    changes: HOLDER_ACCOUNTS.flatMap((account) => {
      const change = changeOf(account, debit, credit, amount);
      return change === 0n ? [] : [{ account, points: pointsToJson(points(change)) }];
    }),
    order_id: transaction.orderId,
    explanation: transaction.explanation,
    reason: transaction.reason,
    program_version: transaction.programVersion,
    event_at: transaction.eventAt.toISOString(),
    recorded_at: transaction.recordedAt.toISOString(),
    hash: Buffer.from(transaction.hash).toString("hex"),
  };
}

/** What a holder has grows by a credit; what it owes grows by a debit. */
function changeOf(
  account: HolderAccount,
  debit: Transfer["debit"],
  credit: Transfer["credit"],
  amount: bigint,
): bigint {
  const credited = (credit === account ? amount : 0n) - (debit === account ? amount : 0n);
  return account === "owed" ? -credited : credited;
}
