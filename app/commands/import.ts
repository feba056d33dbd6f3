/**
 * `npm run import -- FILE [--shop SHOP] [--preview]` imports members or their history from a CSV
 * file of ours, Smile.io, LoyaltyLion, Rivo, Yotpo or Growave; run again with the same file, it
 * goes on where it stopped. `--preview` reads and matches the file and posts nothing.
 * `--report FILE` takes the refused rows. `npm run import -- --undo ID` takes back what is left of
 * an import, and `npm run import` alone lists them.
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, statSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { listImports, type ImportOptions, type ImportRecord } from "../db/import-queries.server.ts";
import { refusedRows } from "../db/import-row-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { IMPORT_FORMATS, type ImportFormat } from "../domain/imports/columns.ts";
import type { ShopId } from "../domain/ids.ts";
import { openContext } from "../jobs/open-context.server.ts";
import type { JobContext } from "../jobs/job.server.ts";
import { createLogger } from "../logging.server.ts";
import { FileProblem } from "../services/imports/csv/file-problem.ts";
import { importHashes } from "../services/imports/import-hashes.server.ts";
import { ImportTaken, readImport } from "../services/imports/read-import.server.ts";
import { refusedReport } from "../services/imports/refused-report.server.ts";
import { runImport } from "../services/imports/run-import.server.ts";
import { startImport } from "../services/imports/start-import.server.ts";
import { undoImport } from "../services/imports/undo-import.server.ts";
import { AdminFailure } from "../shopify/admin-answer.ts";
import { findCustomersOf } from "../shopify/find-customers.server.ts";
import { importProblem, importProblemAt } from "../wording/import-problem.ts";
import { Fault, reasonOf } from "./fault.ts";
import { readArguments, readConfig, readShopId, requireDatabase } from "./options.ts";
import { print, run } from "./run.ts";
import { progressOf } from "./progress.ts";
import { shopOf } from "./shop-of.ts";

const USAGE =
  "npm run import -- FILE [--shop SHOP] [--preview] [--report FILE] [--format FORMAT] [--thousands , | .] [--encoding NAME] [--delimiter ;] | --undo ID";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Refused rows that are printed; a report has them all. */
const MOST_PRINTED = 20;

await run(async () => {
  const { positionals, values } = readArguments({
    shop: { type: "string" },
    preview: { type: "boolean", default: false },
    report: { type: "string" },
    format: { type: "string" },
    thousands: { type: "string" },
    encoding: { type: "string" },
    delimiter: { type: "string" },
    undo: { type: "string" },
  });
  const [file, ...more] = positionals;
  if (more.length > 0 || (file !== undefined && values.undo !== undefined))
    throw new Fault(`one at a time: ${USAGE}`);
  if (values.undo !== undefined && !UUID.test(values.undo))
    throw new Fault(`--undo "${values.undo}" is not an import's id; npm run import lists them`);
  const options = readOptions(values);
  const config = readConfig();
  await requireDatabase(config);
  const log = createLogger({ name: "import", logLevel: "warn" });
  const { context, close } = openContext(config, log);
  try {
    const shop = await shopOf(
      context.db,
      values.shop === undefined ? null : readShopId(values.shop),
    );
    if (values.undo !== undefined) await undo(context, shop, values.undo);
    else if (file === undefined) await list(context.db, shop);
    else {
      const hashes = importHashes(config.personalDataKey);
      const done = await importFile(context, shop, hashes, file, values.preview, options);
      await report(context.db, shop, done, values.report);
    }
  } finally {
    await close();
  }
});

function readOptions(values: {
  format?: string | undefined;
  thousands?: string | undefined;
  encoding?: string | undefined;
  delimiter?: string | undefined;
}): ImportOptions {
  const { format, thousands, encoding, delimiter } = values;
  if (format !== undefined && !(IMPORT_FORMATS as readonly string[]).includes(format))
    throw new Fault(`--format "${format}" is none of ${IMPORT_FORMATS.join(", ")}`);
  if (thousands !== undefined && thousands !== "," && thousands !== ".")
    throw new Fault('--thousands is "," or ".": what separates thousands in the file');
  if (delimiter !== undefined && delimiter.length !== 1)
    throw new Fault("--delimiter is one character: what stands between cells");
  return {
    format: (format as ImportFormat | undefined) ?? null,
    thousands: thousands ?? null,
    encoding: encoding ?? null,
    delimiter: delimiter ?? null,
  };
}

async function importFile(
  { db, adminOf, now }: JobContext,
  shop: ShopId,
  hashes: ReturnType<typeof importHashes>,
  file: string,
  preview: boolean,
  options: ImportOptions,
): Promise<ImportRecord> {
  if (!existsSync(file) || !statSync(file).isFile()) throw new Fault(`there is no file ${file}`);
  const sourceKey = `file/${await hashOf(file)}`;
  const request = { shop, sourceKey, preview, options, createdBy: "npm run import" };
  const one = await startImport(db, request, now());
  if (one.rowsRead > 0 && one.state !== "done")
    print(`Import ${one.importId} of this file was broken off: going on with it`);
  const progress = progressOf();
  try {
    if (one.state === "reading")
      await readImport(db, hashes, shop, one, createReadStream(file), now(), (rows) => {
        progress.say("Reading", rows);
      });
    progress.end();
    const done = await runImport(
      db,
      findCustomersOf(adminOf(shop)),
      shop,
      one.importId,
      now,
      (at) => {
        progress.say(
          at.step === "matching" ? "Finding customers" : preview ? "Reckoning" : "Posting",
          at.rows,
        );
      },
    );
    progress.end();
    if (!done) throw new Fault("the shop was erased meanwhile");
    if (one.state === "done" && !preview)
      print(
        `This file was imported before, as ${one.importId}; to import it anew, undo that first`,
      );
    return done;
  } catch (error) {
    if (error instanceof FileProblem || error instanceof ImportTaken)
      throw new Fault(error.message);
    if (error instanceof AdminFailure)
      throw new Fault(
        `${reasonOf(error)}. Run the same command again: it goes on where it stopped`,
      );
    throw error;
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

async function report(
  db: Database,
  shop: ShopId,
  one: ImportRecord,
  file: string | undefined,
): Promise<void> {
  const { preview, format, rowsRead, posted, waiting, repeated, refused, pointsPosted } = one;
  print(
    preview
      ? `Preview of a file that looks like ${format ?? "nothing"}: nothing was posted`
      : `Import ${one.importId}, a file that looks like ${format ?? "nothing"}: ${one.state}`,
  );
  const would = preview ? "would be " : "";
  print(`  ${rowsRead} rows`);
  print(`  ${posted} ${would}posted, ${pointsPosted} points`);
  print(`  ${waiting} ${would || "are "}waiting until a customer with their address logs in`);
  print(`  ${repeated} imported before`);
  print(`  ${refused} refused`);
  if (one.unused.length > 0) print(`  columns not used: ${one.unused.join(", ")}`);
  for (const { row, problem } of await refusedRows(
    queryable(db.pool),
    shop,
    one.importId,
    0,
    MOST_PRINTED,
  ))
    print(`    ${importProblemAt(row, problem, "en")}`);
  if (refused > MOST_PRINTED) print(`    ... and ${refused - MOST_PRINTED} more`);
  if (file !== undefined) {
    const text = refusedReport(db, shop, one.importId, (problem) => importProblem(problem, "en"));
    await pipeline(Readable.from(text), createWriteStream(file));
    print(`  the refused rows are in ${file}`);
  }
  if (!preview) print(`  to take it back: npm run import -- --shop ${shop} --undo ${one.importId}`);
}

async function undo({ db, now }: JobContext, shop: ShopId, importId: string): Promise<void> {
  const progress = progressOf();
  let rows = 0;
  const outcome = await undoImport(db, shop, importId, now(), (more) => {
    rows += more;
    progress.say("Taking back", rows);
  });
  progress.end();
  switch (outcome.kind) {
    case "unknown_import":
      throw new Fault(`${shop} has no import ${importId}; npm run import lists them`);
    case "preview":
      throw new Fault(`${importId} is a preview: it has posted nothing`);
    case "undone": {
      const { taken, spent, expired, held } = outcome.undone;
      print(`Import ${importId} is undone: ${taken} points were taken back`);
      print(`  ${spent} were spent before and stay so; nobody owes anything for them`);
      if (expired > 0n) print(`  ${expired} had expired`);
      if (held > 0n) print(`  ${held} are held by checkouts: undo it once more in an hour`);
    }
  }
}

async function list(db: Database, shop: ShopId): Promise<void> {
  const imports = await listImports(queryable(db.pool), shop, 50);
  if (imports.length === 0) print(`${shop} has no imports. ${USAGE}`, true);
  for (const one of imports) {
    const what = one.preview ? "preview" : one.state;
    const figures = `${one.rowsRead} rows, ${one.posted} posted, ${one.waiting} waiting, ${one.refused} refused`;
    print(
      `${one.importId}  ${one.createdAt.toISOString()}  ${what}  ${figures}, ${one.pointsPosted} points`,
    );
  }
}
