import Fraction from "fraction.js";
import { moneyOfLines, type PlainLine, type PlainRefund } from "../order-model.ts";
import {
  kopecks,
  momentIn,
  type PlainCampaign,
  type PlainDocument,
  type PlainLineFilter,
  type PlainOrderFilter,
  type PlainRate,
} from "./document.ts";

/** An order as it stands in the end. */
export interface FinalOrder {
  readonly id: string;
  readonly placedAt: number;
  readonly paidAt: number | null;
  readonly cancelledAt: number | null;
  /** Deleted, or a test. */
  readonly void: boolean;
  readonly channel: "online" | "pos" | "subscription";
  readonly lines: readonly (PlainLine & { readonly vendor: string })[];
  /** In order of time, then of id. */
  readonly refunds: readonly (PlainRefund & { readonly at: number })[];
}

/** What its member was when the order was placed. */
export interface PlainStanding {
  /** From 1. */
  readonly number: number;
  readonly tier: string | null;
}

/** What an order earns, and what remains of it after some of its refunds. */
export interface PlainAward {
  readonly points: bigint;
  afterRefundsUntil(at: number): bigint;
  /** Eligible money that they leave, in whole minor units. */
  moneyUntil(at: number): bigint;
}

const none = new Fraction(0n);
const add = (all: readonly Fraction[]) => all.reduce((sum, one) => sum.add(one), none);

/** The award by the document, as loyalty-rules tell it. */
export function plainAward(
  order: FinalOrder,
  standing: PlainStanding,
  document: PlainDocument,
): PlainAward {
  const known = new Map<number, ReturnType<typeof moneyAfter>>();
  const moneyAt = (at: number) => {
    const refunds = order.refunds.filter((refund) => refund.at <= at);
    const money = known.get(refunds.length) ?? moneyAfter(order, refunds);
    known.set(refunds.length, money);
    return money;
  };
  const money = moneyAt(Number.NEGATIVE_INFINITY).whole;
  const isMeant = (filter: PlainOrderFilter | undefined) =>
    orderIsMeant(filter, order, standing, add(money));

  const { tiers, earning } = document;
  const level = tiers?.levels.find(({ id }) => id === standing.tier);
  const own = order.lines.map((line, index) => {
    const rule = earning.rules.find(
      ({ lines, orders }) => isMeant(orders) && lineIsMeant(lines, line),
    );
    const rate = rule ? rule.rate : (level?.rate ?? earning.rate);
    const earned = pointsOf(rate, line, money[index] ?? none, document);
    return { rate, points: earned.mul(new Fraction(level?.multiplier ?? "1")) };
  });

  const running = document.campaigns.filter(
    (campaign) => runs(campaign, order.placedAt, document) && isMeant(campaign.orders),
  );
  const gains = running.map((campaign) => gainOf(campaign, order, money, own));
  const best = gains.reduce<Gain[]>((most, gain) => {
    const [leader] = most;
    return leader && leader.total.gte(gain.total) ? most : [gain];
  }, []);
  const counted = document.campaigns_combine === "sum" ? gains : best;

  const byLine = own.map(({ points }, index) =>
    counted.reduce((sum, { lines }) => sum.add(lines?.[index] ?? none), points),
  );
  const whole = counted.reduce(
    (sum, { lines, total }) => (lines === null ? sum.add(total) : sum),
    add(byLine),
  );
  const most = earning.maximum_points_per_order;
  const award = most !== null && whole.gt(most) ? BigInt(most) : rounded(whole, earning.rounding);
  const weights = add(byLine).n === 0n ? money : byLine;
  const weight = add(weights);
  const left = (at: number) => moneyAt(at).left;
  return {
    points: award,
    afterRefundsUntil(at) {
      if (weight.n === 0n) return 0n;
      const kept = left(at).map((rest, index) => {
        const before = money[index] ?? none;
        return before.n === 0n ? none : (weights[index] ?? none).mul(rest).div(before);
      });
      return rounded(add(kept).mul(award).div(weight), earning.rounding);
    },
    moneyUntil(at) {
      const rest = add(left(at));
      return rest.n / rest.d;
    },
  };
}

function moneyAfter({ lines }: FinalOrder, refunds: FinalOrder["refunds"]) {
  const { whole, left, over } = moneyOfLines(lines, refunds);
  const fractions = (parts: readonly bigint[]) => parts.map((part) => new Fraction(part, over));
  return { whole: fractions(whole), left: fractions(left) };
}

interface Gain {
  readonly total: Fraction;
  /** Null: for the order as a whole. */
  readonly lines: readonly Fraction[] | null;
}

function gainOf(
  { effect, lines: filter, maximum_points_per_order: most }: PlainCampaign,
  order: FinalOrder,
  money: readonly Fraction[],
  own: readonly { readonly rate: PlainRate | null; readonly points: Fraction }[],
): Gain {
  const meant = order.lines.map(
    (line, index) => (money[index] ?? none).n > 0n && lineIsMeant(filter, line),
  );
  if ("bonus_points" in effect) {
    const bonus = meant.includes(true) ? effect.bonus_points : 0;
    return { total: new Fraction(most === null ? bonus : Math.min(bonus, most)), lines: null };
  }
  const lines = order.lines.map((line, index) => {
    const earns = own[index];
    if (!meant[index] || !earns?.rate) return none;
    if ("multiplier" in effect) return earns.points.mul(new Fraction(effect.multiplier).sub(1));
    return new Fraction(effect.bonus_points_per_item * unitsOf(line));
  });
  const total = add(lines);
  if (most === null || total.lte(most)) return { total, lines };
  return { total: new Fraction(most), lines: lines.map((part) => part.mul(most).div(total)) };
}

const unitsOf = (line: PlainLine): number => line.quantity - line.removed;

function pointsOf(
  rate: PlainRate | null,
  line: PlainLine,
  money: Fraction,
  { redemption: { worth } }: PlainDocument,
): Fraction {
  if (rate === null || money.n === 0n) return none;
  if ("points_per_item" in rate) return new Fraction(rate.points_per_item * unitsOf(line));
  if ("percent" in rate) {
    const back = money.mul(new Fraction(rate.percent)).div(100);
    return back.mul(worth.points).div(new Fraction(kopecks(worth.amount)));
  }
  return money.mul(rate.points).div(new Fraction(kopecks(rate.per_amount)));
}

function lineIsMeant(
  filter: PlainLineFilter | undefined,
  { vendor }: { readonly vendor: string },
): boolean {
  if (filter?.vendors && !filter.vendors.includes(vendor)) return false;
  return !filter?.except?.vendors?.includes(vendor);
}

function orderIsMeant(
  filter: PlainOrderFilter | undefined,
  order: FinalOrder,
  { number, tier }: PlainStanding,
  total: Fraction,
): boolean {
  if (!filter) return true;
  const { channels, minimum_total: least, order_number: wanted, tiers } = filter;
  if (channels && !channels.includes(order.channel)) return false;
  if (least !== undefined && total.lt(new Fraction(kopecks(least)))) return false;
  if (tiers && (tier === null || !tiers.includes(tier))) return false;
  if (!wanted) return true;
  if ("every" in wanted) return number % wanted.every === 0;
  const place = "first" in wanted ? 1 : wanted.number;
  if (place === 1 && order.channel === "subscription") return false;
  return number === place;
}

function runs({ starts_at: from, ends_at: until }: PlainCampaign, at: number, d: PlainDocument) {
  return at >= momentIn(d.time_zone, from) && at < momentIn(d.time_zone, until);
}

function rounded(exact: Fraction, rounding: "down" | "nearest" | "up"): bigint {
  const whole = exact.n / exact.d;
  const rest = exact.n % exact.d;
  if (rest === 0n || rounding === "down") return whole;
  return rounding === "up" || rest * 2n >= exact.d ? whole + 1n : whole;
}
