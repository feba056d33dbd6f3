import type { Database } from "../db/pool.server.ts";
import { insertDeliveries, type NewDelivery } from "../db/delivery-insert-queries.server.ts";
import { GroupCommit } from "./group-commit.server.ts";

const MEBIBYTE = 1024 * 1024;

/** Data that PostgreSQL cannot take, a broken constraint, a limit: the row's fault. */
const FAULTS_OF_A_ROW = /^(22|23|54)/;

/** The road on which all webhooks of this process reach the database: one commit at a time. */
export function createDeliveryStore(db: Database): GroupCommit<NewDelivery> {
  return new GroupCommit<NewDelivery>({
    write: (deliveries) => insertDeliveries(db, deliveries),
    // Half a kilobyte for what stands beside the body.
    weightOf: ({ body, facts }) => body.length + (facts?.length ?? 0) + 512,
    isItemFault: (error) => FAULTS_OF_A_ROW.test(String((error as { code?: unknown }).code)),
    mostItems: 200,
    fullAtBytes: 8 * MEBIBYTE,
    mostWaitingBytes: 128 * MEBIBYTE,
  });
}
