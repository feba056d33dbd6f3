import { afterEach, beforeEach, expect, it } from "vitest";
import { currencyCode } from "../../app/domain/money.ts";
import { currentProgram } from "../../app/services/current-program.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { day, program } from "../support/order-examples.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(() => shop.close());

const publish = (points: bigint, expectedVersion?: number) =>
  publishProgram(
    shop.db,
    {
      shop: SHOP,
      program: program({ rate: [points, 100_00n] }),
      by: "test",
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    },
    day(5),
  );
const current = async () => {
  const version = await currentProgram(shop.db, SHOP);
  const rate = version?.program.earning.rate;
  return version && [version.version, rate?.kind === "per_amount" ? rate.points : null];
};

it("adds a version to those before it, which stay what they were", async () => {
  expect(await publish(2n, 1)).toMatchObject({ kind: "published", version: { version: 2 } });
  expect(await current()).toEqual([2, 2n]);
  await shop.order(SHOP, "1", {}, day(6));
  expect(await shop.points(SHOP, "7000000000001")).toBe(10n);
});

it("refuses to overwrite what its author has not seen, and says what there is", async () => {
  await publish(2n, 1);
  expect(await publish(3n, 1)).toEqual({ kind: "stale", current: 2 });
  expect(await publish(3n, 0)).toEqual({ kind: "stale", current: 2 });
  expect(await current()).toEqual([2, 2n]);
});

it("refuses a program in other money than the shop's, under which nothing would be earned", async () => {
  const inEuro = (to: typeof SHOP) =>
    publishProgram(
      shop.db,
      { shop: to, program: program({ currency: currencyCode("EUR") }), by: "test" },
      day(5),
    );
  expect(await inEuro(SHOP)).toEqual({ kind: "wrong_currency", shopCurrency: "RUB" });
  expect(await current()).toEqual([1, 1n]);
  // Whose currency was never told may have any.
  const untold = "INSERT INTO shops (shop, created_at) VALUES ($1, $2)";
  await shop.sql.query(untold, [OTHER_SHOP, day(4)]);
  expect(await inEuro(OTHER_SHOP)).toMatchObject({ kind: "published" });
});

it("lets one of many who publish at the same moment win, and tells the others", async () => {
  const results = await Promise.all([2n, 3n, 4n, 5n, 6n, 7n].map((points) => publish(points, 1)));
  const published = results.filter(({ kind }) => kind === "published");
  expect(published).toHaveLength(1);
  expect(results.filter(({ kind }) => kind === "stale")).toHaveLength(5);
  const winner = [2n, 3n, 4n, 5n, 6n, 7n][results.indexOf(published[0]!)];
  expect(await current()).toEqual([2, winner]);
});

it("publishes all that ask for no version, one after the other", async () => {
  // The first round opens the connections, so that those of the second meet.
  const round = () =>
    Promise.all([2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n].map((points) => publish(points)));
  const results = [...(await round()), ...(await round())];
  const versions = results.map((result) => result.kind === "published" && result.version.version);
  expect(new Set(versions)).toEqual(new Set(Array.from({ length: 16 }, (_, index) => index + 2)));
});

it("counts the versions of each shop for itself", async () => {
  await publish(2n);
  expect(await currentProgram(shop.db, OTHER_SHOP)).toBeNull();
});
