import type { Logger } from "pino";
import { listenForDeliveries } from "../db/delivery-listener.server.ts";
import type { Database } from "../db/pool.server.ts";
import {
  processDeliveries,
  type ProcessingOptions,
} from "../services/process-deliveries.server.ts";

export interface DeliveryLoopOptions extends Pick<ProcessingOptions, "handleTopic" | "onMarked"> {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly log: Logger;
}

/** Deliveries to be tried again come due without anyone telling. */
const POLL_MS = 1_000;
/** After the database itself has failed. */
const PAUSE_AFTER_FAILURE_MS = 2_000;

/**
 * Processes deliveries, batch after batch, woken by NOTIFY.
 * @returns a function that ends the loop; it resolves when the batch in flight is committed
 */
export function startDeliveryLoop(options: DeliveryLoopOptions): () => Promise<void> {
  const { db, databaseUrl, log } = options;
  const bell = createBell();
  let running = true;
  const isRunning = () => running;

  const listener = listenForDeliveries(databaseUrl, bell.ring, (error) => {
    log.warn({ reason: error.message }, "listening for deliveries was interrupted");
  });

  const processing = processingOptions(options);
  const loop = async (): Promise<void> => {
    while (isRunning()) {
      const pause = await processDeliveries(db, new Date(), processing).then(
        (claimed) => (claimed === 0 ? POLL_MS : 0),
        (error: unknown) => {
          log.error({ err: error }, "deliveries could not be processed");
          return PAUSE_AFTER_FAILURE_MS;
        },
      );
      if (pause > 0 && isRunning()) await bell.wait(pause);
    }
  };

  const ended = loop();
  return async () => {
    running = false;
    bell.ring();
    await listener.close();
    await ended;
  };
}

function processingOptions({ handleTopic, onMarked, log }: DeliveryLoopOptions): ProcessingOptions {
  return {
    handleTopic,
    ...(onMarked ? { onMarked } : {}),
    onFailure: ({ shop, deliveryId, topic, error, final }) => {
      const facts = { shop, delivery: String(deliveryId), topic, err: error };
      if (final) log.error(facts, "delivery is dead");
      else log.warn(facts, "delivery failed and will be tried again");
    },
  };
}

/** Lets one waiter sleep until someone rings; a ring while nobody waits is not lost. */
function createBell() {
  let rung = false;
  let wake: (() => void) | undefined;
  return {
    ring: (): void => {
      rung = true;
      wake?.();
    },
    wait: async (longestMs: number): Promise<void> => {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, longestMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      rung = false;
      wake = undefined;
    },
  };
}
