import { AdminFailure } from "../admin-answer.ts";
import { expectData } from "../admin-client.server.ts";
import type { AdminClient } from "../admin-client.server.ts";
import {
  orderLinesOperation,
  orderSalesOperation,
  refundLinesOperation,
} from "../operations/generated.ts";
import type { OrderFactsFragment, RefundFactsFragment } from "../operations/generated.ts";
import { NO_SALES, salesOf } from "./order-sales.ts";
import type { Agreement, OrderSales } from "./order-sales.ts";

const LINES_A_PAGE = 100;
const AGREEMENTS_A_PAGE = 10;
const SALES_A_PAGE = 40;
const MOST_SALES = 250;

/**
 * Fetches what an order has beyond its first pages, and its sales where they tell anything.
 * @throws AdminFailure where Shopify refuses, does not answer, or no longer has the order
 */
export async function completeOrder(
  admin: AdminClient,
  order: OrderFactsFragment,
): Promise<{ complete: OrderFactsFragment; sales: OrderSales }> {
  const lines = await remainingLines(admin, order);
  const refunds: RefundFactsFragment[] = [];
  for (const refund of order.refunds) refunds.push(await completeRefund(admin, refund));
  const complete: OrderFactsFragment = {
    ...order,
    lineItems: { ...order.lineItems, nodes: [...order.lineItems.nodes, ...lines] },
    refunds,
  };
  const tipped = /[1-9]/.test(order.totalTipReceivedSet.shopMoney.amount);
  const tells = order.edited || tipped || refunds.some(listsLess);
  const sales = tells ? salesOf(await agreements(admin, order.id)) : NO_SALES;
  return { complete, sales };
}

/**
 * Whether the refund lists that less was paid back than its lines come to: money may have been
 * kept, or goods given in exchange.
 */
const listsLess = ({ refundLineItems, orderAdjustments }: RefundFactsFragment): boolean =>
  refundLineItems.nodes.length > 0 &&
  orderAdjustments.nodes.some(({ amountSet }) => /^[^-]*[1-9]/.test(amountSet.shopMoney.amount));

async function remainingLines(admin: AdminClient, { id, lineItems }: OrderFactsFragment) {
  const lines: OrderFactsFragment["lineItems"]["nodes"][number][] = [];
  let { hasNextPage, endCursor } = lineItems.pageInfo;
  while (hasNextPage) {
    const variables = { id, first: LINES_A_PAGE, after: endCursor };
    const { order } = await expectData(admin, orderLinesOperation, variables);
    if (order === null) throw goneMeanwhile(orderLinesOperation.name, id);
    lines.push(...order.lineItems.nodes);
    ({ hasNextPage, endCursor } = order.lineItems.pageInfo);
  }
  return lines;
}

async function completeRefund(
  admin: AdminClient,
  refund: RefundFactsFragment,
): Promise<RefundFactsFragment> {
  const nodes = [...refund.refundLineItems.nodes];
  let { hasNextPage, endCursor } = refund.refundLineItems.pageInfo;
  while (hasNextPage) {
    const variables = { id: refund.id, first: LINES_A_PAGE, after: endCursor };
    const page = await expectData(admin, refundLinesOperation, variables);
    if (page.refund === null) throw goneMeanwhile(refundLinesOperation.name, refund.id);
    nodes.push(...page.refund.refundLineItems.nodes);
    ({ hasNextPage, endCursor } = page.refund.refundLineItems.pageInfo);
  }
  return { ...refund, refundLineItems: { ...refund.refundLineItems, nodes } };
}

async function agreements(admin: AdminClient, id: string): Promise<Agreement[]> {
  const all: Agreement[] = [];
  let after: string | null = null;
  let size = { agreements: AGREEMENTS_A_PAGE, sales: SALES_A_PAGE };
  for (;;) {
    const { order }: Awaited<ReturnType<typeof salesPage>> = await salesPage(
      admin,
      id,
      after,
      size,
    );
    if (order === null) throw goneMeanwhile(orderSalesOperation.name, id);
    const { nodes, pageInfo } = order.agreements;
    if (nodes.some((agreement) => agreement.sales.pageInfo.hasNextPage)) {
      // An agreement's sales cannot be paged from the order: one agreement at a
      // time leaves room for as many as Shopify gives at once.
      if (size.agreements === 1) throw tooMany(id);
      size = { agreements: 1, sales: MOST_SALES };
      continue;
    }
    all.push(...nodes);
    if (!pageInfo.hasNextPage) return all;
    after = pageInfo.endCursor;
  }
}

const salesPage = (
  admin: AdminClient,
  id: string,
  after: string | null,
  size: { agreements: number; sales: number },
) => expectData(admin, orderSalesOperation, { id, after, ...size });

/** Half an order is none: whoever reads it tries again, and finds it gone or whole. */
const goneMeanwhile = (operation: string, id: string) =>
  new AdminFailure(operation, {
    kind: "unavailable",
    message: `${id} went while it was being read`,
  });

const tooMany = (id: string) =>
  new AdminFailure(orderSalesOperation.name, {
    kind: "refused",
    code: "TOO_MANY_SALES",
    message: `${id} has an edit of more than ${MOST_SALES} lines`,
  });
