import { afterEach, beforeEach, expect, it } from "vitest";
import { issueApiToken } from "../../app/services/issue-api-token.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { viewProgram } from "../../app/services/view-program.server.ts";
import { viewVersion, viewVersions } from "../../app/services/view-versions.server.ts";
import { day, program } from "../support/order-examples.ts";
import { OTHER_SHOP, SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.install(SHOP, day(0));
});
afterEach(() => shop.close());

const publish = (points: bigint, by: string, at: Date) =>
  publishProgram(shop.db, { shop: SHOP, program: program({ rate: [points, 100_00n] }), by }, at);

it("tells of each version what it changed, when, and by whom, the newest first", async () => {
  const { token } = await issueApiToken(shop.db, SHOP, "Accounting", day(1));
  const [, id = ""] = /^kpl_[^_]+_([^_]+)_/.exec(token) ?? [];
  await publish(2n, `api:${id}`, day(2));
  await publish(2n, "staff:84000000001", day(3));
  const { versions, older } = await viewVersions(shop.db, SHOP, null);
  expect(older).toBeNull();
  expect(versions).toMatchObject([
    { version: 3, publishedBy: "staff:84000000001", isInForce: true, before: 2, differences: [] },
    {
      version: 2,
      publishedAt: day(2),
      tokenName: "Accounting",
      isInForce: false,
      before: 1,
      differences: [{ id: "earning", differences: [{ kind: "changed" }] }],
    },
    { version: 1, before: null, differences: [] },
  ]);
});

it("gives the versions page by page, and the last of a page is compared with the next", async () => {
  for (let n = 2n; n <= 30n; n += 1n) await publish(n, "test", day(2));
  const first = await viewVersions(shop.db, SHOP, null);
  expect(first.versions.map(({ version }) => version)).toEqual(
    Array.from({ length: 25 }, (_, index) => 30 - index),
  );
  expect(first.versions.every(({ differences }) => differences.length === 1)).toBe(true);
  expect(first.older).toBe(6);
  const second = await viewVersions(shop.db, SHOP, first.older);
  expect(second.versions.map(({ version }) => version)).toEqual([5, 4, 3, 2, 1]);
  expect(second.older).toBeNull();
});

it("shows one version, and none that is not there or another shop's", async () => {
  await publish(2n, "test", day(2));
  expect(await viewVersion(shop.db, SHOP, 1)).toMatchObject({ version: 1, isInForce: false });
  expect(await viewVersion(shop.db, SHOP, 3)).toBeNull();
  expect(await viewVersion(shop.db, OTHER_SHOP, 1)).toBeNull();
});

it("starts the form with what is in force, a draft, or a suggestion in the shop's money", async () => {
  await publish(2n, "test", day(2));
  const rateOf = async (from: number | null) => {
    const { rate } = (await viewProgram(shop.db, SHOP, from)).initial.earning;
    return rate.kind === "per_amount" ? rate.points : null;
  };
  expect(await rateOf(null)).toBe(2n);
  expect(await rateOf(1)).toBe(1n);
  await shop.sql.query("INSERT INTO shops (shop, currency, created_at) VALUES ($1, 'JPY', $2)", [
    OTHER_SHOP,
    day(0),
  ]);
  expect(await viewProgram(shop.db, OTHER_SHOP, null)).toMatchObject({
    current: null,
    currency: "JPY",
    initial: { currency: "JPY" },
  });
});

it("offers the shop's money where the program in force is in other money", async () => {
  await shop.sql.query("UPDATE shops SET currency = 'KZT' WHERE shop = $1", [SHOP]);
  expect(await viewProgram(shop.db, SHOP, null)).toMatchObject({
    currency: "KZT",
    initial: { currency: "RUB" },
  });
});
