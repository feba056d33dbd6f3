import { beforeEach, expect, it } from "vitest";
import { z } from "zod";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { customerId, type CustomerId } from "../../app/domain/ids.ts";
import { jobNamed } from "../../app/jobs/jobs.server.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { moveTiers } from "../../app/services/move-tiers.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { syncCustomerTags } from "../../app/services/sync-customer-tags.server.ts";
import { newCustomer } from "../support/dev-store-customers.ts";
import { useRunningDevStore } from "../support/running-dev-store.ts";
import { useShopOnDevStore } from "../support/shop-on-dev-store.ts";
import { at, bought, tier, tiered } from "../support/tier-examples.ts";

const store = useRunningDevStore();
const shop = useShopOnDevStore(store, at("2025-01-01"));
const LEVELS = [
  tier("silver", 1_000_00n, { customerTag: "VIP silver" }),
  tier("gold", 5_000_00n, { customerTag: "VIP gold" }),
];
beforeEach(async () => {
  const program = tiered({ levels: LEVELS, graceDays: 0 });
  await publishProgram(
    shop.database.db,
    { shop: shop.shop, program, by: "test" },
    at("2025-06-01"),
  );
});

const order = (customer: CustomerId, roubles: number, on: string) => {
  const { facts } = bought({ on, roubles, facts: { customerId: customer } });
  return accrueOrders(shop.database.db, shop.shop, [{ kind: "state", facts }], at(on));
};

async function sync(): Promise<void> {
  const job = jobNamed("sync-customer-tags");
  if (!job) throw new Error("there is no such job");
  await job.run(shop.context, shop.shop, new Date());
}

async function tagsOf(customer: CustomerId): Promise<string[]> {
  const answer = z.object({ customer: z.object({ tags: z.string() }) });
  const found = answer.parse(await store.control("GET", `/customers/${customer}`));
  return found.customer.tags
    .split(", ")
    .filter((tag) => tag !== "")
    .sort();
}

it("customer tag: gives a member's customer the tag of its tier, and takes that of another tier", async () => {
  const anna = await newCustomer(store);
  await store.control("PUT", `/customers/${anna}`, { tags: "newsletter" });
  await order(anna, 1_000, "2026-01-10");
  await sync();
  expect(await tagsOf(anna)).toEqual(["VIP silver", "newsletter"]);
  await order(anna, 4_000, "2026-01-11");
  await sync();
  await sync();
  expect(await tagsOf(anna)).toEqual(["VIP gold", "newsletter"]);
  await moveTiers(shop.database.db, null, at("2027-06-01"));
  await sync();
  expect(await tagsOf(anna)).toEqual(["newsletter"]);
});

it("takes back what a run gave that died before it had told of it", async () => {
  const anna = await newCustomer(store);
  await order(anna, 1_000, "2026-01-10");
  const unavailable = { kind: "unavailable", message: "no answer" } as const;
  const silent = {
    add: () => Promise.resolve(unavailable),
    remove: () => Promise.resolve(unavailable),
  };
  const lost = syncCustomerTags(shop.database.db, silent, shop.shop);
  await expect(lost).rejects.toThrow(/passed over/);
  await store.control("PUT", `/customers/${anna}`, { tags: "VIP silver" });
  await order(anna, 4_000, "2026-01-11");
  await sync();
  expect(await tagsOf(anna)).toEqual(["VIP gold"]);
});

it("waits for no customer that Shopify does not know", async () => {
  const stranger = customerId("999999999999");
  await inTransaction(shop.database.db, (tx) =>
    ensureMembers(tx, shop.shop, [stranger], at("2026-01-01")),
  );
  await order(stranger, 1_000, "2026-01-10");
  await sync();
  const due = await shop.database.sql.query(
    "SELECT 1 FROM member_tiers WHERE tags_given <> '{VIP silver}'",
  );
  expect(due).toEqual([]);
});
