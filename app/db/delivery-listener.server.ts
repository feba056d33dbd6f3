import pg from "pg";
import { DELIVERIES_CHANNEL } from "./delivery-insert-queries.server.ts";

export interface DeliveryListener {
  close(): Promise<void>;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Calls `onDelivery` when deliveries have been stored, and once after each
 * connection, because what was told before it went unheard. A connection that
 * breaks is made again, after growing pauses; whoever listens also polls.
 */
export function listenForDeliveries(
  databaseUrl: string,
  onDelivery: () => void,
  onError: (error: Error) => void,
): DeliveryListener {
  let closed = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let pause = FIRST_PAUSE_MS;

  const connectLater = (broken: pg.Client, error: Error): void => {
    if (closed || client !== broken) return;
    client = null;
    onError(error);
    broken.end().catch(() => undefined);
    timer = setTimeout(connect, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  };

  const connect = (): void => {
    const next = new pg.Client({
      connectionString: databaseUrl,
      application_name: "kopilka-listen",
      keepAlive: true,
    });
    client = next;
    next.on("notification", onDelivery);
    next.on("error", (error) => {
      connectLater(next, error);
    });
    next.on("end", () => {
      connectLater(next, new Error("the connection ended"));
    });
    next
      .connect()
      .then(() => next.query(`LISTEN ${DELIVERIES_CHANNEL}`))
      .then(() => {
        pause = FIRST_PAUSE_MS;
        onDelivery();
      })
      .catch((error: unknown) => {
        connectLater(next, error instanceof Error ? error : new Error(String(error)));
      });
  };

  connect();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
