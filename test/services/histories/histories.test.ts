import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPool, type Database } from "../../../app/db/pool.server.ts";
import { shopId } from "../../../app/domain/ids.ts";
import type { Program } from "../../../app/domain/program.ts";
import { verifyLedger } from "../../../app/services/verify-ledger.server.ts";
import { freshDatabase, type FreshDatabase } from "../../support/fresh-database.ts";
import { plainProgram, programs } from "../../support/order-arbitraries.ts";
import { expectedPoints } from "../../support/order-model.ts";
import { history, type Step } from "./history.ts";
import { ShopRun } from "./shop-run.ts";
import { plainOrder, World, type Sent } from "./world.ts";

const SHOPS = 80;
const HISTORIES_PER_SHOP = 26;
const SEED = Number(process.env["HISTORY_SEED"] ?? 20_261_121);
const START = new Date("2026-01-05T09:00:00Z");
const END = new Date("2028-01-01T00:00:00Z");
const DAY_MS = 86_400_000;

let database: FreshDatabase;
let db: Database;

beforeAll(async () => {
  database = await freshDatabase();
  db = createPool(database.url, { max: 4 });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

/** What happens in a shop, all its histories together, in order of time. */
interface Moment {
  readonly world: World;
  readonly step: Step;
  readonly sent: readonly Sent[];
  readonly at: Date;
}

function liveThrough(histories: readonly Step[][]): { worlds: World[]; moments: Moment[] } {
  const worlds = histories.map((_, number) => new World(number, START));
  const moments = histories.flatMap((steps, number) => {
    const world = worlds[number];
    if (!world) throw new Error("each history has a world");
    return steps.map((step) => {
      const sent = world.take(step);
      return { world, step, sent, at: world.now };
    });
  });
  return { worlds, moments: moments.sort((a, b) => a.at.getTime() - b.at.getTime()) };
}

/** Chance of one run, from its seed alone. */
function chances(seed: number) {
  const stream = fc.sample(fc.nat(999_999), { numRuns: 5_000, seed });
  let at = 0;
  return {
    below: (most: number) => (stream[(at += 1) % stream.length] ?? 0) % most,
    shuffle<T>(values: readonly T[]): T[] {
      return values
        .map((value, index) => [this.below(1_000_000), index, value] as const)
        .sort((a, b) => a[0] - b[0] || a[1] - b[1])
        .map(([, , value]) => value);
    },
  };
}

type Chances = ReturnType<typeof chances>;

/** Deliveries as they were sent, in batches; points mature and are spent in between. */
async function orderly(
  run: ShopRun,
  moments: readonly Moment[],
  chance: Chances,
): Promise<Map<World, bigint>> {
  const spent = new Map<World, bigint>();
  let waiting: Sent[] = [];
  for (const [index, { world, step, sent, at }] of moments.entries()) {
    waiting.push(...sent);
    const acts = step.kind === "mature" || step.kind === "spend";
    if (!acts && chance.below(20) > 0) continue;
    await run.deliver(waiting, at);
    waiting = [];
    if (step.kind === "mature") await run.mature(at);
    if (step.kind === "spend") {
      const customer = world.living(world.customers[step.a % 3] ?? "");
      const taken = await run.spend(customer, BigInt(1 + (step.b % 5_000)), `spend-${index}`, at);
      spent.set(world, (spent.get(world) ?? 0n) + taken);
    }
  }
  await run.deliver(waiting, END);
  return spent;
}

/** The same deliveries in any order, some twice, some never, then put right by reconciliation. */
async function shuffled(run: ShopRun, moments: readonly Moment[], chance: Chances): Promise<void> {
  const arriving = moments.flatMap(({ sent }) =>
    sent.flatMap((one) => {
      const times = one.mustArrive ? 1 : ([0, 1, 1, 1, 1, 2, 5][chance.below(7)] ?? 1);
      return Array.from({ length: times }, () => one);
    }),
  );
  const order = chance.shuffle(arriving);
  for (let from = 0; from < order.length;) {
    const size = 1 + chance.below(120);
    await run.deliver(order.slice(from, from + size), END);
    from += size;
  }
}

function expectedBalance(world: World, customer: string, program: Program): bigint {
  return world.orders
    .filter((order) => order.customer !== null && world.living(order.customer) === customer)
    .reduce((sum, order) => {
      return sum + expectedPoints(plainOrder(order), plainProgram(program)).target;
    }, 0n);
}

it(`ends every one of ${String(SHOPS * HISTORIES_PER_SHOP)} random histories with the balances of the plain model, whatever order it arrives in`, async () => {
  const all = fc.sample(history, { numRuns: SHOPS * HISTORIES_PER_SHOP, seed: SEED });
  const rules = fc.sample(programs, { numRuns: SHOPS, seed: SEED });
  for (let number = 0; number < SHOPS; number += 1) {
    const from = number * HISTORIES_PER_SHOP;
    const program = rules[number];
    if (!program) throw new Error("each shop has a program");
    await liveShop(number, all.slice(from, from + HISTORIES_PER_SHOP), program);
  }
  const verified = await verifyLedger(db, null);
  expect(
    verified.map((shop) => shop.difference).filter((difference) => difference !== null),
  ).toEqual([]);
  expect(verified).toHaveLength(SHOPS * 2);
}, 600_000);

async function liveShop(number: number, histories: Step[][], program: Program): Promise<void> {
  const { worlds, moments } = liveThrough(histories);
  const installed = new Date(START.getTime() - DAY_MS);
  const inOrder = new ShopRun(db, shopId(`orderly-${String(number)}.myshopify.com`));
  const inDisorder = new ShopRun(db, shopId(`shuffled-${String(number)}.myshopify.com`));
  const chance = chances(SEED + number);

  await inOrder.install(program, installed);
  const spent = await orderly(inOrder, moments, chance);
  await inOrder.reconcile(worlds, END);
  await inOrder.mature(END);

  await inDisorder.install(program, installed);
  await shuffled(inDisorder, moments, chance);
  await inDisorder.reconcile(worlds, END);
  await inDisorder.mature(END);

  expect(await inOrder.marked()).toBe(0);
  expect(await inDisorder.marked()).toBe(0);
  for (const [index, world] of worlds.entries()) {
    const living = [...new Set(world.customers.map((one) => world.living(one)))];
    const told = `HISTORY_SEED=${String(SEED)}, shop ${String(number)}, history ${String(index)}`;
    const expected = living.map((customer) => expectedBalance(world, customer, program));
    const unspent = await Promise.all(living.map((customer) => inDisorder.balance(customer)));
    expect(unspent, `${told}, shuffled`).toEqual(expected);
    const balances = await Promise.all(living.map((customer) => inOrder.balance(customer)));
    const sum = (values: bigint[]) => values.reduce((total, value) => total + value, 0n);
    expect(sum(balances) + (spent.get(world) ?? 0n), `${told}, orderly`).toBe(sum(expected));
    if (!spent.get(world)) expect(balances, `${told}, orderly`).toEqual(expected);
  }
  const spenders = new Set([...spent].filter(([, taken]) => taken > 0n).map(([world]) => world));
  const names = worlds.filter((world) => !spenders.has(world)).flatMap((world) => world.customers);
  const thrifty = (ends: string[]) =>
    ends.filter((end) => names.some((name) => end.includes(`"customer":"${name}"`)));
  expect(thrifty(await inDisorder.ends())).toEqual(thrifty(await inOrder.ends()));
}
