import type { Tx } from "../../db/transaction.server.ts";
import type { ShopId } from "../../domain/ids.ts";
import type { RequestJob } from "../job-requests.ts";

/** The job that goes on with imports that have been read, and with undos. */
export const RUN_IMPORTS = "run-imports";

/** Asks for an import to be gone on with at once; the schedule would do so within a minute. */
export function requestImportRun(
  requestJob: RequestJob,
  tx: Tx,
  shop: ShopId,
  reason: string,
): Promise<void> {
  return requestJob(tx, { name: RUN_IMPORTS, shop, key: `${shop}/${reason}` });
}
