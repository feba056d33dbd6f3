import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

import type { Database } from "../db/pool.server.ts";
import { countOutstanding, type Outstanding } from "../db/outstanding-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";

export interface Metrics {
  readonly contentType: string;
  /** All figures in Prometheus's text format; the database is asked now. */
  scrape(): Promise<string>;
  /** Notes how long one webhook took to be answered, in seconds. */
  webhookAnswered(status: number, seconds: number): void;
}

/** Shopify gives up after five seconds. */
const ANSWER_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** The figures of a web process. What is counted in the database is the same in all of them. */
export function createMetrics(db: Database): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: "kopilka_webhook_answer_seconds",
    help: "From the arrival of a webhook to its answer",
    labelNames: ["status"],
    buckets: ANSWER_SECONDS,
    registers: [registry],
  });
  const outstanding = outstandingGauges(registry);
  return {
    contentType: registry.contentType,
    async scrape() {
      const counts = await countOutstanding(queryable(db.pool));
      for (const [count, gauge] of outstanding) gauge.set(counts[count]);
      return registry.metrics();
    },
    webhookAnswered: (status, seconds) => answers.labels(String(status)).observe(seconds),
  };
}

function outstandingGauges(registry: Registry): [keyof Outstanding, Gauge][] {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  return [
    [
      "deliveriesQueued",
      gauge("kopilka_deliveries_queued", "Webhooks stored and not yet processed"),
    ],
    ["deliveriesDead", gauge("kopilka_deliveries_dead", "Webhooks given up, waiting for someone")],
    [
      "jobsOutstanding",
      gauge("kopilka_jobs_outstanding", "Jobs due, running or waiting to be tried again"),
    ],
    [
      "ordersToRefetch",
      gauge("kopilka_orders_to_refetch", "Orders that the Admin API must decide about"),
    ],
    [
      "ordersGivenUp",
      gauge("kopilka_orders_given_up", "Orders that it did not decide about, waiting for someone"),
    ],
    [
      "ordersWaiting",
      gauge("kopilka_orders_waiting", "Orders that wait for their products' or customers' facts"),
    ],
  ];
}
