import type { Logger } from "pino";
import { listenForDeliveries } from "../db/delivery-listener.server.ts";
import type { Database } from "../db/pool.server.ts";
import type { AccrueHooks } from "../services/accrue-orders.server.ts";
import {
  processDeliveries,
  type ProcessingOptions,
} from "../services/process-deliveries.server.ts";
import { hooksOf } from "./job.server.ts";

export interface DeliveryLoopOptions extends AccrueHooks, Pick<ProcessingOptions, "handleTopic"> {
  readonly db: Database;
  readonly databaseUrl: string;
  readonly log: Logger;
}

/** While one batch is computed here, another is written there. */
export const DELIVERY_LOOPS = 2;
/** Deliveries to be tried again come due without anyone telling. */
const POLL_MS = 1_000;
/** After the database itself has failed. */
const PAUSE_AFTER_FAILURE_MS = 2_000;

/**
 * Processes deliveries, batch after batch, in loops that pass over what another
 * has taken, woken by NOTIFY.
 * @returns a function that ends the loops; it resolves when the batches in flight are committed
 */
export function startDeliveryLoop(options: DeliveryLoopOptions): () => Promise<void> {
  const { db, databaseUrl, log } = options;
  const bells = Array.from({ length: DELIVERY_LOOPS }, createBell);
  const ring = () => {
    for (const bell of bells) bell.ring();
  };
  let running = true;
  const isRunning = () => running;

  const listener = listenForDeliveries(databaseUrl, ring, (error) => {
    log.warn({ reason: error.message }, "listening for deliveries was interrupted");
  });

  const processing = processingOptions(options);
  const loop = async (bell: Bell): Promise<void> => {
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

  const ended = Promise.all(bells.map(loop));
  return async () => {
    running = false;
    ring();
    await listener.close();
    await ended;
  };
}

function processingOptions({ handleTopic, log, ...hooks }: DeliveryLoopOptions): ProcessingOptions {
  return {
    handleTopic,
    ...hooksOf(hooks),
    // It waits for the merchant, who must hand it on within 30 days; nobody else is told.
    onDataExport: ({ shop, exportId }) => {
      log.info({ shop, exportId }, "a data request was answered: npm run export -- EXPORT_ID");
    },
    onFailure: ({ shop, deliveryId, topic, error, final }) => {
      const facts = { shop, delivery: String(deliveryId), topic, err: error };
      if (final) log.error(facts, "delivery is dead");
      else log.warn(facts, "delivery failed and will be tried again");
    },
  };
}

interface Bell {
  ring(): void;
  wait(longestMs: number): Promise<void>;
}

/** Lets one waiter sleep until someone rings; a ring while nobody waits is not lost. */
function createBell(): Bell {
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
