import { html } from "hono/html";
import type { Order } from "../model.ts";
import { writeMoney, type Minor } from "../money.ts";
import { financialStatus, fulfilmentStatus } from "../orders/money-state.ts";
import type { DeliveryStatus } from "../storage/deliveries.ts";
import type { Markup } from "./layout.ts";

/** `1234567n` as `12 345.67 ₽`. */
export function roubles(amount: Minor): string {
  const [whole = "", fraction = ""] = writeMoney(amount < 0n ? -amount : amount).split(".");
  // A narrow no-break space between thousands, as Russian figures are written.
  return `${amount < 0n ? "−" : ""}${whole.replace(/\B(?=(\d{3})+$)/g, "\u202f")}.${fraction}\u00a0₽`;
}

const TIME = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "short",
  timeZone: "Europe/Moscow",
});

/** A time in the shop's zone. */
export const when = (at: Date): Markup =>
  html`<time datetime="${at.toISOString()}">${TIME.format(at)}</time>`;

const words = (text: string) => text.replaceAll("_", " ");

export function paymentTag(order: Order): Markup {
  const status = financialStatus(order);
  const tone =
    status === "paid" ? "good" : status === "refunded" || status === "voided" ? "" : "warn";
  return html`<span class="tag ${tone}">${words(status)}</span>`;
}

/** What else a person should see at once: cancelled, closed, a test, sent. */
export function otherTags(order: Order): Markup {
  const fulfilment = fulfilmentStatus(order);
  return html`${order.cancelledAt === null ? "" : html`<span class="tag bad">cancelled</span>`}
  ${order.test ? html`<span class="tag warn">test</span>` : ""}
  ${fulfilment === null ? "" : html`<span class="tag">${fulfilment === "partial" ? "partly fulfilled" : "fulfilled"}</span>`}
  ${order.closedAt === null ? "" : html`<span class="tag">closed</span>`}`;
}

const TONES: Readonly<Record<DeliveryStatus, string>> = {
  delivered: "good",
  failed: "bad",
  lost: "bad",
  queued: "warn",
};

export const deliveryTag = (status: DeliveryStatus): Markup =>
  html`<span class="tag ${TONES[status]}">${status}</span>`;
