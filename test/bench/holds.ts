import { createPool, type Database } from "../../app/db/pool.server.ts";
import { inTransaction } from "../../app/db/transaction.server.ts";
import { customerId, shopId, type CustomerId } from "../../app/domain/ids.ts";
import { currencyCode } from "../../app/domain/money.ts";
import { points } from "../../app/domain/points.ts";
import { adjustPoints } from "../../app/services/adjust-points.server.ts";
import { ensureMembers } from "../../app/services/ensure-members.server.ts";
import { installShop } from "../../app/services/install-shop.server.ts";
import { releaseHold } from "../../app/services/release-hold.server.ts";
import { reservePoints } from "../../app/services/reserve-points.server.ts";
import { createLeastHolds } from "./least-holds.ts";
import { inTurn, type Comparison } from "./rounds.ts";

const ROUNDS = 5;
const SECONDS = 4;
const CLIENTS = 8;
const SHOPPERS = 1_000;
/** Points come from several orders: a hold takes of two of them. */
const LOTS = [300n, 400n, 500n];
const ASKED = points(500n);
const SHOP = shopId("bench-holds.myshopify.com");
const START = new Date("2026-12-01T00:00:00Z");

/**
 * A hold and its release, each on its own, against one statement each of
 * hand-written SQL that leaves the same lasting facts.
 */
export async function compareHolds(url: string): Promise<Comparison> {
  const db = createPool(url, { max: CLIENTS });
  const least = await createLeastHolds(url, CLIENTS, SHOPPERS, LOTS);
  try {
    const shoppers = await enrol(db);
    const ours = () => inParallel((number) => holdAndRelease(db, shopperOf(shoppers, number)));
    const theirs = () => inParallel((number) => least.holdAndRelease(number % SHOPPERS, 500));
    // Plans and code warm up before anything is counted.
    await ours();
    await theirs();
    const measured = (work: () => Promise<number>) => async () => {
      await least.rest();
      return work();
    };
    const figures = await inTurn(ROUNDS, measured(ours), measured(theirs));
    return { name: "hold and release of points", unit: "holds", ...figures };
  } finally {
    await least.end();
    await db.close();
  }
}

/** @returns how often a second the clients together were through with their work */
async function inParallel(work: (number: number) => Promise<void>): Promise<number> {
  const began = performance.now();
  let done = 0;
  const client = async (of: number) => {
    // Each client has shoppers of its own: what is measured is the road, not a queue.
    for (let turn = of; performance.now() - began < SECONDS * 1000; turn += CLIENTS) {
      await work(turn);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, (_, of) => client(of)));
  return (done / (performance.now() - began)) * 1000;
}

async function holdAndRelease(db: Database, shopper: CustomerId): Promise<void> {
  const now = new Date();
  const request = { shop: SHOP, customerId: shopper, points: ASKED };
  const reserved = await reservePoints(db, request, now);
  if (reserved.kind !== "reserved") throw new Error(`the bench's hold ended as ${reserved.kind}`);
  await releaseHold(db, SHOP, reserved.hold.holdId, "shopper", now);
}

async function enrol(db: Database): Promise<CustomerId[]> {
  const installation = { name: "Bench", currency: currencyCode("RUB"), timezone: "UTC" };
  await installShop(db, { shop: SHOP, ...installation }, START);
  const shoppers = Array.from({ length: SHOPPERS }, (_, number) =>
    customerId(String(8_000_000_000_000 + number)),
  );
  await inTransaction(db, (tx) => ensureMembers(tx, SHOP, shoppers, START));
  for (const shopper of shoppers) {
    for (const [index, amount] of LOTS.entries()) {
      const gift = { points: amount, reason: "bench", actor: "bench" };
      const key = `${shopper}/${String(index)}`;
      await adjustPoints(db, { shop: SHOP, customerId: shopper, key, ...gift }, START);
    }
  }
  return shoppers;
}

function shopperOf(shoppers: readonly CustomerId[], number: number): CustomerId {
  const shopper = shoppers[number % shoppers.length];
  if (!shopper) throw new Error("the bench has no shoppers");
  return shopper;
}
