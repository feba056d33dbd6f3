import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPool, type Database } from "../../../app/db/pool.server.ts";
import { shopId } from "../../../app/domain/ids.ts";
import { verifyLedger } from "../../../app/services/verify-ledger.server.ts";
import { freshDatabase, type FreshDatabase } from "../../support/fresh-database.ts";
import type { PlainVersion } from "../../support/programme-model/document.ts";
import { plainLife, type PlainLife } from "../../support/programme-model/life.ts";
import { programmeDocument } from "./documents.ts";
import { history, type Step } from "./history.ts";
import { ShopRun, type Given } from "./shop-run.ts";
import { finalOrder, World, type Sent } from "./world.ts";

const SHOPS = 40;
const HISTORIES_PER_SHOP = 250;
/** Of so many shops, one is lived through both ways, and the two are compared lot by lot. */
const BOTH_WAYS_EVERY = 20;
const SEED = Number(process.env["HISTORY_SEED"] ?? 20_261_122);
const START = new Date("2026-01-05T09:00:00Z");
const END = new Date("2040-01-01T00:00:00Z");
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

/**
 * Deliveries as they were sent, in batches; in between the clock's jobs run, points are spent and
 * new rules are published when their time has come.
 */
async function orderly(
  run: ShopRun,
  moments: readonly Moment[],
  versions: readonly PlainVersion[],
  chance: Chances,
): Promise<Set<World>> {
  const spenders = new Set<World>();
  const coming = versions.slice(1);
  let waiting: Sent[] = [];
  for (const [index, { world, step, sent, at }] of moments.entries()) {
    for (let next = coming[0]; next && next.from <= at.getTime(); next = coming[0]) {
      await run.publish(next);
      coming.shift();
    }
    waiting.push(...sent);
    const isClock = step.kind === "mature" && step.b % 5 === 0;
    const isSpent = step.kind === "spend" && step.c % 5 === 0;
    if (!isClock && !isSpent && chance.below(40) > 0) continue;
    await run.deliver(waiting, at);
    waiting = [];
    if (isClock) await run.clock(at);
    if (isSpent) {
      const customer = world.living(world.customers[step.a % 3] ?? "");
      const most = BigInt(1 + (step.b % 5_000));
      const taken = await run.spend(customer, most, `spend-${String(index)}`, at);
      if (taken > 0n) spenders.add(world);
    }
  }
  await run.deliver(waiting, END);
  for (const late of coming) await run.publish(late);
  return spenders;
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
    const size = 1 + chance.below(400);
    await run.deliver(order.slice(from, from + size), END);
    from += size;
  }
}

/** What the model makes of a world's members, each by the customer that it is by now. */
function expectedLives(world: World, versions: readonly PlainVersion[]): Map<string, PlainLife> {
  const living = [...new Set(world.customers.map((one) => world.living(one)))];
  return new Map(
    living.map((customer) => {
      const own = world.orders.filter(
        (one) => one.customer && world.living(one.customer) === customer,
      );
      return [customer, plainLife(own.map(finalOrder), versions, END.getTime())];
    }),
  );
}

/** What there is in the end, each in a line, in an order of its own. */
function linesOf(
  given: readonly (Omit<Given, "customers"> & { readonly customer: string })[],
): string[] {
  return given
    .map(({ customer, kind, name, points }) => `${customer}: ${kind} ${name} ${String(points)}`)
    .sort();
}

const kindOf = (line: string): Given["kind"] => line.split(" ")[1] as Given["kind"];

function expectedLines(lives: ReadonlyMap<string, PlainLife>): string[] {
  return [...lives]
    .flatMap(([customer, { targets, bonuses, tier }]) =>
      linesOf([
        ...[...targets].map(([name, points]) => ({
          customer,
          kind: "order" as const,
          name,
          points,
        })),
        ...[...bonuses].map(([name, points]) => ({
          customer,
          kind: "entry" as const,
          name,
          points,
        })),
      ])
        .filter((line) => !line.endsWith(" 0"))
        .concat(tier === null || targets.size === 0 ? [] : `${customer}: tier ${tier} 0`),
    )
    .sort();
}

it(`ends every one of ${String(SHOPS * HISTORIES_PER_SHOP)} random histories with the points, bonuses and tiers of the plain model, whatever order it arrives in`, async () => {
  const all = fc.sample(history, { numRuns: SHOPS * HISTORIES_PER_SHOP, seed: SEED });
  const documents = fc.sample(fc.array(programmeDocument, { minLength: 1, maxLength: 3 }), {
    numRuns: SHOPS,
    seed: SEED,
  });
  const told = { order: 0, entry: 0, tier: 0 };
  for (let number = 0; number < SHOPS; number += 1) {
    const from = number * HISTORIES_PER_SHOP;
    const versions = (documents[number] ?? []).map((document, index): PlainVersion => {
      const days = [-1, 25, 200][index] ?? 0;
      return { from: START.getTime() + days * DAY_MS, document };
    });
    await liveShop(number, all.slice(from, from + HISTORIES_PER_SHOP), versions, told);
  }
  // Histories that never come to points, bonuses and tiers would hold nothing.
  expect(told.order).toBeGreaterThan((SHOPS * HISTORIES_PER_SHOP) / 2);
  expect(Math.min(told.entry, told.tier)).toBeGreaterThan((SHOPS * HISTORIES_PER_SHOP) / 20);
  const verified = await verifyLedger(db, null);
  expect(
    verified.map((shop) => shop.difference).filter((difference) => difference !== null),
  ).toEqual([]);
  expect(verified).toHaveLength(SHOPS + SHOPS / BOTH_WAYS_EVERY);
}, 1_500_000);

async function liveShop(
  number: number,
  histories: Step[][],
  versions: readonly PlainVersion[],
  told: Record<Given["kind"], number>,
): Promise<void> {
  const { worlds, moments } = liveThrough(histories);
  const place = `HISTORY_SEED=${String(SEED)}, shop ${String(number)}`;
  const expected = new Map(
    worlds.map((world) => [world, expectedLines(expectedLives(world, versions))]),
  );
  for (const line of [...expected.values()].flat()) told[kindOf(line)] += 1;
  const chance = chances(SEED + number);
  const isBoth = number % BOTH_WAYS_EVERY === 0;

  const inOrder = new ShopRun(db, shopId(`orderly-${String(number)}.myshopify.com`));
  const inDisorder = new ShopRun(db, shopId(`shuffled-${String(number)}.myshopify.com`));
  let spenders = new Set<World>();
  if (isBoth || number % 2 === 0) {
    await inOrder.install(versions[0], new Date(START.getTime() - DAY_MS));
    spenders = await orderly(inOrder, moments, versions, chance);
    await settled(inOrder, worlds);
    await agrees(inOrder, expected, `${place}, orderly`);
  }
  if (isBoth || number % 2 === 1) {
    await inDisorder.install(versions[0], new Date(START.getTime() - DAY_MS));
    for (const later of versions.slice(1)) await inDisorder.publish(later);
    await shuffled(inDisorder, moments, chance);
    await settled(inDisorder, worlds);
    await agrees(inDisorder, expected, `${place}, shuffled`);
  }
  if (!isBoth) return;
  const names = worlds.filter((world) => !spenders.has(world)).flatMap((world) => world.customers);
  const thrifty = (ends: string[]) =>
    ends.filter((end) => names.some((name) => end.includes(`"customer":"${name}"`)));
  expect(thrifty(await inDisorder.ends()), place).toEqual(thrifty(await inOrder.ends()));
}

async function settled(run: ShopRun, worlds: readonly World[]): Promise<void> {
  await run.reconcile(worlds, END);
  await run.clock(END);
  expect(await run.marked()).toBe(0);
}

async function agrees(
  run: ShopRun,
  expected: ReadonlyMap<World, readonly string[]>,
  told: string,
): Promise<void> {
  const given = Map.groupBy(await run.given(), ({ customers }) => customers[0] ?? "");
  let index = 0;
  for (const [world, should] of expected) {
    const has = (customer: string) =>
      world.orders.some(
        (order) =>
          !finalOrder(order).void && order.customer && world.living(order.customer) === customer,
      );
    const is = world.customers
      .flatMap((one) =>
        (given.get(one) ?? []).map((row) => ({ ...row, customer: world.living(one) })),
      )
      .filter(({ kind, customer }) => kind !== "tier" || has(customer));
    expect(linesOf(is), `${told}, history ${String(index)}`).toEqual(should);
    index += 1;
  }
}
