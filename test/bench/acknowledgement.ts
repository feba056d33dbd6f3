import autocannon from "autocannon";
import pg from "pg";
import { inTurn, type Comparison } from "./rounds.ts";
import { startServer } from "./server.ts";
import { headersOf, paidOrder, signed } from "./webhooks.ts";

const ROUNDS = 5;
const SECONDS = 5;
const CONNECTIONS = 32;

/** Our webhook endpoint against a bare Node server, each a process of its own. */
export async function compareAcknowledgement(url: string): Promise<Comparison> {
  await query(
    url,
    "CREATE TABLE IF NOT EXISTS bare_deliveries (webhook_id text PRIMARY KEY, body bytea NOT NULL)",
  );
  const ours = await startServer("../../app/server/main.ts", url);
  const bare = await startServer("bare-server.ts", url);
  try {
    const load = createLoad();
    await load(ours.origin, "/webhooks", 2);
    await load(bare.origin, "/", 2);
    const figures = await inTurn(
      ROUNDS,
      () => load(ours.origin, "/webhooks", SECONDS),
      () => load(bare.origin, "/", SECONDS),
    );
    return { name: "webhook acknowledgement", unit: "webhooks", ...figures };
  } finally {
    await Promise.all([ours.stop(), bare.stop()]);
    await query(url, "DROP TABLE bare_deliveries");
  }
}

/** Sends signed webhooks, no two alike, as fast as they are answered. */
function createLoad() {
  const webhooks = Array.from({ length: 300 }, (_, number) => signed(paidOrder(number)));
  let sent = 0;
  return async (origin: string, path: string, seconds: number): Promise<number> => {
    const result = await autocannon({
      url: origin + path,
      connections: CONNECTIONS,
      duration: seconds,
      requests: [
        {
          method: "POST",
          setupRequest: (request) => {
            const webhook = webhooks[(sent += 1) % webhooks.length];
            if (!webhook) return request;
            return {
              ...request,
              body: webhook.body,
              headers: headersOf(webhook, `bench-${String(sent)}`),
            };
          },
        },
      ],
    });
    if (result.non2xx > 0 || result.errors > 0)
      throw new Error(
        `${origin}: ${String(result.non2xx)} refusals, ${String(result.errors)} errors`,
      );
    return result["2xx"] / result.duration;
  };
}

async function query(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}
