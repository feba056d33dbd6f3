import type { Queryable } from "../../db/transaction.server.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import { orderTarget } from "../../domain/order/target.ts";
import type { PlacedOrder } from "../../domain/tiers/timeline.ts";
import { memberTimeline } from "../../domain/tiers/timeline.ts";
import { judge, judgedOrder, type Judged, type PointsTaken } from "./judge.server.ts";
import { historyOrder, livesOf, type Heard, type Life, type LifeTerms } from "./lives.server.ts";
import type { OrderUnder } from "./owners.server.ts";

/** What the lives of holders come to. */
export interface JudgedLives {
  /** What was heard of, each order in its place. */
  readonly heard: readonly Judged[];
  /** Other orders of the same holders that earn something else by now. */
  readonly revised: readonly Judged[];
  readonly lives: readonly Life[];
}

/**
 * Judges orders by the lives of their members, which what was heard may have changed: then other
 * orders of theirs are judged again. An order of nobody is judged as somebody's first.
 * @param holders locked: whose the orders are, and whose they were
 */
export async function judgeByLives(
  tx: Queryable,
  shop: ShopId,
  holders: readonly HolderId[],
  heard: Heard,
  terms: LifeTerms,
): Promise<JudgedLives> {
  const lives = await livesOf(tx, shop, holders, heard, terms);
  const byHolder = new Map(lives.map((life) => [life.holderId, life]));
  const told = new Set(heard.orders.map(({ order }) => order.state.orderId));
  return {
    heard: heard.orders.map((one) => {
      const { orderId } = one.order.state;
      const holder = heard.holders.get(orderId) ?? null;
      const life = holder && byHolder.get(holder);
      const placed = life ? life.timeline.orders.get(orderId) : placeAlone(one, heard.taken, terms);
      if (!placed) return { order: one.order, settled: null, holderId: holder };
      return judge(one, placed.standing, holder, heard.taken);
    }),
    revised: lives.flatMap(({ holderId, orders, timeline }) =>
      orders.flatMap((one) => {
        const placed = timeline.orders.get(one.order.state.orderId);
        if (!placed || told.has(one.order.state.orderId)) return [];
        if (isAsStored(one, placed, heard.taken)) return [];
        return [judge(one, placed.standing, holderId, heard.taken)];
      }),
    ),
    lives,
  };
}

function placeAlone(
  one: OrderUnder,
  taken: PointsTaken,
  terms: LifeTerms,
): PlacedOrder | undefined {
  const order = historyOrder(one, taken);
  if (!order) return undefined;
  const history = { orders: [order], pins: [], awards: [], isEnrolled: () => true };
  return memberTimeline(history, terms.versions, order.order.facts.processedAt).orders.get(
    one.order.state.orderId,
  );
}

/** Whether an order in its place earns what is stored of it. */
function isAsStored(
  { order, version }: OrderUnder,
  { award }: PlacedOrder,
  taken: PointsTaken,
): boolean {
  const judged = judgedOrder(order, taken);
  // What waits, and what no version is in force for, keeps what it has.
  if (!award || !version || !judged) return true;
  if (order.programVersion !== version.version || order.award !== award.points) return false;
  return order.target === orderTarget(judged, award, version.program).points;
}
