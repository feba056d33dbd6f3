/**
 * `npm run backfill -- --since DATE [--shop SHOP] [--preview]` reads the orders placed since a day
 * through the Admin API and posts what they earn, each under the version of the program in force
 * when it was placed; orders from before the first version earn nothing, or what `--program VERSION`
 * makes of them. Broken off and run again, it goes on where it stopped. `--preview` posts nothing
 * and tells what each member would be given, `--report FILE` takes that as CSV.
 * `npm run backfill -- --undo ID` takes it back, and `npm run backfill` alone lists them.
 */
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { listBackfills } from "../db/backfill-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { programVersions } from "../db/program-queries.server.ts";
import { hasScope } from "../db/shop-life-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { ProgramVersion } from "../domain/program-version.ts";
import { hooksOf, type JobContext } from "../jobs/job.server.ts";
import { openContext } from "../jobs/open-context.server.ts";
import { createLogger } from "../logging.server.ts";
import { asksForHistories } from "../services/accrual/judge.server.ts";
import {
  previewBackfill,
  type BackfillPreview,
} from "../services/backfill/preview-backfill.server.ts";
import type { BackfillRead } from "../services/backfill/read-pages.server.ts";
import { runBackfill, type BackfillSofar } from "../services/backfill/run-backfill.server.ts";
import { undoBackfill } from "../services/backfill/undo-backfill.server.ts";
import { csvText, type CsvCell } from "../services/exports/csv-text.ts";
import { AdminFailure } from "../shopify/admin-answer.ts";
import { Fault, reasonOf } from "./fault.ts";
import { readArguments, readConfig, readMoment, readShopId, requireDatabase } from "./options.ts";
import { progressOf } from "./progress.ts";
import { print, run } from "./run.ts";
import { shopOf } from "./shop-of.ts";

const USAGE =
  "npm run backfill -- --since DATE [--shop SHOP] [--program VERSION] [--preview] [--report FILE] | --undo ID";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const REACH_MS = 60 * 24 * 60 * 60 * 1000;
/** Columns of a preview's report. */
const COLUMNS = ["customer_id", "orders", "points", "bonuses"];
/** Members that a preview prints; a report has them all. */
const MOST_PRINTED = 20;

await run(async () => {
  const { positionals, values } = readArguments({
    shop: { type: "string" },
    since: { type: "string" },
    program: { type: "string" },
    preview: { type: "boolean", default: false },
    report: { type: "string" },
    undo: { type: "string" },
  });
  if (positionals.length > 0) throw new Fault(`too much: ${positionals.join(" ")}. ${USAGE}`);
  if (values.undo !== undefined && values.since !== undefined)
    throw new Fault(`one at a time: ${USAGE}`);
  if (values.undo !== undefined && !UUID.test(values.undo))
    throw new Fault(`--undo "${values.undo}" is not a back-fill's id; npm run backfill lists them`);
  if (values.report !== undefined && !values.preview)
    throw new Fault("--report is for a --preview: what each member would be given");
  const since = values.since === undefined ? null : readMoment("since", values.since);
  const config = readConfig();
  await requireDatabase(config);
  const log = createLogger({ name: "backfill", logLevel: "warn" });
  const { context, close } = openContext(config, log);
  try {
    const { db, readerOf } = context;
    const shop = await shopOf(db, values.shop === undefined ? null : readShopId(values.shop));
    if (values.undo !== undefined) await undo(context, shop, values.undo);
    if (since === null) {
      if (values.undo === undefined) await list(db, shop);
      return;
    }
    const versions = await programVersions(queryable(db.pool), shop);
    const programVersion = readVersion(values.program, versions, shop);
    await sayReach(context, shop, since);
    const read: BackfillRead = { db, reader: readerOf(shop), shop, since, programVersion };
    if (values.preview) await preview(context, read, versions, values.report);
    else await bring(context, read, versions);
  } catch (error) {
    if (!(error instanceof AdminFailure)) throw error;
    throw new Fault(`${reasonOf(error)}. Run the same command again: it goes on where it stopped`);
  } finally {
    await close();
  }
});

function readVersion(
  given: string | undefined,
  versions: readonly ProgramVersion[],
  shop: ShopId,
): number | null {
  if (given === undefined) return null;
  const found = versions.find(({ version }) => String(version) === given);
  if (found) return found.version;
  const known = versions.map(({ version }) => version).join(", ");
  throw new Fault(`--program "${given}": ${shop} has the versions ${known || "none yet"}`);
}

/** Without a scope of its own, an app sees the orders of 60 days. */
async function sayReach({ db, now }: JobContext, shop: ShopId, since: Date): Promise<void> {
  const reach = new Date(now().getTime() - REACH_MS);
  if (since >= reach || (await hasScope(queryable(db.pool), shop, "read_all_orders"))) return;
  print(
    `Shopify shows this app the orders of the last 60 days alone, from ${reach.toISOString().slice(0, 10)} on: older ones need the scope read_all_orders`,
    true,
  );
}

async function bring(
  context: JobContext,
  read: BackfillRead,
  versions: readonly ProgramVersion[],
): Promise<void> {
  const progress = progressOf();
  const { record, sofar } = await runBackfill(read, context.now, hooksOf(context), (at) => {
    progress.say("Orders", at.orders);
  });
  progress.end();
  print(`Back-fill ${record.backfillId} of ${read.shop}: done`);
  summarize({ ...sofar, orders: record.orders, adopted: record.adopted, points: record.points });
  sayVersions(read, sofar, versions);
  print(`  to take it back: npm run backfill -- --shop ${read.shop} --undo ${record.backfillId}`);
}

async function preview(
  context: JobContext,
  read: BackfillRead,
  versions: readonly ProgramVersion[],
  file: string | undefined,
): Promise<void> {
  const progress = progressOf();
  const found = await previewBackfill(read, context.now, (at) => {
    progress.say("Orders", at.orders);
  });
  progress.end();
  print(`Preview of a back-fill of ${read.shop}: nothing was posted`);
  summarize(found.sofar);
  sayVersions(read, found.sofar, versions);
  if (found.guests.orders > 0)
    print(`  ${found.guests.orders} orders are guests': they earn once they are claimed`);
  const bonuses = [...found.bonuses.values()].reduce((sum, one) => sum + one, 0n);
  if (bonuses !== 0n)
    print(`  ${bonuses} points besides, for joining, entering tiers and milestones`);
  if (asksForHistories(versions))
    print("  rules by tier or number of order were reckoned without the other orders that are new");
  const members = [...found.members].sort(([, a], [, b]) => Number(b.points - a.points));
  for (const [customer, { orders, points }] of members.slice(0, MOST_PRINTED)) {
    const bonuses = found.bonuses.get(customer);
    const beside = bonuses === undefined ? "" : `, and bonuses of ${bonuses}`;
    print(
      `    customer ${customer}: ${points} points for ${orders} ${orders === 1 ? "order" : "orders"}${beside}`,
    );
  }
  if (members.length > MOST_PRINTED) print(`    ... and ${members.length - MOST_PRINTED} more`);
  if (file === undefined) return;
  await pipeline(Readable.from(csvText(COLUMNS, rowsOf(found))), createWriteStream(file));
  print(`  what each member would be given is in ${file}`);
}

async function* rowsOf({ members, bonuses }: BackfillPreview): AsyncGenerator<CsvCell[][]> {
  for (const [customer, { orders, points }] of members)
    yield [[customer, orders, points, bonuses.get(customer) ?? 0n]];
}

function summarize({ orders, adopted, points, imported, waiting }: BackfillSofar): void {
  print(`  ${orders} orders read, ${adopted} of them new, ${points} points`);
  if (imported > 0)
    print(`  ${imported} came with the history of an import before, and are left out`);
  if (waiting > 0) print(`  ${waiting} wait for what Shopify has yet to say of their products`);
}

function sayVersions(
  { programVersion }: BackfillRead,
  { beforeFirst }: BackfillSofar,
  versions: readonly ProgramVersion[],
): void {
  const [first] = versions;
  const date = first?.publishedAt.toISOString() ?? "any publication";
  if (programVersion !== null)
    print(`  orders from before ${date} are evaluated under version ${programVersion}`);
  else if (beforeFirst > 0)
    print(
      `  ${beforeFirst} orders are from before ${date}, when no program was in force, and earn nothing; --program VERSION chooses one for them`,
    );
}

async function undo({ db, now }: JobContext, shop: ShopId, backfillId: string): Promise<void> {
  const progress = progressOf();
  const outcome = await undoBackfill(db, shop, backfillId, now(), (orders) => {
    progress.say("Orders", orders);
  });
  progress.end();
  if (outcome.kind === "unknown_backfill")
    throw new Fault(`${shop} has no back-fill ${backfillId}; npm run backfill lists them`);
  print(`Back-fill ${backfillId} is undone: ${outcome.taken} points were taken back`);
  print(`  ${outcome.spent} were spent before and stay so; nobody owes anything for them`);
}

async function list(db: Database, shop: ShopId): Promise<void> {
  const backfills = await listBackfills(queryable(db.pool), shop);
  if (backfills.length === 0) print(`${shop} has no back-fills. ${USAGE}`, true);
  for (const one of backfills) {
    const since = one.since.toISOString().slice(0, 10);
    const version = one.programVersion === null ? "" : ` under version ${one.programVersion}`;
    print(
      `${one.backfillId}  ${one.createdAt.toISOString()}  ${one.state}  since ${since}${version}: ${one.adopted} of ${one.orders} orders, ${one.points} points`,
    );
  }
}
