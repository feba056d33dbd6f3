import { html } from "hono/html";
import { parseJson, writeJson } from "../json.ts";
import type { Delivery } from "../storage/deliveries.ts";
import { postForm, type Markup } from "./layout.ts";
import { deliveryTag, when } from "./wording.ts";

/** Webhooks, newest first. */
export function deliveryTable(deliveries: readonly Delivery[]): Markup {
  if (deliveries.length === 0) return html`<p class="empty">No webhook has been sent.</p>`;
  return html`<table class="cards">
    <thead>
      <tr>
        <th>Webhook</th>
        <th>About</th>
        <th>Came about</th>
        <th>State</th>
        <th>Attempts</th>
        <th>Answer</th>
      </tr>
    </thead>
    <tbody>
      ${deliveries.map(
        (delivery) =>
          html`<tr>
            <td><a href="/deliveries/${delivery.id}">${delivery.topic}</a></td>
            <td>${subject(delivery)}</td>
            <td class="at">${when(delivery.triggeredAt)}</td>
            <td>${deliveryTag(delivery.status)}</td>
            <td>${delivery.attempts} ${delivery.attempts === 1 ? "attempt" : "attempts"}</td>
            <td>${delivery.answerStatus ?? html`<span class="dim">no answer</span>`}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function subject(delivery: Delivery): Markup | string {
  const match = /^(order|customer)\/(\d+)$/.exec(delivery.about);
  return match === null
    ? ""
    : html`<a href="/${match[1]}s/${match[2]}">${match[1]} ${match[2]}</a>`;
}

/** One webhook: every attempt, and what was sent. */
export function deliveryPage(delivery: Delivery): Markup {
  return html`<p class="row">
      ${deliveryTag(delivery.status)}
      <span class="dim">${when(delivery.triggeredAt)}</span> ${subject(delivery)}
    </p>
    ${delivery.status === "queued" && delivery.attempts > 0 ? html`<p>The next attempt is due ${when(new Date(delivery.dueAt))}.</p>` : ""}
    ${postForm(`/deliveries/${delivery.id}/redeliver`, "", delivery.status === "queued" ? "Deliver now" : "Deliver again", "main")}
    <h2>Attempts</h2>
    ${
      delivery.history.length === 0
        ? html`<p class="empty">
            ${delivery.status === "lost" ? "It was lost on purpose: the fault “lose” is, or was, on." : "None yet."}
          </p>`
        : html`<table>
            <tbody>
              ${delivery.history.map(
                (attempt) =>
                  html`<tr>
                    <td class="at">${when(new Date(attempt.at))}</td>
                    <td>
                      ${attempt.status === null ? attempt.error : `answered ${attempt.status}`}
                    </td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
    ${
      delivery.answer === null || delivery.answer === ""
        ? ""
        : html`<h2>Last answer</h2>
            <pre tabindex="0">${delivery.answer}</pre>`
    }
    <h2>Payload</h2>
    <pre tabindex="0">${readable(delivery.payload)}</pre>
    <p class="dim">Webhook id ${delivery.webhookId}, event id ${delivery.eventId}</p>`;
}

function readable(payload: string): string {
  try {
    return writeJson(parseJson(payload), 2);
  } catch {
    return payload;
  }
}
