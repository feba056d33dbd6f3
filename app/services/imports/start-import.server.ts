import {
  startOrFindImport,
  type ImportOptions,
  type ImportRecord,
} from "../../db/import-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import type { ShopId } from "../../domain/ids.ts";
import { newId } from "../new-id.server.ts";

export interface ImportRequest {
  readonly shop: ShopId;
  /** Names the file, so that an import that was broken off is taken up again. */
  readonly sourceKey: string;
  readonly preview: boolean;
  readonly options: ImportOptions;
  /** A token's name or a command; no personal data. */
  readonly createdBy: string;
}

/** How a file is read that nothing is said about. */
export const NO_OPTIONS: ImportOptions = {
  format: null,
  thousands: null,
  delimiter: null,
  encoding: null,
};

/**
 * Begins an import, or finds the one that was begun of the same source and has not been undone.
 * A preview is always a new one.
 */
export function startImport(
  db: Database,
  { shop, sourceKey, preview, options, createdBy }: ImportRequest,
  now: Date,
): Promise<ImportRecord> {
  const made = { importId: newId(), sourceKey, preview, options, createdBy };
  return inShop(db, shop, (tx) => startOrFindImport(tx, shop, made, now));
}
