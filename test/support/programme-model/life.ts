import { plainAward, type FinalOrder, type PlainAward, type PlainStanding } from "./award.ts";
import {
  inForce,
  kopecks,
  startOf,
  yearOf,
  type PlainDocument,
  type PlainLevel,
  type PlainTiers,
  type PlainVersion,
} from "./document.ts";

/** What the model expects of one member in the end. */
export interface PlainLife {
  /** Of each order. */
  readonly targets: ReadonlyMap<string, bigint>;
  /** Bonuses for the tiers that were entered, by the tier's id. */
  readonly bonuses: ReadonlyMap<string, bigint>;
  readonly tier: string | null;
}

interface Judged {
  readonly order: FinalOrder;
  readonly award: PlainAward | null;
  readonly standing: PlainStanding;
}

const DAY_MS = 86_400_000;

/**
 * A member's life, told from the final state of its orders: instant by instant, and at each of them
 * everything is summed up from the start. Slow and plain.
 * @param until as of when the tier is told
 */
export function plainLife(
  orders: readonly FinalOrder[],
  versions: readonly PlainVersion[],
  until: number,
): PlainLife {
  const life = new Life(orders, versions);
  return life.live(until);
}

class Life {
  readonly #orders: readonly FinalOrder[];
  readonly #versions: readonly PlainVersion[];
  readonly #judged: Judged[] = [];
  readonly #bonuses = new Map<string, bigint>();
  #tier: string | null = null;
  #below: number | null = null;

  constructor(orders: readonly FinalOrder[], versions: readonly PlainVersion[]) {
    this.#orders = orders.filter((order) => !order.void).sort(byPlace);
    this.#versions = versions;
  }

  live(until: number): PlainLife {
    const instants = new Set(this.#instants());
    const placed = Math.max(0, ...this.#orders.map(({ placedAt }) => placedAt));
    let tier: string | null = null;
    let at = Math.min(...instants);
    while (Number.isFinite(at)) {
      this.#settle(at, false);
      for (const order of this.#orders) if (order.placedAt === at) this.#judge(order);
      this.#settle(at, true);
      if (at <= until) tier = this.#tier;
      else if (at >= placed) break;
      for (const end of this.#graceEnds()) instants.add(end);
      at = Math.min(...[...instants].filter((one) => one > at));
    }
    const targets = this.#judged.map(
      ({ order, award }) => [order.id, targetOf(order, award)] as const,
    );
    return { targets: new Map(targets), bonuses: this.#bonuses, tier };
  }

  *#instants(): Generator<number> {
    for (const { from } of this.#versions) yield from;
    for (const { placedAt, paidAt, cancelledAt, refunds } of this.#orders) {
      yield placedAt;
      for (const at of [paidAt, cancelledAt, ...refunds.map((refund) => refund.at)])
        if (at !== null) yield Math.max(at, placedAt);
      yield yearLater(placedAt);
      for (const zone of ["UTC", "Europe/Moscow"] as const) {
        const year = yearOf(zone, placedAt);
        yield startOf(zone, year + 1);
        yield startOf(zone, year + 2);
      }
    }
  }

  #judge(order: FinalOrder): void {
    const before = this.#judged.filter(
      ({ order: { placedAt, cancelledAt } }) =>
        cancelledAt === null || (cancelledAt > placedAt && cancelledAt >= order.placedAt),
    );
    const standing = { number: before.length + 1, tier: this.#tier };
    const document = inForce(this.#versions, order.placedAt);
    const award = document && plainAward(order, standing, document);
    this.#judged.push({ order, award, standing });
  }

  #settle(at: number, isIncluded: boolean): void {
    const document = inForce(this.#versions, at);
    const tiers = document?.tiers;
    if (!document || !tiers) {
      this.#tier = null;
      this.#below = null;
      return;
    }
    const place = (id: string | null) => tiers.levels.findIndex((level) => level.id === id);
    const known = this.#tier === null || place(this.#tier) >= 0;
    const due = reached(tiers, this.#figure(document, tiers, at, isIncluded, false));
    const isUp = known && place(due?.id ?? null) > place(this.#tier);
    if (isUp && isIncluded && due) this.#enter(due, document, tiers, at);
    if (!known || isUp) {
      this.#tier = due?.id ?? null;
      this.#below = null;
    } else if (place(due?.id ?? null) === place(this.#tier)) {
      this.#below = null;
    } else {
      this.#below ??= at;
      if (this.#below + tiers.grace_days * DAY_MS > at) return;
      this.#tier = due?.id ?? null;
      this.#below = null;
    }
  }

  /** A bonus is for the first entry that lasts when everything that is known is taken into account. */
  #enter(level: PlainLevel, document: PlainDocument, tiers: PlainTiers, at: number): void {
    if (level.entry_bonus === 0 || Number(level.threshold) === 0) return;
    if (this.#bonuses.has(level.id)) return;
    const lasting = this.#figure(document, tiers, at, true, true);
    if (lasting >= thresholdOf(level)) this.#bonuses.set(level.id, BigInt(level.entry_bonus));
  }

  /** When the grace of what is below now may end: rules that are yet to come may change its days. */
  #graceEnds(): number[] {
    const below = this.#below;
    if (below === null) return [];
    return this.#versions.map(({ document }) => below + (document.tiers?.grace_days ?? 0) * DAY_MS);
  }

  #figure(
    { time_zone: zone }: PlainDocument,
    { basis, window }: PlainTiers,
    at: number,
    isIncluded: boolean,
    lasts: boolean,
  ): bigint {
    const sum = (isInside: (placedAt: number) => boolean) =>
      this.#judged
        .filter(({ order }) => isInside(order.placedAt))
        .reduce((total, judged) => total + worthOf(judged, basis, at, isIncluded, lasts), 0n);
    switch (window) {
      case "lifetime":
        return sum(() => true);
      case "rolling_12_months":
        return sum((placedAt) => at < yearLater(placedAt));
      case "calendar_year": {
        const year = yearOf(zone, at);
        const [now, last] = [0, 1].map((ago) =>
          sum((placedAt) => yearOf(zone, placedAt) === year - ago),
        );
        return (now ?? 0n) > (last ?? 0n) ? (now ?? 0n) : (last ?? 0n);
      }
    }
  }
}

function worthOf(
  { order, award }: Judged,
  basis: PlainTiers["basis"],
  at: number,
  isIncluded: boolean,
  lasts: boolean,
): bigint {
  if (!award) return 0n;
  const asOf = isIncluded ? at : at - 1;
  const worth = (moment: number): bigint => {
    const { placedAt, paidAt, cancelledAt } = order;
    const isBy = (date: number | null) => date !== null && Math.max(date, placedAt) <= moment;
    if (!isBy(paidAt) || isBy(cancelledAt)) return 0n;
    const money = award.moneyUntil(moment);
    if (basis === "spend") return money;
    if (basis === "points") return award.afterRefundsUntil(moment);
    return money > 0n ? 1n : 0n;
  };
  if (!lasts) return worth(asOf);
  // From when it first counted for anything, it counts for what it does in the end.
  const { placedAt, paidAt, cancelledAt, refunds } = order;
  if (paidAt === null) return 0n;
  const start = Math.max(paidAt, placedAt);
  const ever = [start, ...refunds.map((refund) => refund.at)].some(
    (moment) =>
      moment >= start &&
      moment <= asOf &&
      !(cancelledAt !== null && Math.max(cancelledAt, placedAt) <= moment) &&
      (award.moneyUntil(moment) > 0n || award.afterRefundsUntil(moment) > 0n),
  );
  return ever ? worth(Number.POSITIVE_INFINITY) : 0n;
}

function targetOf({ paidAt, cancelledAt }: FinalOrder, award: PlainAward | null): bigint {
  if (!award || paidAt === null || cancelledAt !== null) return 0n;
  return award.afterRefundsUntil(Number.POSITIVE_INFINITY);
}

const thresholdOf = ({ threshold }: PlainLevel): bigint =>
  typeof threshold === "string" ? kopecks(threshold) : BigInt(threshold);

const reached = ({ levels }: PlainTiers, figure: bigint): PlainLevel | null =>
  levels.findLast((level) => thresholdOf(level) <= figure) ?? null;

function yearLater(at: number): number {
  const date = new Date(at);
  const isLeapDay = date.getUTCMonth() === 1 && date.getUTCDate() === 29;
  const day = isLeapDay ? 28 : date.getUTCDate();
  const midnight = Date.UTC(date.getUTCFullYear() + 1, date.getUTCMonth(), day);
  return midnight + (at % DAY_MS);
}

const byPlace = (a: FinalOrder, b: FinalOrder): number =>
  a.placedAt - b.placedAt || a.id.length - b.id.length || (a.id < b.id ? -1 : 1);
