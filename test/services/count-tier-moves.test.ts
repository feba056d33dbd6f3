import { afterEach, beforeEach, expect, it } from "vitest";
import { customerId } from "../../app/domain/ids.ts";
import type { Tiers } from "../../app/domain/program/tiers.ts";
import { accrueOrders } from "../../app/services/accrue-orders.server.ts";
import { countTierMoves } from "../../app/services/count-tier-moves.server.ts";
import { moveTiers } from "../../app/services/move-tiers.server.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { SHOP, shopDatabase, type ShopDatabase } from "../support/shop-with-orders.ts";
import { at, bought, tier, tiered } from "../support/tier-examples.ts";

let shop: ShopDatabase;
beforeEach(async () => {
  shop = await shopDatabase();
  await shop.sql.query(
    "INSERT INTO shops (shop, currency, installed_at, created_at) VALUES ($1, 'RUB', $2, $2)",
    [SHOP, at("2025-01-01")],
  );
  await publish({});
  // Five members: two below silver, two of silver, one of gold.
  const bought = [100, 900, 1_000, 4_000, 6_000];
  for (const [index, roubles] of bought.entries()) await buys(String(1 + index), roubles);
});
afterEach(async () => {
  expect(await shop.difference()).toBeNull();
  await shop.close();
});

const publish = (rules: Partial<Tiers>, on = "2025-01-01") =>
  publishProgram(shop.db, { shop: SHOP, program: tiered(rules), by: "test" }, at(on));

async function buys(customer: string, roubles: number): Promise<void> {
  const facts = { customerId: customerId(customer) };
  const { facts: state } = bought({ on: "2026-01-10", roubles, facts });
  await accrueOrders(shop.db, SHOP, [{ kind: "state", facts: state }], at("2026-01-10"));
}

const NOW = at("2026-02-01");
const effectOf = async (rules: Partial<Tiers> | null) => {
  const { members, shifts } = await countTierMoves(shop.db, SHOP, tiered(rules), NOW);
  const told = shifts.map(({ from, to, afterGrace, members: count }) => {
    const when = afterGrace ? " after grace" : "";
    return `${String(count)}: ${from ?? "none"} -> ${to ?? "none"}${when}`;
  });
  return { members, shifts: told.sort() };
};

it("editing tiers shows how many members would move before it is published", async () => {
  expect(await effectOf({})).toEqual({
    members: 5,
    shifts: ["1: gold -> gold", "2: none -> none", "2: silver -> silver"],
  });
  const gentle = [tier("silver", 500_00n), tier("gold", 4_000_00n)];
  expect((await effectOf({ levels: gentle })).shifts).toEqual([
    "1: gold -> gold",
    "1: none -> none",
    "1: none -> silver",
    "1: silver -> gold",
    "1: silver -> silver",
  ]);
  const strict = [tier("silver", 2_000_00n), tier("gold", 9_000_00n)];
  expect((await effectOf({ levels: strict })).shifts).toEqual([
    "1: gold -> silver after grace",
    "1: silver -> none after grace",
    "1: silver -> silver",
    "2: none -> none",
  ]);
  expect((await effectOf({ basis: "orders", levels: [tier("regular", 1n)] })).shifts).toEqual([
    "1: gold -> regular",
    "2: none -> regular",
    "2: silver -> regular",
  ]);
  expect((await effectOf(null)).shifts).toEqual([
    "1: gold -> none",
    "2: none -> none",
    "2: silver -> none",
  ]);
});

it("is what comes of it once it is published, and changes nothing by itself", async () => {
  const levels = [tier("basic", 0n), tier("silver", 2_000_00n), tier("gold", 9_000_00n)];
  const rules = { levels, graceDays: 0 };
  const { shifts } = await effectOf(rules);
  expect(shifts).toEqual([
    "1: gold -> silver",
    "1: silver -> basic",
    "1: silver -> silver",
    "2: none -> basic",
  ]);
  await publish(rules, "2026-02-01");
  await moveTiers(shop.db, SHOP, NOW);
  const rows = await shop.sql.query(
    "SELECT tier, count(*)::int AS members FROM member_tiers GROUP BY tier ORDER BY tier",
  );
  expect(rows).toEqual([
    { tier: "basic", members: 3 },
    { tier: "silver", members: 2 },
  ]);
});
