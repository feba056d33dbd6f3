import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** One webhook as it reached the app's side. */
export interface Received {
  readonly topic: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** What the receiver answers a webhook with; it may take its time. */
export type Answer = (received: Received) => number | Promise<number>;

export const API_SECRET = "a secret of the tests";

/** The app's side in miniature: it takes webhooks and says that it is at rest. */
export async function startReceiver() {
  const received: Received[] = [];
  const visits: URL[] = [];
  let answer: Answer = () => 200;
  let outstanding = 0;

  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? "/", "http://app");
      if (url.pathname === "/metrics") {
        const gauges = [
          "kopilka_deliveries_queued",
          "kopilka_jobs_outstanding",
          "kopilka_orders_to_refetch",
        ];
        response.end(gauges.map((name) => `${name} ${outstanding}\n`).join(""));
        return;
      }
      if (url.pathname !== "/webhooks") {
        visits.push(url);
        response.end("opened");
        return;
      }
      const delivery = {
        topic: String(request.headers["x-shopify-topic"]),
        headers: request.headers,
        text: await textOf(request),
      };
      response.statusCode = await answer(delivery);
      received.push(delivery);
      response.end(JSON.stringify({ took: delivery.topic }));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    /** What was opened besides webhooks: the embedded app, the app proxy. */
    visits,
    topics: () => received.map((delivery) => delivery.topic),
    of: (topic: string) => received.filter((delivery) => delivery.topic === topic),
    /** The payload of the last webhook of a topic. */
    payload: (topic: string): unknown =>
      JSON.parse(received.findLast((each) => each.topic === topic)?.text ?? "null"),
    answerWith: (next: Answer) => (answer = next),
    beBusyWith: (jobs: number) => (outstanding = jobs),
    forget: () => received.splice(0),
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

export const signatureOf = (text: string) =>
  createHmac("sha256", API_SECRET).update(text).digest("base64");

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}
