import { findImport, type ImportRecord } from "../../../app/db/import-queries.server.ts";
import { refusedRows } from "../../../app/db/import-row-queries.server.ts";
import { customerId, type CustomerId, type ShopId } from "../../../app/domain/ids.ts";
import type { CustomerFinder } from "../../../app/services/imports/customer-finder.ts";
import { importHashes } from "../../../app/services/imports/import-hashes.server.ts";
import { readImport } from "../../../app/services/imports/read-import.server.ts";
import { runImport } from "../../../app/services/imports/run-import.server.ts";
import { NO_OPTIONS, startImport } from "../../../app/services/imports/start-import.server.ts";
import { undoImport } from "../../../app/services/imports/undo-import.server.ts";
import { importProblemAt } from "../../../app/wording/import-problem.ts";
import { SHOP, type ShopDatabase } from "../../support/shop-with-orders.ts";

export const KEY = "a key of thirty-two characters!!";

export interface ImportRun {
  readonly shop?: ShopId;
  readonly preview?: boolean;
  readonly at: Date;
  readonly options?: Partial<typeof NO_OPTIONS>;
  /** The file's name; by default each file is another. */
  readonly source?: string;
}

/**
 * Imports texts as a merchant would files, into a shop whose customers are those given: their
 * addresses by their ids.
 */
export function importDesk(database: () => ShopDatabase, customers: Record<string, string>) {
  const ids = new Map(Object.entries(customers).map(([id, email]) => [email, customerId(id)]));
  const asked: string[][] = [];
  const finder: CustomerFinder = {
    byEmail(emails) {
      asked.push([...emails]);
      return Promise.resolve(
        new Map(
          emails.flatMap((email): [string, CustomerId][] => {
            const id = ids.get(email);
            return id ? [[email, id]] : [];
          }),
        ),
      );
    },
    missing: (wanted) =>
      Promise.resolve(new Set(wanted.filter((id) => !Object.hasOwn(customers, id)))),
  };
  let files = 0;

  async function start(run: ImportRun): Promise<ImportRecord> {
    files += 1;
    const request = {
      shop: run.shop ?? SHOP,
      sourceKey: run.source ?? `file ${String(files)}`,
      preview: run.preview ?? false,
      options: { ...NO_OPTIONS, ...run.options },
      createdBy: "test",
    };
    return startImport(database().db, request, run.at);
  }

  /** Reads and runs a file to its end. */
  async function bring(file: string | Uint8Array, run: ImportRun): Promise<ImportRecord> {
    const { db } = database();
    const shop = run.shop ?? SHOP;
    const one = await start(run);
    if (one.state === "reading")
      await readImport(db, importHashes(KEY), shop, one, bytesOf(file), run.at);
    const done = await runImport(db, finder, shop, one.importId, () => run.at);
    if (!done) throw new Error("the import is gone");
    return done;
  }

  return {
    asked,
    finder,
    start,
    bring,
    /** What was refused, in English. */
    async refused({ importId }: ImportRecord, shop: ShopId = SHOP): Promise<string[]> {
      const rows = await refusedRows(database().sql, shop, importId, 0, 1_000);
      return rows.map(({ row, problem }) => importProblemAt(row, problem, "en"));
    },
    async undo({ importId }: ImportRecord, at: Date, shop: ShopId = SHOP) {
      const outcome = await undoImport(database().db, shop, importId, at);
      if (outcome.kind !== "undone") throw new Error(outcome.kind);
      return outcome.undone;
    },
    view: async ({ importId }: ImportRecord, shop: ShopId = SHOP) =>
      findImport(database().sql, shop, importId),
  };
}

/** A file's bytes in small pieces, so that characters and rows are cut anywhere. */
export async function* bytesOf(file: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = typeof file === "string" ? Buffer.from(file) : file;
  for (let at = 0; at < bytes.length; at += 1_021)
    yield await Promise.resolve(bytes.subarray(at, at + 1_021));
}

/** Rows as a file. */
export const csv = (...rows: readonly string[]): string => `${rows.join("\n")}\n`;
