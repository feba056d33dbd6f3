import type { Order, OrderLine } from "../model.ts";
import { gid } from "../rest/money-set.ts";
import { lineTotal } from "../orders/money-state.ts";
import type { Store } from "../store.ts";
import { listConnection, type ConnectionArgs } from "./connection.ts";
import { graphqlTime, type Node } from "./fields.ts";
import { lineNode } from "./line-node.ts";
import { moneyBag } from "./money-node.ts";
import { orderNode } from "./order-node.ts";
import { refundNode } from "./refund-node.ts";

interface SaleOf {
  readonly id: string;
  readonly lineId: string;
  readonly action: "ORDER" | "UPDATE" | "RETURN";
  readonly quantity: number;
  readonly total: bigint;
  readonly tax: bigint;
}

/**
 * What was agreed about an order, in time: the order, each edit, each refund.
 * An edit's removal is an edit here, even where it is listed as a refund too.
 */
export function agreementNodes(store: Store, order: Order): Node[] {
  const agreement = (
    type: string,
    id: string,
    at: Date,
    reason: string,
    sales: SaleOf[],
    more: Node,
  ): { at: Date; node: Node } => ({
    at,
    node: {
      __typename: type,
      id: gid(type, id),
      happenedAt: graphqlTime(at),
      reason,
      app: null,
      user: null,
      sales: (args: ConnectionArgs) =>
        listConnection(sales, args, (sale) => saleNode(store, order, sale)),
      ...more,
    },
  });
  const first = agreement(
    "OrderAgreement",
    order.id,
    order.createdAt,
    "ORDER",
    originalSales(order),
    { order: () => orderNode(store, order) },
  );
  const edits = order.edits.map((edit) =>
    agreement(
      "OrderEditAgreement",
      edit.id,
      edit.at,
      "ORDER_EDIT",
      edit.changes.map((change) => ({
        id: change.saleId,
        lineId: change.lineId,
        action: "UPDATE" as const,
        quantity: change.delta,
        total: change.total,
        tax: change.tax,
      })),
      {},
    ),
  );
  const refunds = order.refunds
    .filter((refund) => !refund.isEdit)
    .map((refund) =>
      agreement(
        refund.exchange === null ? "RefundAgreement" : "ReturnAgreement",
        refund.exchange?.returnId ?? refund.id,
        refund.at,
        refund.exchange === null ? "REFUND" : "RETURN",
        [
          ...refund.lines.map((part) => ({
            id: part.id,
            lineId: part.lineId,
            action: "RETURN" as const,
            quantity: -part.quantity,
            total: -part.subtotal,
            tax: -part.tax,
          })),
          ...exchangeSales(order, refund.exchange?.lineIds ?? []),
        ],
        refund.exchange === null ? { refund: () => refundNode(store, order, refund) } : {},
      ),
    );
  return [first, ...edits, ...refunds]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map((part) => part.node);
}

/** What was given for what came back. */
const exchangeSales = (order: Order, lineIds: readonly string[]): SaleOf[] =>
  order.lines
    .filter((line) => lineIds.includes(line.id))
    .map((line) => ({
      id: line.id,
      lineId: line.id,
      action: "ORDER" as const,
      quantity: line.quantity,
      total: lineTotal(line),
      tax: line.tax,
    }));

/** The lines as they were ordered, before any edit or exchange added to them. */
function originalSales(order: Order): SaleOf[] {
  const given = new Set(order.refunds.flatMap((refund) => refund.exchange?.lineIds ?? []));
  const added = (line: OrderLine) =>
    order.edits
      .flatMap((edit) => edit.changes)
      .filter((change) => change.lineId === line.id && change.delta > 0)
      .reduce(
        (sum, change) => ({
          units: sum.units + change.delta,
          total: sum.total + change.total,
          tax: sum.tax + change.tax,
        }),
        { units: 0, total: 0n, tax: 0n },
      );
  return order.lines
    .filter((line) => !given.has(line.id))
    .map((line) => ({ line, later: added(line) }))
    .filter(({ line, later }) => line.quantity > later.units)
    .map(({ line, later }) => ({
      id: line.id,
      lineId: line.id,
      action: "ORDER" as const,
      quantity: line.quantity - later.units,
      total: lineTotal(line) - later.total,
      tax: line.tax - later.tax,
    }));
}

function saleNode(store: Store, order: Order, sale: SaleOf): Node {
  const line = order.lines.find((candidate) => candidate.id === sale.lineId);
  if (line === undefined) throw new Error(`Order ${order.id} has no line ${sale.lineId}`);
  const kind = line.tip !== null ? "TIP" : line.giftCard ? "GIFT_CARD" : "PRODUCT";
  const type = { TIP: "TipSale", GIFT_CARD: "GiftCardSale", PRODUCT: "ProductSale" }[kind];
  return {
    __typename: type,
    id: gid(type, sale.id),
    actionType: sale.action,
    lineType: kind,
    quantity: sale.quantity,
    taxes: [],
    totalAmount: moneyBag(sale.total, order),
    totalTaxAmount: moneyBag(sale.tax, order),
    lineItem: () => lineNode(store, order, line),
  };
}
