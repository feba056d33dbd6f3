import type { Order, Refund, Transaction } from "../model.ts";
import { sum } from "../money.ts";
import { gid } from "../rest/money-set.ts";
import type { Store } from "../store.ts";
import { listConnection, type ConnectionArgs } from "./connection.ts";
import { graphqlTime, type Node } from "./fields.ts";
import { lineNode, shippingNode } from "./line-node.ts";
import { moneyBag } from "./money-node.ts";
import { orderNode } from "./order-node.ts";

/** `Refund` */
export function refundNode(store: Store, order: Order, refund: Refund): Node {
  const bag = (amount: bigint) => moneyBag(amount, order);
  return {
    __typename: "Refund",
    id: gid("Refund", refund.id),
    legacyResourceId: refund.id,
    createdAt: graphqlTime(refund.at),
    processedAt: graphqlTime(refund.at),
    updatedAt: graphqlTime(refund.at),
    note: refund.note,
    duties: [],
    return: refund.exchange === null ? null : returnNode(store, order, refund.exchange),
    staffMember: null,
    order: () => orderNode(store, order),
    totalRefundedSet: () =>
      bag(
        sum(
          refund.transactions
            .filter((part) => part.status === "success")
            .map((part) => part.amount),
        ),
      ),
    refundLineItems: (args: ConnectionArgs) =>
      listConnection(refund.lines, args, (part) => ({
        __typename: "RefundLineItem",
        id: gid("RefundLineItem", part.id),
        quantity: part.quantity,
        restockType: part.restockType.toUpperCase(),
        restocked: part.restockType !== "no_restock",
        subtotalSet: bag(part.subtotal),
        totalTaxSet: bag(part.tax),
        priceSet: bag(part.subtotal / BigInt(part.quantity)),
        lineItem: () => {
          const line = order.lines.find((candidate) => candidate.id === part.lineId);
          if (line === undefined) throw new Error(`Order ${order.id} has no line ${part.lineId}`);
          return lineNode(store, order, line);
        },
      })),
    refundShippingLines: (args: ConnectionArgs) =>
      listConnection(refund.shipping, args, (part) => ({
        __typename: "RefundShippingLine",
        id: gid("RefundShippingLine", part.id),
        subtotalAmountSet: bag(part.amount),
        taxAmountSet: bag(part.tax),
        shippingLine: () => {
          const line = order.shipping.find((candidate) => candidate.id === part.shippingLineId);
          if (line === undefined)
            throw new Error(`Order ${order.id} has no shipping line ${part.shippingLineId}`);
          return shippingNode(order, line);
        },
      })),
    orderAdjustments: (args: ConnectionArgs) =>
      listConnection(refund.adjustments, args, (part) => ({
        __typename: "OrderAdjustment",
        id: gid("OrderAdjustment", part.id),
        reason: "REFUND_DISCREPANCY",
        amountSet: bag(part.amount),
        taxAmountSet: bag(0n),
      })),
    transactions: (args: ConnectionArgs) =>
      listConnection(refund.transactions, args, (part) => transactionNode(order, part)),
  };
}

/** `Return`, of which there are only those that were exchanged. */
const returnNode = (
  store: Store,
  order: Order,
  { returnId, lineIds }: NonNullable<Refund["exchange"]>,
): Node => ({
  __typename: "Return",
  id: gid("Return", returnId),
  name: `${order.name}-R1`,
  status: "CLOSED",
  exchangeLineItems: (args: ConnectionArgs) =>
    listConnection(
      order.lines.filter((line) => lineIds.includes(line.id)),
      args,
      (line) => ({
        __typename: "ExchangeLineItem",
        id: gid("ExchangeLineItem", line.id),
        quantity: line.quantity,
        lineItems: [lineNode(store, order, line)],
      }),
    ),
});

/** `OrderTransaction` */
export function transactionNode(order: Order, part: Transaction): Node {
  return {
    __typename: "OrderTransaction",
    id: gid("OrderTransaction", part.id),
    kind: part.kind.toUpperCase(),
    status: part.status.toUpperCase(),
    gateway: part.gateway,
    formattedGateway: part.gateway,
    amountSet: moneyBag(part.amount, order),
    createdAt: graphqlTime(part.at),
    processedAt: graphqlTime(part.at),
    test: order.test,
    errorCode: null,
    manualPaymentGateway: false,
    parentTransaction: () => {
      const parent = order.transactions.find((candidate) => candidate.id === part.parentId);
      return parent === undefined ? null : transactionNode(order, parent);
    },
  };
}
