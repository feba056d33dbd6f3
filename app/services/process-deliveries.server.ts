import {
  failDelivery,
  findDelivery,
  takeDeliveries,
  takeDelivery,
  type QueuedDelivery,
} from "../db/delivery-queue-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { keepShop } from "../db/shop-life-queries.server.ts";
import { inTransaction, queryable, type Tx } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import { decodeOrderEvent } from "../domain/order/codec.ts";
import { accrueOrdersIn, type AccrueHooks } from "./accrue-orders.server.ts";
import type { DataExportMade, HandleTopic } from "./handle-topic.server.ts";

export interface ProcessingOptions extends AccrueHooks {
  /** What is done with deliveries that are not about an order. */
  readonly handleTopic: HandleTopic;
  /** Told of the answer to a data request, once it is committed. */
  readonly onDataExport?: (made: DataExportMade) => void;
  /** Told of a delivery that failed; `final` once it is dead. */
  readonly onFailure?: (failure: DeliveryFailure) => void;
  /** Deliveries in one transaction; 500 unless told. */
  readonly batchSize?: number;
}

export interface DeliveryFailure {
  readonly shop: ShopId;
  readonly deliveryId: bigint;
  readonly topic: string;
  readonly error: unknown;
  readonly final: boolean;
}

const BATCH_SIZE = 500;
const MOST_ATTEMPTS = 10;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60 * 60 * 1000;

/**
 * Processes one batch of the deliveries that are due. All that are about orders
 * are posted together; a batch that fails is taken apart, so that only what
 * itself fails waits, with growing pauses, and at last lies dead for someone to
 * look at. It holds up nothing else.
 * @returns how many deliveries were taken; 0 when nothing is due
 */
export async function processDeliveries(
  db: Database,
  now: Date,
  options: ProcessingOptions,
): Promise<number> {
  const taken: QueuedDelivery[] = [];
  try {
    const made = await inTransaction(db, async (tx) => {
      taken.length = 0;
      taken.push(...(await takeDeliveries(tx, now, options.batchSize ?? BATCH_SIZE)));
      return processTaken(tx, taken, now, options);
    });
    for (const one of made) options.onDataExport?.(one);
  } catch (error) {
    // Nothing was taken: it is the database that fails, not a delivery.
    if (taken.length === 0) throw error;
    for (const delivery of taken) await processAlone(db, delivery, now, options);
  }
  return taken.length;
}

/** @returns the answers to data requests that were made */
async function processTaken(
  tx: Tx,
  taken: readonly QueuedDelivery[],
  now: Date,
  options: ProcessingOptions,
): Promise<DataExportMade[]> {
  const shop = taken[0]?.shop;
  if (shop === undefined) return [];
  // What follows a `shop/redact` must not bring anything of the shop back.
  if (!(await keepShop(tx, shop))) return [];
  const events = taken.flatMap(({ facts }) => (facts === null ? [] : [decodeOrderEvent(facts)]));
  if (events.length > 0) {
    await accrueOrdersIn(tx, shop, events, now, options);
  }
  const made: DataExportMade[] = [];
  for (const delivery of taken) {
    if (delivery.facts !== null) continue;
    const received = await findDelivery(tx, shop, delivery.deliveryId);
    const answer = received && (await options.handleTopic(tx, { shop, ...received }, now));
    if (answer !== null) made.push(answer);
  }
  return made;
}

async function processAlone(
  db: Database,
  { shop, deliveryId }: QueuedDelivery,
  now: Date,
  options: ProcessingOptions,
): Promise<void> {
  const tried: QueuedDelivery[] = [];
  try {
    await inTransaction(db, async (tx) => {
      const delivery = await takeDelivery(tx, shop, deliveryId, now);
      if (!delivery) return;
      tried.push(delivery);
      await processTaken(tx, [delivery], now, options);
    });
  } catch (error) {
    const delivery = tried.at(-1);
    if (!delivery) throw error;
    await noteFailure(db, delivery, error, now, options);
  }
}

async function noteFailure(
  db: Database,
  delivery: QueuedDelivery,
  error: unknown,
  now: Date,
  options: ProcessingOptions,
): Promise<void> {
  const { shop, deliveryId, attempts } = delivery;
  const final = attempts + 1 >= MOST_ATTEMPTS;
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** (attempts * 1.5), LONGEST_PAUSE_MS);
  const message = error instanceof Error ? error.message : String(error);
  const next = final ? null : new Date(now.getTime() + Math.round(pause));
  const topic = await failDelivery(queryable(db.pool), delivery, message.slice(0, 500), next);
  if (topic !== null) options.onFailure?.({ shop, deliveryId, topic, error, final });
}
