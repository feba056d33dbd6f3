/**
 * `npm run seed`: lets the app know the dev store's shop as if it had been there for a year.
 * Installs the app through the dev store, reads the year's orders from its Admin API with
 * the services that serve a real shop, and makes an API token. May be run again.
 */
import { advanceSyncCursor } from "../db/sync-cursor-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { currencyCode } from "../domain/money.ts";
import type { ShopId } from "../domain/ids.ts";
import { openContext } from "../jobs/open-context.server.ts";
import type { JobContext } from "../jobs/job.server.ts";
import { createLogger } from "../logging.server.ts";
import { backfillOrders } from "../services/backfill-orders.server.ts";
import { checkApiToken } from "../services/check-api-token.server.ts";
import { expirePoints } from "../services/expire-points.server.ts";
import { installShop } from "../services/install-shop.server.ts";
import { issueApiToken } from "../services/issue-api-token.server.ts";
import { maturePoints } from "../services/mature-points.server.ts";
import { CURSOR } from "../services/reconcile-orders.server.ts";
import { Fault } from "./fault.ts";
import { readConfig, requireDatabase } from "./options.ts";
import { print, run, step } from "./run.ts";
import { devStore } from "./seed/dev-store.ts";

/** The dev store's year, and a day for time zones. */
const DAYS = 366;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A line of progress for so many orders. */
const PROGRESS_STEP = 1_000;

await run(async () => {
  const config = readConfig();
  if (config.devStoreUrl === null)
    throw new Fault("DEV_STORE_URL is not set: there is nothing to seed from");
  await requireDatabase(config);
  const { context, close } = openContext(config, createLogger({ name: "seed", logLevel: "warn" }));
  try {
    await seed(context, devStore(config.devStoreUrl));
  } finally {
    await close();
  }
});

async function seed(context: JobContext, store: ReturnType<typeof devStore>): Promise<void> {
  const { db } = context;
  const now = context.now();
  const state = await store.state();
  const { shop } = state;
  const since = new Date(now.getTime() - DAYS * DAY_MS);

  // A year ago, with the program in force since then; the real installation follows, and corrects
  // the names.
  const installation = {
    shop,
    name: shop,
    currency: currencyCode("RUB"),
    timezone: "Europe/Moscow",
  };
  await installShop(db, installation, since);
  await step(`Installing the app in ${shop}`, () => store.install());
  await backfill(context, shop, since, now, state.orders);
  // What has just been read, the first reconciliation need not read again.
  await advanceSyncCursor(queryable(db.pool), shop, CURSOR, now);
  await step("Maturing points", () => maturePoints(db, shop, now));
  await step("Expiring points", () => expirePoints(db, shop, now));
  await step("Making an API token", async () => {
    const known = state.apiToken && (await checkApiToken(db, state.apiToken, now));
    if (!known) await store.showToken((await issueApiToken(db, shop, "npm start", now)).token);
  });
}

async function backfill(
  { db, readerOf }: JobContext,
  shop: ShopId,
  since: Date,
  now: Date,
  expected: number,
): Promise<void> {
  const began = performance.now();
  let next = PROGRESS_STEP;
  print(`Reading ${expected} orders from the Admin API`);
  const done = await backfillOrders(db, readerOf(shop), shop, since, now, ({ orders }) => {
    if (orders < next) return;
    next += PROGRESS_STEP;
    print(`  ${orders} orders`);
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  print(`  ${done.orders} orders, ${done.transfers} transfers, ${seconds} s`);
}
