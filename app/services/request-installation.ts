import type { Tx } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { RequestJob } from "./job-requests.ts";

/** The job that runs `installParts`. */
export const INSTALL_JOB = "install-discounts";

/**
 * Has the worker look after what an installation puts into the shop.
 * @param reason what it must not miss: a program version by its number, so that a run which has
 *   read the version before does not swallow the request
 */
export function requestInstallation(
  requestJob: RequestJob,
  tx: Tx,
  shop: ShopId,
  reason: "opened" | `version/${number}`,
): Promise<void> {
  return requestJob(tx, { name: INSTALL_JOB, shop, key: `${shop}/${reason}` });
}
