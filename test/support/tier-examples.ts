import Fraction from "fraction.js";
import { orderId } from "../../app/domain/ids.ts";
import { NO_CONTEXT } from "../../app/domain/order/context.ts";
import type { OrderFacts } from "../../app/domain/order/order.ts";
import { points } from "../../app/domain/points.ts";
import type { Program } from "../../app/domain/program.ts";
import type { ProgramVersion } from "../../app/domain/program-version.ts";
import type { Tier, Tiers } from "../../app/domain/program/tiers.ts";
import {
  memberTimeline,
  type HistoryOrder,
  type MemberHistory,
  type Timeline,
} from "../../app/domain/tiers/timeline.ts";
import { amountRefund, line, orderState, program } from "./order-examples.ts";

/** Members' histories to start an example from. Money in roubles, dates as `at("2026-03-01")`. */

/** Noon of a day, in UTC, unless a time is given. */
export const at = (date: string): Date =>
  new Date(date.includes("T") ? date : `${date}T12:00:00.000Z`);

/** A tier from so many roubles, points or orders on. */
export function tier(id: string, threshold: bigint, other: Partial<Tier> = {}): Tier {
  return {
    id,
    name: { en: id },
    threshold,
    rate: null,
    multiplier: new Fraction(1),
    entryBonus: points(0n),
    birthdayBonus: points(0n),
    customerTag: null,
    discountPercent: null,
    freeShippingFrom: null,
    manager: null,
    ...other,
  };
}

/** Silver from 1,000 RUB and gold from 5,000 RUB in twelve months, a month of grace. */
export function tiers(other: Partial<Tiers> = {}): Tiers {
  return {
    basis: "spend",
    window: "rolling_12_months",
    graceDays: 30,
    levels: [tier("silver", 1_000_00n), tier("gold", 5_000_00n)],
    ...other,
  };
}

/** One point for a rouble, with the tiers. */
export function tiered(rules: Partial<Tiers> | null = {}, other: Partial<Program> = {}): Program {
  const base = program({ rate: [1n, 1_00n] });
  return { ...base, tiers: rules && tiers(rules), ...other };
}

/** Versions in force from the days on that are given with them. */
export const versions = (...published: readonly (readonly [string, Program])[]): ProgramVersion[] =>
  published.map(([date, program], index) => ({
    version: index + 1,
    publishedAt: at(date),
    program,
  }));

export interface Bought {
  readonly id?: string;
  readonly on: string;
  readonly roubles: number;
  /** The day of payment; that of the order unless given; null while unpaid. */
  readonly paid?: string | null;
  readonly cancelled?: string;
  /** Days on which so many roubles of it were paid back. */
  readonly refunded?: readonly (readonly [date: string, roubles: number])[];
  readonly facts?: Partial<OrderFacts>;
}

let orders = 0;

/** One order of one line. */
export function bought({ id, on, roubles, paid = on, cancelled, refunded = [], facts }: Bought) {
  orders += 1;
  const order = orderId(id ?? String(orders));
  const refunds = refunded.map(([date, back], index) =>
    amountRefund(`${order}${String(index)}`, BigInt(back) * 100n, { at: at(date) }),
  );
  return orderState([line("1", BigInt(roubles) * 100n)], {
    orderId: order,
    processedAt: at(on),
    updatedAt: at(on),
    paidAt: paid === null ? null : at(paid),
    cancelledAt: cancelled === undefined ? null : at(cancelled),
    refunds,
    ...facts,
  });
}

/** What a member has bought, as the timeline takes it. */
export function historyOf(
  orders: readonly Bought[],
  published: readonly ProgramVersion[],
  other: Partial<MemberHistory> = {},
): MemberHistory {
  return {
    orders: orders.map((one): HistoryOrder => {
      const order = bought(one);
      const version =
        published.findLast(({ publishedAt }) => publishedAt <= order.facts.processedAt) ?? null;
      return { order, version, surroundings: NO_CONTEXT.surroundings };
    }),
    pins: [],
    awards: [],
    isEnrolled: () => true,
    ...other,
  };
}

/** The life of a member who has bought that, as of a day. */
export function lifeOf(
  orders: readonly Bought[],
  published: readonly ProgramVersion[],
  until: string,
  other: Partial<MemberHistory> = {},
): Timeline {
  return memberTimeline(historyOf(orders, published, other), published, at(until));
}

/** `2026-03-01: silver -> gold`, one move after the other. */
export const movesOf = ({ moves }: Timeline): string[] =>
  moves.map((move) => `${day(move.at)}: ${move.from ?? "nothing"} -> ${move.to ?? "nothing"}`);

const day = (date: Date): string => date.toISOString().slice(0, 10);
