import type { Tx } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";

/** A piece of work for the worker, of one shop. */
export interface JobRequest {
  /** The job's name, which is that of its queue. */
  readonly name: string;
  readonly shop: ShopId;
  /**
   * Names the reason within the queue. A request is dropped while another of the same key waits
   * or runs, so a key that may come again must not stand for something that a job under way has
   * not seen: `kopilka-dev.myshopify.com/version/7`.
   */
  readonly key: string;
  /** What else the job is given, beside the shop. */
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Asks for a job in the caller's transaction: it is done if, and only if, that commits. */
export type RequestJob = (tx: Tx, request: JobRequest) => Promise<void>;
