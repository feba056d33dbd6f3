import { html } from "hono/html";
import type { Order, OrderLine } from "../model.ts";
import { sum } from "../money.ts";
import { currentUnits, lineTotal, outstanding, paidBack, totals } from "../orders/money-state.ts";
import type { Store } from "../store.ts";
import type { Markup } from "./layout.ts";
import { deliveryTable } from "./delivery-list.ts";
import { orderForms } from "./order-forms.ts";
import { buyer } from "./order-list.ts";
import { otherTags, paymentTag, roubles, when } from "./wording.ts";

const RECENT_DELIVERIES = 12;

/** One order: what was bought, what happened to it, what can be done, what was sent of it. */
export function orderPage(store: Store, order: Order): Markup {
  const deliveries = store.deliveries.page(null, RECENT_DELIVERIES, [
    { sql: "about = ?", values: [`order/${order.id}`] },
  ]);
  return html`<p class="row">
      ${paymentTag(order)} ${otherTags(order)}
      <span class="dim">${when(order.processedAt)}, ${order.sourceName}</span>
      <span>${buyer(store, order)}</span>
    </p>
    <div class="cols">
      <section>
        <h2>Lines</h2>
        ${lineTable(order)}
        <dl class="box" style="margin-top: 12px">${totalRows(order)}</dl>
        ${surroundings(store, order)}
        <h2>What happened</h2>
        ${history(order)}
      </section>
      <section>
        <h2>Do</h2>
        ${orderForms(store, order)}
      </section>
    </div>
    <h2>Webhooks</h2>
    ${deliveryTable(deliveries)}
    <p class="dim">
      Shopify's id ${order.id}, as JSON under
      <a href="/control/orders/${order.id}">/control/orders/${order.id}</a>
    </p>`;
}

function lineTable(order: Order): Markup {
  return html`<table class="cards">
    <thead>
      <tr>
        <th>Product</th>
        <th class="num">Each, and how many</th>
        <th class="num">After discounts</th>
      </tr>
    </thead>
    <tbody>
      ${order.lines.map(
        (line) =>
          html`<tr>
            <td class="wide">
              ${line.title}
              <span class="dim">${line.vendor ?? ""}</span>
              ${line.giftCard ? html`<span class="tag">gift card</span>` : ""}
              ${line.tip === null ? "" : html`<span class="tag">tip</span>`}
            </td>
            <td class="num lead">${roubles(line.price)} ${quantity(order, line)}</td>
            <td class="num">${roubles(lineTotal(line))}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function quantity(order: Order, line: OrderLine): Markup | string {
  const current = currentUnits(order, line);
  return current === line.quantity
    ? `× ${line.quantity}`
    : html`× ${current} <span class="dim">of ${line.quantity}</span>`;
}

function totalRows(order: Order): Markup {
  const all = totals(order);
  const row = (name: string, amount: bigint) =>
    html`<dt>${name}</dt>
      <dd class="num">${roubles(amount)}</dd>`;
  return html`${order.discounts.map((discount, place) => row(discount.title, -allocated(order, place)))}
  ${all.discounts > 0n ? row("All discounts", -all.discounts) : ""} ${row("Shipping", all.shipping)}
  ${row("Total", all.total)} ${row("of it tax", all.tax)}
  ${outstanding(order) > 0n ? row("To be paid", outstanding(order)) : ""}
  ${paidBack(order) > 0n ? row("Paid back", -paidBack(order)) : ""}`;
}

/** What one discount takes off the lines. */
const allocated = (order: Order, application: number) =>
  sum(
    order.lines
      .flatMap((line) => line.discounts)
      .filter((part) => part.application === application)
      .map((part) => part.amount),
  );

/** Attributes and metafields: among them the hold of points that the order names. */
function surroundings(store: Store, order: Order): Markup | string {
  const metafields = store.metafields.ofOwner(`gid://shopify/Order/${order.id}`);
  if (order.attributes.length === 0 && metafields.length === 0) return "";
  const row = (name: string, value: string) =>
    html`<dt>${name}</dt>
      <dd><code>${value}</code></dd>`;
  return html`<h2>Attributes and metafields</h2>
    <dl class="box">
      ${order.attributes.map(({ name, value }) => row(name, value))}
      ${metafields.map(({ namespace, key, value }) => row(`${namespace}.${key}`, value))}
    </dl>`;
}

/** Payments, edits, refunds and the end, in time. */
function history(order: Order): Markup {
  const events: { at: Date; text: string }[] = [
    { at: order.createdAt, text: "Ordered" },
    ...order.transactions
      .filter((part) => part.kind !== "refund")
      .map((part) => ({ at: part.at, text: `${part.kind} of ${roubles(part.amount)}` })),
    ...order.edits.map((edit) => ({
      at: edit.at,
      text: `Edited: ${edit.changes.map((change) => `${change.delta > 0 ? "+" : "−"}${Math.abs(change.delta)} ${titleOf(order, change.lineId)}`).join(", ")}`,
    })),
    ...order.refunds
      .filter((refund) => !refund.isEdit)
      .map((refund) => ({ at: refund.at, text: refundText(order, refund) })),
    ...(order.cancelledAt === null
      ? []
      : [{ at: order.cancelledAt, text: `Cancelled (${order.cancelReason ?? "no reason"})` }]),
    ...(order.closedAt === null ? [] : [{ at: order.closedAt, text: "Closed" }]),
  ];
  events.sort((a, b) => a.at.getTime() - b.at.getTime());
  return html`<table>
    <tbody>
      ${events.map(
        ({ at, text }) =>
          html`<tr>
            <td class="at">${when(at)}</td>
            <td>${text}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const titleOf = (order: Order, lineId: string) =>
  order.lines.find((line) => line.id === lineId)?.title ?? lineId;

function refundText(order: Order, refund: Order["refunds"][number]): string {
  const lines = refund.lines.map((part) => `${part.quantity} × ${titleOf(order, part.lineId)}`);
  const shipping = refund.shipping.length > 0 ? ["shipping"] : [];
  const discrepancy = sum(refund.adjustments.map((part) => part.amount));
  const paid = roubles(sum(refund.transactions.map((part) => part.amount)));
  const what = [...lines, ...shipping].join(", ") || "no lines";
  return `Refund of ${paid} for ${what}${discrepancy === 0n ? "" : `, discrepancy ${roubles(discrepancy)}`}`;
}
