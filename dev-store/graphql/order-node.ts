import type { Order } from "../model.ts";
import { SHOP_CURRENCY, sum, type Minor } from "../money.ts";
import {
  financialStatus,
  fulfilmentStatus,
  isPaidInFull,
  outstanding,
  paidBack,
  paidIn,
  totalDue,
  totals,
} from "../orders/money-state.ts";
import { gid } from "../rest/money-set.ts";
import type { Store } from "../store.ts";
import { agreementNodes } from "./agreement-node.ts";
import { listConnection, type ConnectionArgs } from "./connection.ts";
import { customerNode } from "./customer-node.ts";
import { discountApplicationNode } from "./discount-node.ts";
import { graphqlTime, optionalTime, type Node } from "./fields.ts";
import { lineNode, shippingNode } from "./line-node.ts";
import { metafieldFields } from "./metafield-node.ts";
import { moneyBag } from "./money-node.ts";
import { refundNode, transactionNode } from "./refund-node.ts";

const FULFILMENT = { fulfilled: "FULFILLED", partial: "PARTIALLY_FULFILLED" } as const;

/** `Order` */
export function orderNode(store: Store, order: Order): Node {
  const fulfilment = fulfilmentStatus(order);
  const customer = () => {
    const found = order.customerId === null ? null : store.customers.get(order.customerId);
    return found === null ? null : customerNode(store, found);
  };
  return {
    __typename: "Order",
    id: gid("Order", order.id),
    legacyResourceId: order.id,
    name: order.name,
    number: order.number,
    createdAt: graphqlTime(order.createdAt),
    processedAt: graphqlTime(order.processedAt),
    updatedAt: graphqlTime(order.updatedAt),
    closedAt: optionalTime(order.closedAt),
    closed: order.closedAt !== null,
    cancelledAt: optionalTime(order.cancelledAt),
    cancelReason: order.cancelReason === null ? null : order.cancelReason.toUpperCase(),
    confirmed: true,
    currencyCode: SHOP_CURRENCY,
    presentmentCurrencyCode: order.presentment?.currency ?? SHOP_CURRENCY,
    displayFinancialStatus: financialStatus(order).toUpperCase(),
    displayFulfillmentStatus: fulfilment === null ? "UNFULFILLED" : FULFILMENT[fulfilment],
    fullyPaid: isPaidInFull(order),
    unpaid: paidIn(order) === 0n && totalDue(order) > 0n,
    edited: order.edits.length > 0,
    email: order.email,
    phone: order.phone,
    note: order.note,
    sourceName: order.sourceName,
    tags: order.tags,
    taxesIncluded: order.taxesIncluded,
    test: order.test,
    customAttributes: order.attributes.map((part) => ({ key: part.name, value: part.value })),
    discountCode: order.discounts.find((part) => part.type === "discount_code")?.title ?? null,
    discountCodes: order.discounts
      .filter((part) => part.type === "discount_code")
      .map((part) => part.title),
    paymentGatewayNames: [...new Set(order.transactions.map((part) => part.gateway))],
    customer,
    purchasingEntity: () =>
      order.company === null ? customer() : purchasingCompany(order.company),
    fulfillments: ({ first }: { first?: number | null }) =>
      order.fulfilments.slice(0, first ?? undefined).map((one, index) => ({
        __typename: "Fulfillment",
        id: gid("Fulfillment", one.id),
        legacyResourceId: one.id,
        name: `${order.name}.${index + 1}`,
        createdAt: graphqlTime(one.at),
        updatedAt: graphqlTime(one.at),
        status: "SUCCESS",
      })),
    lineItems: (args: ConnectionArgs) =>
      listConnection(order.lines, args, (line) => lineNode(store, order, line)),
    shippingLine: () =>
      order.shipping[0] === undefined ? null : shippingNode(order, order.shipping[0]),
    shippingLines: (args: ConnectionArgs) =>
      listConnection(order.shipping, args, (line) => shippingNode(order, line)),
    discountApplications: (args: ConnectionArgs) =>
      listConnection(
        order.discounts.map((_part, index) => index),
        args,
        (index) => discountApplicationNode(order, index),
      ),
    refunds: ({ first }: { first?: number | null }) =>
      order.refunds.slice(0, first ?? undefined).map((refund) => refundNode(store, order, refund)),
    transactions: ({ first }: { first?: number | null }) =>
      order.transactions.slice(0, first ?? undefined).map((part) => transactionNode(order, part)),
    agreements: (args: ConnectionArgs) =>
      listConnection(agreementNodes(store, order), args, (node) => node),
    ...totalFields(order),
    ...metafieldFields(store, gid("Order", order.id)),
  };
}

/** `PurchasingCompany` */
const purchasingCompany = (company: NonNullable<Order["company"]>): Node => ({
  __typename: "PurchasingCompany",
  company: { __typename: "Company", id: gid("Company", company.id) },
  location: { __typename: "CompanyLocation", id: gid("CompanyLocation", company.locationId) },
});

/** Totals are worked out only when one is asked for. */
function totalFields(order: Order): Node {
  const bag = (amount: Minor) => moneyBag(amount, order);
  const of = (pick: (all: ReturnType<typeof totals>) => Minor) => () => bag(pick(totals(order)));
  return {
    currentSubtotalPriceSet: of((all) => all.currentSubtotal),
    currentShippingPriceSet: of((all) => all.currentShipping),
    currentTotalPriceSet: of((all) => all.currentTotal),
    currentTotalTaxSet: of((all) => all.currentTax),
    currentTotalDiscountsSet: of((all) => all.currentDiscounts),
    subtotalPriceSet: of((all) => all.subtotal),
    totalDiscountsSet: of((all) => all.discounts),
    totalPriceSet: of((all) => all.total),
    totalShippingPriceSet: of((all) => all.shipping),
    totalTaxSet: of((all) => all.tax),
    totalTipReceivedSet: of((all) => all.tips),
    totalOutstandingSet: () => bag(outstanding(order)),
    totalReceivedSet: () => bag(paidIn(order)),
    totalRefundedSet: () => bag(paidBack(order)),
    netPaymentSet: () => bag(paidIn(order) - paidBack(order)),
    totalRefundedShippingSet: () =>
      bag(sum(order.refunds.flatMap((refund) => refund.shipping.map((part) => part.amount)))),
    refundDiscrepancySet: () =>
      bag(sum(order.refunds.flatMap((refund) => refund.adjustments.map((part) => part.amount)))),
  };
}
