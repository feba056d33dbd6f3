import { beforeAll, expect, it, vi } from "vitest";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { POINTS_DISCOUNT_TITLE } from "../../app/domain/discount-titles.ts";
import { currencyCode } from "../../app/domain/money.ts";
import { requestsInto, sendingRequests } from "../../app/jobs/request-job.server.ts";
import { startWorking } from "../../app/jobs/worker.server.ts";
import { installShop } from "../../app/services/install-shop.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { INSTALL_JOB, requestInstallation } from "../../app/services/request-installation.ts";
import { useJobQueue } from "../support/job-queue.ts";
import { program } from "../support/order-examples.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { shopDiscounts } from "../support/shop-discounts.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const store = useRunningDevStore();
beforeAll(() => store.control("PUT", "/faults", { lose: 1 }));
const shop = useShopOnDevStore(store, new Date("2026-11-01T12:00:00Z"));

const boss = useJobQueue(() => shop.database.url);

const share = async () => {
  const discounts = await shopDiscounts(shop.context.adminOf(shop.shop)).all();
  const points = discounts.find(({ title }) => title === POINTS_DISCOUNT_TITLE);
  const config = JSON.parse(points?.config ?? "{}") as { maximum_share_percent?: number };
  return config.maximum_share_percent;
};
const publish = (percent: number) => {
  const base = program();
  const changed = { ...base, redemption: { ...base.redemption, maximumSharePercent: percent } };
  const publication = { shop: shop.shop, program: changed, by: "test" };
  const options = { requestJob: requestsInto(boss()) };
  return publishProgram(shop.database.db, publication, new Date(), options);
};
const reaches = (percent: number) =>
  vi.waitFor(async () => expect(await share()).toBe(percent), { timeout: 20_000, interval: 100 });

it("makes the discounts once the app was opened, and tells them of every publication", async () => {
  await startWorking(boss(), shop.context);
  const names = { name: "Запчасти", currency: currencyCode("RUB"), timezone: "Europe/Moscow" };
  const options = { requestJob: requestsInto(boss()) };
  await installShop(shop.database.db, { shop: shop.shop, ...names }, new Date(), options);
  await reaches(30);
  for (const percent of [31, 32, 33]) await publish(percent);
  await reaches(33);
});

it("asks for a run of its own for every version, and for none that is not published", async () => {
  await startWorking(boss(), shop.context);
  await boss().offWork(INSTALL_JOB);
  await publish(40);
  await publish(41);
  await publishProgram(
    shop.database.db,
    { shop: shop.shop, program: program(), by: "test", expectedVersion: 1 },
    new Date(),
    { requestJob: requestsInto(boss()) },
  );
  const jobs = await boss().findJobs(INSTALL_JOB);
  expect(jobs.map(({ singletonKey }) => singletonKey).sort()).toEqual([
    `${shop.shop}/version/2`,
    `${shop.shop}/version/3`,
  ]);
});

it("can be asked for before a worker has ever run, and is not where nothing was committed", async () => {
  const jobs = sendingRequests(shop.database.url, (error) => expect.fail(error.message));
  const { db } = shop.database;
  const ask = (tx: Parameters<typeof jobs.requestJob>[0]) =>
    requestInstallation(jobs.requestJob, tx, shop.shop, "opened");
  await inTransaction(db, ask);
  const undone = inTransaction(db, async (tx) => {
    await requestInstallation(jobs.requestJob, tx, shop.shop, "version/7");
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect(await boss().findJobs(INSTALL_JOB)).toMatchObject([
    { data: { shop: shop.shop }, singletonKey: `${shop.shop}/opened` },
  ]);
  await jobs.close();
});
