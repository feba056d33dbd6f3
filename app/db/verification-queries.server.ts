import type { ShopId } from "../domain/ids.ts";
import type { Queryable, Tx } from "./transaction.server.ts";

/** What came of reading a shop's whole ledger again. */
export interface VerificationRow {
  readonly verificationId: string;
  readonly askedAt: Date;
  /** Null while it waits for the worker. */
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly holders: bigint;
  readonly transfers: bigint;
  /** The first difference, in a sentence; null where none was found. */
  readonly difference: string | null;
}

/** How far a verification has come. */
export interface VerificationFigures {
  readonly holders: number;
  readonly transfers: number;
  readonly difference: string | null;
}

/** Adds one that waits. */
export async function insertVerification(
  tx: Tx,
  shop: ShopId,
  id: string,
  now: Date,
): Promise<void> {
  await tx.query(
    `INSERT INTO verifications (shop, verification_id, asked_at) VALUES ($1, $2, $3)`,
    [shop, id, now],
  );
}

/** Begins all that wait, and those whose worker has died. @returns their ids */
export async function beginVerification(tx: Tx, shop: ShopId, now: Date): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE verifications SET started_at = $2, holders = 0, transfers = 0
      WHERE shop = $1 AND finished_at IS NULL RETURNING verification_id AS id`,
    [shop, now],
  );
  return rows.map((row) => row.id);
}

/** Writes down how far they have come. */
export async function tellProgress(
  db: Queryable,
  shop: ShopId,
  ids: readonly string[],
  { holders, transfers }: VerificationFigures,
): Promise<void> {
  await db.query(
    `UPDATE verifications SET holders = $3, transfers = $4
      WHERE shop = $1 AND verification_id = ANY($2::uuid[])`,
    [shop, ids, holders, transfers],
  );
}

/** Writes down what came of them. */
export async function endVerification(
  db: Queryable,
  shop: ShopId,
  ids: readonly string[],
  { holders, transfers, difference }: VerificationFigures,
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE verifications
        SET holders = $3, transfers = $4, difference = $5, finished_at = $6
      WHERE shop = $1 AND verification_id = ANY($2::uuid[])`,
    [shop, ids, holders, transfers, difference, now],
  );
}

/** Removes all but the newest of a shop. */
export async function removeOldVerifications(
  db: Queryable,
  shop: ShopId,
  kept: number,
): Promise<void> {
  await db.query(
    `DELETE FROM verifications WHERE shop = $1 AND verification_id IN (
       SELECT verification_id FROM verifications WHERE shop = $1
        ORDER BY verification_id DESC OFFSET $2)`,
    [shop, kept],
  );
}

/** The newest verifications of a shop, the newest first. */
export function newestVerifications(
  db: Queryable,
  shop: ShopId,
  limit: number,
): Promise<VerificationRow[]> {
  return db.query<VerificationRow>(
    `SELECT verification_id AS "verificationId", asked_at AS "askedAt",
            started_at AS "startedAt", finished_at AS "finishedAt", holders, transfers, difference
       FROM verifications WHERE shop = $1 ORDER BY verification_id DESC LIMIT $2`,
    [shop, limit],
  );
}
