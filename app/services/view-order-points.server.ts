import { orderPoints } from "../db/order-points-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inSnapshot } from "../db/transaction.server.ts";
import { isDated } from "../domain/days.ts";
import type { CustomerId, OrderId, ShopId } from "../domain/ids.ts";
import { NO_POINTS, type Points } from "../domain/points.ts";
import type { Program } from "../domain/program.ts";
import { viewMemberIn } from "./view-member.server.ts";
import { latestProgram } from "../db/program-queries.server.ts";
import { points } from "../domain/points.ts";

export type OrderPointsView =
  /** No webhook has told of it yet. */
  | { readonly kind: "processing" }
  | { readonly kind: "not_theirs" }
  | {
      readonly kind: "known";
      readonly earned: Points;
      /** What it will earn once it is paid. */
      readonly willEarn: Points;
      readonly pending: Points;
      readonly maturesAt: Date | null;
      readonly spent: Points;
      readonly restored: Points;
      /** What the shopper has left: available less owed. */
      readonly balance: Points;
      readonly program: Program | null;
    };

/** What an order has earned and cost the shopper who placed it. */
export function viewOrderPoints(
  db: Database,
  shop: ShopId,
  order: OrderId,
  customer: CustomerId,
): Promise<OrderPointsView> {
  return inSnapshot(db, async (tx) => {
    const row = await orderPoints(tx, shop, order, customer);
    if (!row?.told) return { kind: "processing" };
    if (row.owner === null || row.owner !== row.asking) return { kind: "not_theirs" };
    const member = await viewMemberIn(tx, shop, customer);
    const { pending, maturesAt, spent, restored } = row;
    const earned = row.target ?? NO_POINTS;
    return {
      kind: "known",
      earned,
      willEarn: earned > 0n ? earned : (row.award ?? NO_POINTS),
      pending,
      maturesAt: pending > 0n && maturesAt && isDated(maturesAt) ? maturesAt : null,
      spent,
      restored,
      balance: member ? points(member.available - member.owed) : NO_POINTS,
      program: (await latestProgram(tx, shop))?.program ?? null,
    };
  });
}
