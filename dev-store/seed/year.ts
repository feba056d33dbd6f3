import type { Customer } from "../model.ts";
import type { Store } from "../store.ts";
import { seedCodes } from "./codes.ts";
import { seedCatalogue } from "./parts.ts";
import { seedCustomers } from "./people.ts";
import { seededRandom, type Random } from "./random.ts";
import { liveOrder } from "./order-life.ts";

const SEED = 20_26;
const DAYS = 365;
const ORDERS = 5000;
const CUSTOMERS = 500;

/** Buyers come by month: tyres are changed in April and in October. */
const SEASON = [0.8, 0.85, 1, 1.35, 1.1, 0.95, 0.9, 0.95, 1.05, 1.4, 1.2, 0.9];

/**
 * Fills an empty shop with a year of trade that ends today. The same seed gives
 * the same customers, orders and refunds; only the dates move with the first
 * start. No webhook is sent: the app reads this past through the Admin API.
 * @returns how many orders there are, or null when the shop was seeded before
 */
export function seedYear(store: Store): number | null {
  if (store.facts.read("seeded_at") !== null) return null;
  // To the hour, so that stores started together come out the same.
  const now = new Date(Math.floor(store.now().getTime() / 3_600_000) * 3_600_000);
  return store.db.transaction(() => {
    const random = seededRandom(SEED);
    const midnight = Math.floor(now.getTime() / 86_400_000) * 86_400_000;
    const firstDay = new Date(midnight - (DAYS - 1) * 86_400_000);
    const products = seedCatalogue(store, new Date(firstDay.getTime() - 400 * 86_400_000));
    seedCodes(store);
    const customers = seedCustomers(store, random, CUSTOMERS, firstDay, DAYS);
    const times = orderTimes(random, firstDay, now);
    for (const at of times)
      liveOrder(store, random, { at, now, products, customer: buyerAt(random, customers, at) });
    store.facts.write("seeded_at", now.toISOString());
    return times.length;
  });
}

/** When orders came in, in order: more by day than by night, more in season. */
function orderTimes(random: Random, firstDay: Date, now: Date): Date[] {
  const weights = Array.from({ length: DAYS }, (_unused, day) => {
    const date = new Date(firstDay.getTime() + day * 86_400_000);
    const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6 ? 0.7 : 1;
    return weekend * (SEASON[date.getUTCMonth()] ?? 1) * (0.8 + (0.4 * day) / DAYS);
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const times: number[] = [];
  let due = 0;
  weights.forEach((weight, day) => {
    due += (weight / all) * ORDERS;
    while (times.length < Math.round(due)) {
      const hour = 6 + 12 * ((random.next() + random.next()) / 2) + random.between(-3, 3);
      times.push(
        firstDay.getTime() +
          day * 86_400_000 +
          Math.floor(hour * 3600) * 1000 +
          random.between(0, 59) * 1000,
      );
    }
  });
  return times
    .sort((a, b) => a - b)
    .filter((time) => time < now.getTime())
    .map((time) => new Date(time));
}

/** Few buy often, most buy now and then; nobody before they joined. A few buy as guests. */
function buyerAt(random: Random, customers: readonly Customer[], at: Date): Customer | null {
  if (random.chance(0.04)) return null;
  for (let tries = 0; tries < 20; tries += 1) {
    const candidate = customers[Math.floor(random.next() ** 1.35 * customers.length)];
    if (candidate !== undefined && candidate.createdAt <= at) return candidate;
  }
  return null;
}
