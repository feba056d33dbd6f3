import { beforeEach, describe, expect, it } from "vitest";
import { listParts } from "../../app/db/installed-part-queries.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import {
  PERKS_DISCOUNT_TITLE,
  POINTS_DISCOUNT_TITLE,
  STAMPS_DISCOUNT_TITLE,
} from "../../app/domain/discount-titles.ts";
import type { PartName } from "../../app/domain/installed-parts.ts";
import { currencyCode } from "../../app/domain/money.ts";
import { installParts } from "../../app/services/install-parts.server.ts";
import { installShop } from "../../app/services/install-shop.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { uninstallShop } from "../../app/services/uninstall-shop.server.ts";
import { readDefinition } from "../../app/shopify/installation/metafield-definitions.server.ts";
import { program } from "../support/order-examples.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { shopDiscounts } from "../support/shop-discounts.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";

const INSTALLED = new Date("2026-11-01T12:00:00Z");
const NOW = new Date("2026-11-21T12:00:00Z");

const store = useRunningDevStore();
const shop = useShopOnDevStore(store, INSTALLED);
beforeEach(async () => {
  await faults({});
  await discounts().removeAll();
});

const faults = (given: object) => store.control("PUT", "/faults", { lose: 1, ...given });
const admin = () => shop.context.adminOf(shop.shop);
const discounts = () => shopDiscounts(admin());
const install = (repair?: PartName) =>
  installParts(shop.database.db, admin(), shop.shop, NOW, repair ? { repair } : {});
const problems = async () =>
  Object.fromEntries(
    (await listParts(shop.database.sql, shop.shop)).map(({ part, problem }) => [part, problem]),
  );
const ALL_WELL = {
  points_discount: null,
  perks_discount: null,
  stamps_discount: null,
  order_hold: null,
  customer_hold: null,
  customer_perks: null,
};
/** Title, whether it is active, and config, of every discount. */
const standing = async () =>
  (await discounts().all())
    .map(({ title, isActive, config }) => [title, isActive, JSON.parse(config ?? "null")] as const)
    .sort(([a], [b]) => (a < b ? 1 : -1));
const POINTS_CONFIG = {
  kind: "points",
  currency: "RUB",
  worth: { points: 1, amount: "1.00" },
  maximum_share_percent: 30,
  wholesale_tags: [],
};
const ALL = [
  [STAMPS_DISCOUNT_TITLE, true, { kind: "stamps", wholesale_tags: [] }],
  [POINTS_DISCOUNT_TITLE, true, POINTS_CONFIG],
  [PERKS_DISCOUNT_TITLE, true, { kind: "perks", wholesale_tags: [] }],
];

const publish = (share: number) => {
  const base = program();
  const redemption = { ...base.redemption, maximumSharePercent: share };
  const changed = { ...base, redemption };
  return publishProgram(shop.database.db, { shop: shop.shop, program: changed, by: "test" }, NOW);
};

describe("an installation", () => {
  it("makes the discounts and the definitions, however often it runs", async () => {
    await install();
    await install();
    expect(await standing()).toEqual(ALL);
    expect(await discounts().titled(PERKS_DISCOUNT_TITLE)).toMatchObject({
      classes: ["ORDER", "SHIPPING"],
      combinesWithAll: true,
    });
    for (const part of ["customer_hold", "customer_perks", "order_hold"] as const)
      expect(await readDefinition(admin(), part)).toMatchObject({ fits: true });
    expect(await problems()).toEqual(ALL_WELL);
  });

  it("makes each once where many run at the same time", async () => {
    await Promise.all([1, 2, 3, 4].map(() => install()));
    expect(await standing()).toEqual(ALL);
    expect(await problems()).toEqual(ALL_WELL);
  });

  it.each(["discountAutomaticAppCreate", "metafieldsSet"])(
    "finds what %s has done though its answer was lost",
    async (field) => {
      if (field === "metafieldsSet") {
        await install();
        await publish(40);
      }
      await faults({ lose_answer: [field] });
      await install().catch(() => undefined);
      await install();
      expect(await standing()).toEqual(
        field === "metafieldsSet"
          ? [
              ALL[0],
              [POINTS_DISCOUNT_TITLE, true, { ...POINTS_CONFIG, maximum_share_percent: 40 }],
              ALL[2],
            ]
          : ALL,
      );
      expect(await problems()).toEqual(ALL_WELL);
    },
  );

  it("removes a second discount of the same kind, which would take the same points off twice", async () => {
    await install();
    const [first] = await discounts().all();
    await discounts().create({
      title: "Kopilka points, once more",
      functionHandle: "loyalty-discount",
      startsAt: NOW.toISOString(),
      discountClasses: ["ORDER"],
      combinesWith: { orderDiscounts: true, productDiscounts: true, shippingDiscounts: true },
      metafields: [
        { namespace: "$app", key: "config", type: "json", value: JSON.stringify(POINTS_CONFIG) },
      ],
    });
    await install();
    expect(await standing()).toEqual(ALL);
    expect((await discounts().all()).map(({ id }) => id)).toContain(first?.id);
  });

  it("keeps Shopify's refusal for the merchant, and tries again by itself", async () => {
    const refusal = { code: "MAX_APP_DISCOUNTS", message: "You have 25 of them" };
    await faults({ refuse_mutation: { discountAutomaticAppCreate: refusal } });
    await install();
    expect(await problems()).toEqual({
      ...ALL_WELL,
      points_discount: "refused",
      perks_discount: "refused",
      stamps_discount: "refused",
    });
    const [part] = await listParts(shop.database.sql, shop.shop);
    expect(part?.detail).toContain("You have 25 of them");
    await faults({});
    await install();
    expect(await standing()).toEqual(ALL);
    expect(await problems()).toEqual(ALL_WELL);
  });

  it("blames nothing on Shopify where it could not be asked, for want of a session", async () => {
    await install();
    await shop.database.sql.query("DELETE FROM sessions");
    await expect(install()).rejects.toThrow("NO_SESSION");
    expect(await problems()).toEqual(ALL_WELL);
  });

  it("does nothing for a shop that has removed the app", async () => {
    await inTransaction(shop.database.db, (tx) => uninstallShop(tx, shop.shop, NOW));
    expect(await install()).toBeNull();
  });
});

describe("a return after an uninstallation", () => {
  const comeBack = async () => {
    const later = new Date(NOW.getTime() + 60_000);
    const { db } = shop.database;
    const sessions = "SELECT * FROM sessions";
    const [session] = await shop.database.sql.query<Record<string, unknown>>(sessions);
    await inTransaction(db, (tx) => uninstallShop(tx, shop.shop, NOW));
    const names = { name: "Запчасти", currency: currencyCode("RUB"), timezone: "Europe/Moscow" };
    await installShop(db, { shop: shop.shop, ...names }, later);
    await shop.database.sql.query(
      "INSERT INTO sessions SELECT * FROM json_populate_record(NULL::sessions, $1)",
      [JSON.stringify(session)],
    );
  };

  it("makes anew what went with the app", async () => {
    await install();
    await discounts().removeAll();
    await comeBack();
    expect(await problems()).toEqual({});
    await install();
    expect(await standing()).toEqual(ALL);
    expect(await problems()).toEqual(ALL_WELL);
  });

  it("finds what has stayed", async () => {
    await install();
    const before = await discounts().all();
    await comeBack();
    await install();
    expect(await discounts().all()).toEqual(before);
    expect(await problems()).toEqual(ALL_WELL);
  });
});

describe("what a merchant does to a discount", () => {
  const ours = async () => (await discounts().titled(POINTS_DISCOUNT_TITLE)).id;
  it.each<[string, string, () => Promise<void>]>([
    ["removed", "missing", async () => discounts().remove(await ours())],
    ["switched off", "inactive", async () => discounts().deactivate(await ours())],
    [
      "renamed",
      "other_settings",
      async () => discounts().change(await ours(), { title: "Our points" }),
    ],
    [
      "kept from combining",
      "other_settings",
      async () =>
        discounts().change(await ours(), {
          combinesWith: { orderDiscounts: false, productDiscounts: true, shippingDiscounts: true },
        }),
    ],
  ])("is told where it was %s, left alone, and repaired when asked", async (_, problem, act) => {
    await install();
    await act();
    const left = await discounts().all();
    await install();
    expect(await discounts().all()).toEqual(left);
    expect(await problems()).toEqual({ ...ALL_WELL, points_discount: problem });
    await install("perks_discount");
    expect(await problems()).toEqual({ ...ALL_WELL, points_discount: problem });
    await install("points_discount");
    expect(await standing()).toEqual(ALL);
    expect(await problems()).toEqual(ALL_WELL);
  });
});
