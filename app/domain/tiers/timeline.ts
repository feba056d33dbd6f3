import { compareIds, type OrderId } from "../ids.ts";
import { minor, type Minor } from "../money.ts";
import type { MemberStanding, Surroundings } from "../order/context.ts";
import type { Award } from "../order/award.ts";
import type { JudgedOrder } from "../order/eligible.ts";
import { evaluateOrder } from "../order/evaluate.ts";
import { programInForce, type ProgramVersion } from "../program-version.ts";
import { periodAround, type TimeZone } from "../program/local-time.ts";
import type { Tier } from "../program/tiers.ts";
import { Agenda, type Item } from "./agenda.ts";
import { pinnedLevel, pinEnds, type TierPin } from "./pin.ts";
import { levelReached, standingAt, WITHOUT_TIER, type TierStanding } from "./standing.ts";
import { Tally } from "./tally.ts";
import { lastingSteps, NOTHING, worthBefore, worthSteps, type WorthStep } from "./worth.ts";

/** One of a member's orders as it is known now. */
export interface HistoryOrder {
  readonly order: JudgedOrder;
  /** The version that it earns under; null where it earns nothing. */
  readonly version: ProgramVersion | null;
  /** Null while they are not known: it is only one of the member's orders then. */
  readonly surroundings: Surroundings | null;
}

/** All that is known of a member that matters to its orders and tiers. */
export interface MemberHistory {
  /** In any order. */
  readonly orders: readonly HistoryOrder[];
  /** Tiers that were given otherwise than by orders. */
  readonly pins: readonly TierPin[];
  /** Points for something else than orders that count towards a tier. */
  readonly awards: readonly { readonly at: Date; readonly points: bigint }[];
  readonly isEnrolled: (at: Date) => boolean;
}

/** An order in its place. */
export interface PlacedOrder {
  readonly standing: MemberStanding;
  /** What it earns when nothing is refunded; null where it earns nothing whatever it is. */
  readonly award: Award | null;
  /** What it counts for as time goes by. */
  readonly steps: readonly WorthStep[];
}

/** A member has gone from one tier to another. */
export interface TierMove {
  readonly at: Date;
  readonly from: string | null;
  readonly to: string | null;
  readonly version: ProgramVersion;
  /** What its orders have brought it to; null where it has fallen, or where the rules or time did it. */
  readonly reached: {
    readonly level: Tier;
    /** Whether it is reached also when all refunds and cancellations ever known are taken out. */
    readonly lasts: boolean;
  } | null;
}

/** A member's life with the programme. */
export interface Timeline {
  /** All its orders, also those placed later than was asked. */
  readonly orders: ReadonlyMap<OrderId, PlacedOrder>;
  /** Up to the moment that was asked for, as is all that follows. */
  readonly moves: readonly TierMove[];
  readonly standing: TierStanding;
  /** What counts towards the tiers in force, in units of their basis; 0 without tiers. */
  readonly figure: bigint;
  /** When time alone may next change the standing or the figure; null for never. */
  readonly checkAt: Date | null;
}

/**
 * The life of one member, of all its orders whoever told of them when: each is judged by the tier
 * and the number that it has when it is placed, from what is dated before it, and counts from then
 * on. Whatever arrives in whatever order, the same history makes the same timeline.
 * @param versions of the shop, the oldest first
 * @param until as of when the tiers are told
 */
export function memberTimeline(
  history: MemberHistory,
  versions: readonly ProgramVersion[],
  until: Date,
): Timeline {
  return new Life(history, versions).live(until);
}

class Life {
  readonly #history: MemberHistory;
  readonly #versions: readonly ProgramVersion[];
  readonly #agenda = new Agenda();
  /** In which calendar years decide about tiers. */
  readonly #zones: readonly TimeZone[];
  readonly #tally: Tally;
  /** As if every refund and cancellation had been known from the start. */
  readonly #lasting: Tally;
  readonly #placed = new Map<OrderId, PlacedOrder & { readonly at: number }>();
  readonly #moves: TierMove[] = [];
  /** How many orders the member has. */
  #count = 0;
  #standing = WITHOUT_TIER;

  constructor(history: MemberHistory, versions: readonly ProgramVersion[]) {
    this.#history = history;
    this.#versions = versions;
    this.#zones = [...new Set(versions.flatMap(zoneOfYears))];
    this.#tally = new Tally(this.#agenda, this.#zones);
    this.#lasting = new Tally(this.#agenda, this.#zones);
  }

  live(until: Date): Timeline {
    this.#plan();
    let told: Omit<Timeline, "orders"> | null = null;
    for (let next = this.#agenda.peek(); next; next = this.#agenda.peek()) {
      if (next.at > until.getTime()) {
        told ??= this.#told(until);
        if (this.#placed.size === this.#history.orders.length) break;
      }
      this.#goThrough(next);
    }
    return { ...(told ?? this.#told(until)), orders: this.#placed };
  }

  /** All that is known from the start. */
  #plan(): void {
    const { orders, pins, awards } = this.#history;
    for (const { publishedAt } of this.#versions) this.#wakeAt(publishedAt.getTime());
    for (const pin of pins)
      for (const at of [pin.at.getTime(), ...pinEnds(pin, this.#zones)]) this.#wakeAt(at);
    for (const { at: given, points } of awards) {
      const at = given.getTime();
      for (const tally of [this.#tally, this.#lasting])
        tally.count(at, [{ at, worth: { ...NOTHING, points } }]);
    }
    for (const one of orders.toSorted(byPlace)) {
      const at = one.order.facts.processedAt.getTime();
      this.#agenda.add({ at, turn: "placed", act: () => this.#place(one, at) });
    }
  }

  #wakeAt(at: number): void {
    this.#agenda.add({ at, turn: "clock", act: null });
  }

  /** Everything of one turn of one instant, and where the member stands after it. */
  #goThrough({ at, turn }: Item): void {
    for (let next = this.#agenda.peek(); next; next = this.#agenda.peek()) {
      if (next.at !== at || next.turn !== turn) break;
      this.#agenda.take()?.act?.();
    }
    if (turn !== "placed") this.#settle(at, turn === "changed");
  }

  #place({ order, version, surroundings }: HistoryOrder, at: number): void {
    const { facts, cancelledAt } = order;
    const standing: MemberStanding = {
      enrolled: version === null || this.#history.isEnrolled(facts.processedAt),
      tier: this.#standing.tier,
      orderNumber: this.#count + 1,
      periodMinor: this.#boughtInPeriod(version, at),
    };
    const award =
      version && surroundings
        ? evaluateOrder(order, { surroundings, member: standing }, version.program)
        : null;
    const counted = standing.enrolled ? award : null;
    const steps = worthSteps(order, counted, version?.program ?? null);
    this.#placed.set(order.orderId, { standing, award, steps, at });
    if (steps.length === 0) return;
    this.#count += 1;
    if (cancelledAt) {
      const act = () => {
        this.#count -= 1;
      };
      this.#agenda.add({ at: cancelledAt.getTime(), turn: "changed", act });
    }
    if (!counted) return;
    this.#tally.count(at, steps);
    this.#lasting.count(at, lastingSteps(steps));
  }

  /** What was bought before, in the wholesale period of the version that a moment is in. */
  #boughtInPeriod(version: ProgramVersion | null, at: number): Minor {
    const { wholesale, timeZone } = version?.program ?? {};
    if (!wholesale?.period || !timeZone) return minor(0n);
    const from = periodAround(new Date(at), wholesale.period, timeZone).from.getTime();
    const bought = [...this.#placed.values()]
      .filter((order) => order.at >= from)
      .reduce((sum, { steps }) => sum + worthBefore(steps, at).bought, 0n);
    return minor(bought);
  }

  /** Brings the standing up to a moment, after what has happened then. */
  #settle(at: number, byOrders: boolean): void {
    const before = this.#standing;
    const moment = new Date(at);
    const version = programInForce(this.#versions, moment);
    const level = version && this.#qualified(version, at, this.#tally);
    const tiers = version?.program.tiers ?? null;
    const { standing, moved } = standingAt(before, tiers, level?.id ?? null, moment);
    this.#standing = standing;
    const fallsAt = standing.below?.fallsAt.getTime();
    if (fallsAt !== undefined && fallsAt !== before.below?.fallsAt.getTime()) this.#wakeAt(fallsAt);
    if (moved === null || !version) return;
    const isReached = moved === "up" && byOrders;
    const reached = isReached && level ? { level, lasts: this.#lasts(version, level, at) } : null;
    this.#moves.push({ at: moment, from: before.tier, to: standing.tier, version, reached });
  }

  /** The highest level that a member qualifies for by its figures or by what it was given. */
  #qualified({ program }: ProgramVersion, at: number, { figures }: Tally): Tier | null {
    const { tiers, timeZone } = program;
    if (!tiers) return null;
    const reached = levelReached(tiers, figures.figure(tiers, timeZone, at));
    const pinned = pinnedLevel(this.#history.pins, tiers, timeZone, at);
    if (!reached || !pinned) return reached ?? pinned;
    return pinned.threshold > reached.threshold ? pinned : reached;
  }

  #lasts(version: ProgramVersion, level: Tier, at: number): boolean {
    const lasting = this.#qualified(version, at, this.#lasting);
    return lasting !== null && lasting.threshold >= level.threshold;
  }

  #told(until: Date): Omit<Timeline, "orders"> {
    const { tiers = null, timeZone = "UTC" } = programInForce(this.#versions, until)?.program ?? {};
    const at = until.getTime();
    const next = this.#agenda
      .rest()
      .find((item) => item.at > at && (!item.window || item.window === tiers?.window));
    return {
      moves: [...this.#moves],
      standing: this.#standing,
      figure: tiers ? this.#tally.figures.figure(tiers, timeZone, at) : 0n,
      checkAt: next && tiers ? new Date(next.at) : null,
    };
  }
}

const byPlace = (a: HistoryOrder, b: HistoryOrder): number =>
  a.order.facts.processedAt.getTime() - b.order.facts.processedAt.getTime() ||
  compareIds(a.order.orderId, b.order.orderId);

const zoneOfYears = ({ program: { tiers, timeZone } }: ProgramVersion): TimeZone[] =>
  tiers?.window === "calendar_year" ? [timeZone] : [];
