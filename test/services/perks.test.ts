import Fraction from "fraction.js";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { bundle, EXTENSIONS, place } from "../../app/commands/extensions/bundle.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import type { CustomerId } from "../../app/domain/ids.ts";
import { currencyCode, type Minor } from "../../app/domain/money.ts";
import { presetDocument, type PresetName } from "../../app/domain/program-presets.ts";
import { parseProgram, type Program } from "../../app/domain/program.ts";
import type { Wholesale } from "../../app/domain/program/wholesale.ts";
import { jobNamed } from "../../app/jobs/jobs.server.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { enrol } from "../../app/services/enrolment/enrol.server.ts";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { installParts } from "../../app/services/install-parts.server.ts";
import { mergeMembers } from "../../app/services/merge-members.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { redactCustomer } from "../../app/services/redact-customer.server.ts";
import { uninstallShop } from "../../app/services/uninstall-shop.server.ts";
import { newCustomer } from "../support/dev-store-customers.ts";
import { metafieldOf } from "../support/hold-metafield-of.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { shopDiscounts } from "../support/shop-discounts.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";
import { bought, tier, tiered } from "../support/tier-examples.ts";

const store = useRunningDevStore();
const shop = useShopOnDevStore(store, new Date("2025-01-01T00:00:00Z"));
/** Some days ago: customers are known from then on. */
const BEFORE = new Date(Date.now() - 10 * 24 * 3_600_000);

const LEVELS = [
  tier("silver", 1_000_00n),
  tier("gold", 5_000_00n, {
    name: { en: "Gold", ru: "Золото" },
    discountPercent: new Fraction(5),
    freeShippingFrom: 1_500_00n as Minor,
  }),
];
const WHOLESALE: Wholesale = {
  companies: true,
  customerTags: [],
  earns: true,
  rate: null,
  retailCampaigns: true,
  orderSteps: [],
  period: null,
  periodSteps: [],
  discountPercent: null,
  sharedBalance: false,
};
const GOLD = { tier: "gold" };

beforeAll(async () => {
  for (const folder of EXTENSIONS.filter((one) => one === "loyalty-discount"))
    place(await bundle(folder));
});
beforeEach(async () => {
  await shopDiscounts(shop.context.adminOf(shop.shop)).removeAll();
});

const publish = async (program: Program, at = BEFORE) => {
  await publishProgram(shop.database.db, { shop: shop.shop, program, by: "test" }, at);
  await installParts(shop.database.db, shop.context.adminOf(shop.shop), shop.shop, new Date());
};
const withTiers = (other: Partial<Program> = {}) => tiered({ levels: LEVELS, graceDays: 0 }, other);

/** An order of yesterday that brings so many roubles to its customer's tier. */
const order = (customer: CustomerId, roubles: number) => {
  const on = new Date(Date.now() - 24 * 3_600_000).toISOString();
  const { facts } = bought({ on, roubles, facts: { customerId: customer } });
  return accrueOrders(shop.database.db, shop.shop, [{ kind: "state", facts }], new Date());
};

async function run(name: string): Promise<void> {
  const job = jobNamed(name);
  if (!job) throw new Error(`there is no job ${name}`);
  await job.run(shop.context, shop.shop, new Date());
}
const sync = () => run("sync-perks");
const perksOf = (customer: CustomerId) => metafieldOf(store, customer, "perks");

const money = z.object({ amount: z.string() });
const checkoutAnswer = z.object({
  checkout: z.object({
    applications: z.array(
      money.extend({ message: z.string().nullable(), target_type: z.string() }),
    ),
    shipping: z.object({ price: money, discounted: money }),
    total: money,
    function_errors: z.array(z.unknown()),
  }),
});

/** A cart of one thing of that price, as its buyer sees it at checkout. */
async function checkoutOf(customer: CustomerId | null, price: string, more: object = {}) {
  const product = z
    .object({ product: z.object({ id: z.number() }) })
    .parse(await store.control("POST", "/products", { title: "Фара", price }));
  const { cart } = z.object({ cart: z.object({ token: z.string() }) }).parse(
    await store.control("POST", "/carts", {
      customer_id: customer === null ? null : Number(customer),
      lines: [{ product_id: product.product.id }],
      ...more,
    }),
  );
  const answer = await store.control("GET", `/checkouts/${cart.token}`);
  const { checkout } = checkoutAnswer.parse(answer);
  expect(checkout.function_errors).toEqual([]);
  return { token: cart.token, ...checkout };
}

/** The order that a checkout becomes: its total, and what was taken off under which title. */
async function completed(token: string) {
  const answer = await store.control("POST", `/checkouts/${token}/complete`, {});
  const { order } = z
    .object({
      order: z.object({
        total_price: z.string(),
        discount_applications: z.array(z.object({ title: z.string(), value: z.string() })),
      }),
    })
    .parse(answer);
  return order;
}

describe("Perks: standing percentage discount, free shipping over an amount", () => {
  it("takes 5 % and the shipping off a gold member's order, as its total shows", async () => {
    await publish(withTiers());
    const anna = await newCustomer(store);
    await order(anna, 5_000);
    await sync();
    expect(await perksOf(anna)).toEqual(GOLD);

    const { token, ...checkout } = await checkoutOf(anna, "2000");
    expect(checkout.applications.map(({ message }) => message)).toEqual([
      "Золото: скидка 5 %",
      "Золото: бесплатная доставка",
    ]);
    expect(checkout.shipping).toMatchObject({
      price: { amount: "350.00" },
      discounted: { amount: "0.00" },
    });
    expect(checkout.total.amount).toBe("1900.00");
    expect(await completed(token)).toMatchObject({ total_price: "1900.00" });
  });

  it("gives the percentage alone below the amount, and nothing to guests and lower tiers", async () => {
    await publish(withTiers());
    const [anna, boris] = [await newCustomer(store), await newCustomer(store)];
    await order(anna, 5_000);
    await order(boris, 1_000);
    await sync();
    expect((await checkoutOf(anna, "1000")).total.amount).toBe("1300.00");
    expect(await perksOf(boris)).toBeNull();
    expect((await checkoutOf(boris, "2000")).total.amount).toBe("2350.00");
    expect((await checkoutOf(null, "2000")).total.amount).toBe("2350.00");
  });

  it("is another one as soon as another is published, without a write to any customer", async () => {
    await publish(withTiers());
    const anna = await newCustomer(store);
    await order(anna, 5_000);
    await sync();
    const better = LEVELS.map((level) => ({ ...level, discountPercent: new Fraction("7.5") }));
    await publish(tiered({ levels: better, graceDays: 0 }), new Date());
    expect((await checkoutOf(anna, "1000")).total.amount).toBe("1275.00");
  });

  it("goes with the tier, and with the last program that has perks", async () => {
    await publish(withTiers());
    const anna = await newCustomer(store);
    await order(anna, 5_000);
    await sync();
    await publish(tiered({ levels: [tier("gold", 5_000_00n)], graceDays: 0 }), new Date());
    await sync();
    expect(await perksOf(anna)).toEqual({});
    expect((await checkoutOf(anna, "2000")).total.amount).toBe("2350.00");
  });

  it("is nobody's who is frozen or has opted out, and comes back with them", async () => {
    await publish(withTiers());
    const anna = await newCustomer(store);
    await order(anna, 5_000);
    const decide = async (status: "frozen" | "opted_out" | "active") => {
      const request = { customerId: anna, status, consent: "yes", decidedBy: "test" };
      const merchants = { ...request, shop: shop.shop, isMember: false };
      expect(await enrol(shop.database.db, merchants, new Date())).toEqual({ kind: "decided" });
      await sync();
    };
    await decide("frozen");
    expect(await perksOf(anna)).toBeNull();
    await decide("active");
    expect(await perksOf(anna)).toEqual(GOLD);
    await decide("opted_out");
    expect(await perksOf(anna)).toEqual({});
  });

  it("is the merged member's, whichever customer had it", async () => {
    await publish(withTiers());
    const [from, into] = [await newCustomer(store), await newCustomer(store)];
    await order(from, 5_000);
    await sync();
    await mergeMembers(shop.database.db, shop.shop, { from, into }, new Date());
    await sync();
    expect(await perksOf(into)).toEqual(GOLD);
  });

  it("is taken out of the metafield of who is erased", async () => {
    await publish(withTiers());
    const anna = await newCustomer(store);
    await order(anna, 5_000);
    await sync();
    const subject = { customerId: anna, emailHash: null, orders: [] };
    await inTransaction(shop.database.db, (tx) =>
      redactCustomer(tx, shop.shop, subject, new Date()),
    );
    await sync();
    expect(await perksOf(anna)).toEqual({});
  });

  it("is written anew for a shop that removes the app and comes back", async () => {
    await publish(withTiers());
    const anna = await newCustomer(store);
    await order(anna, 5_000);
    await sync();
    await inTransaction(shop.database.db, (tx) => uninstallShop(tx, shop.shop, new Date()));
    const due = await shop.database.sql.query(
      "SELECT 1 FROM member_perks WHERE wanted IS DISTINCT FROM given",
    );
    expect(due).toHaveLength(1);
  });

  it("is written for others though Shopify does not know one customer", async () => {
    await publish(withTiers());
    const anna = await newCustomer(store);
    await order("999999999999" as CustomerId, 5_000);
    await order(anna, 5_000);
    await sync();
    expect(await perksOf(anna)).toEqual(GOLD);
    const due = await shop.database.sql.query(
      "SELECT 1 FROM member_perks WHERE wanted IS DISTINCT FROM given",
    );
    expect(due).toEqual([]);
  });

  it("costs a program without perks no row", async () => {
    await publish(tiered({ graceDays: 0 }));
    await order(await newCustomer(store), 5_000);
    await sync();
    expect(await shop.database.sql.query("SELECT 1 FROM member_perks")).toEqual([]);
  });
});

function preset(name: PresetName): Program {
  const parsed = parseProgram(presetDocument(name, currencyCode("RUB"), "UTC"));
  if (parsed.kind === "invalid") throw new Error(JSON.stringify(parsed.problems));
  return parsed.program;
}

describe("Wholesale: a standing percentage", () => {
  it("is that of whoever buys for a company, and the greater of the two for a member", async () => {
    const wholesale = { ...WHOLESALE, discountPercent: new Fraction(7) };
    await publish(withTiers({ wholesale }));
    const [anna, boris] = [await newCustomer(store), await newCustomer(store)];
    await order(anna, 5_000);
    await sync();
    const company = { company: { id: "7001", location_id: "7002" } };
    expect((await checkoutOf(boris, "1000", company)).total.amount).toBe("1280.00");
    expect((await checkoutOf(boris, "1000")).total.amount).toBe("1350.00");
    expect((await checkoutOf(anna, "1000", company)).total.amount).toBe("1280.00");
    expect((await checkoutOf(anna, "1000")).total.amount).toBe("1300.00");
  });

  it("is that of tagged customers, members or not", async () => {
    const wholesale = { ...WHOLESALE, customerTags: ["opt"], discountPercent: new Fraction(7) };
    await publish(tiered(null, { wholesale }));
    const [anna, boris] = [await newCustomer(store), await newCustomer(store)];
    await store.control("PUT", `/customers/${anna}`, { tags: "opt" });
    const checkout = await checkoutOf(anna, "1000");
    expect(checkout.applications).toMatchObject([{ message: "Оптовая скидка 7 %" }]);
    expect(checkout.total.amount).toBe("1280.00");
    expect((await checkoutOf(boris, "1000")).total.amount).toBe("1350.00");
  });
});

it("preset plain discount card: a standing percentage on sign-up", async () => {
  await publish(preset("discount_card"));
  const anna = await newCustomer(store);
  await inTransaction(shop.database.db, (tx) => ensureMembers(tx, shop.shop, [anna], new Date()));
  await run("move-tiers");
  await sync();
  expect(await perksOf(anna)).toBeNull();
  const signUp = {
    customerId: anna,
    status: "active",
    consent: "the card",
    decidedBy: "storefront",
  };
  const request = { ...signUp, status: "active" as const, shop: shop.shop, isMember: true };
  expect(await enrol(shop.database.db, request, new Date())).toEqual({ kind: "decided" });
  await sync();
  expect(await perksOf(anna)).toEqual({ tier: "card" });
  expect((await checkoutOf(anna, "1000")).total.amount).toBe("1300.00");
});

describe("preset stamp card (n-th of a product free)", () => {
  /** A product of the card's type, and what the app has heard of it. */
  async function coffee(price: string, type = "Coffee"): Promise<string> {
    const { product } = z
      .object({ product: z.object({ id: z.number() }) })
      .parse(
        await store.control("POST", "/products", { title: "Кофе", price, product_type: type }),
      );
    return String(product.id);
  }

  /** Buys in the dev store's checkout; the app reads the order there, and writes the card. */
  async function buy(customer: CustomerId, product: string, quantity: number) {
    const { cart } = z.object({ cart: z.object({ token: z.string() }) }).parse(
      await store.control("POST", "/carts", {
        customer_id: Number(customer),
        lines: [{ product_id: product, quantity }],
      }),
    );
    const answer = await store.control("POST", `/checkouts/${cart.token}/complete`, {});
    const { order } = z
      .object({ order: z.object({ id: z.number(), total_price: z.string() }) })
      .parse(answer);
    await told();
    return order;
  }

  async function told(): Promise<void> {
    await run("reconcile-orders");
    await run("fetch-surroundings");
    await sync();
  }

  it.each(["message", "title"])(
    "gives every sixth one free, wherever Shopify shows the discount's name (%s)",
    async (shown) => {
      await store.control("PUT", "/faults", { lose: 1, discount_title: shown });
      await publish(preset("stamp_card"), new Date(Date.now() - 60_000));
      const anna = await newCustomer(store);
      const cup = await coffee("250");
      const tea = await coffee("100", "Tea");
      expect((await buy(anna, cup, 5)).total_price).toBe("1600.00");
      await buy(anna, tea, 1);
      expect(await perksOf(anna)).toEqual({ stamps: { "sixth-coffee": 5 } });
      // Two more: the sixth is free, the seventh is the first of the next card.
      const sixth = await buy(anna, cup, 2);
      expect(sixth.total_price).toBe("600.00");
      expect(await perksOf(anna)).toEqual({ stamps: { "sixth-coffee": 1 } });
      expect((await buy(anna, cup, 1)).total_price).toBe("600.00");

      await store.control("POST", `/orders/${sixth.id}/cancel`, {});
      await told();
      expect(await perksOf(anna)).toEqual({ stamps: { "sixth-coffee": 6 } });
      await store.control("PUT", "/faults", { lose: 1 });
    },
  );
});
