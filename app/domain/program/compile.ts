import type Fraction from "fraction.js";

import type { CurrencyCode } from "../money.ts";
import type { AppliedRate, RateSource } from "../order/award.ts";
import type { Campaign } from "./campaigns.ts";
import { compileLineFilter, compileOrderFilter, folded } from "./compile-filters.ts";
import type { MeansLine, MeansOrder } from "./compile-filters.ts";
import { momentOf } from "./local-time.ts";
import type { Program } from "./program.ts";
import type { CurrencyRate, Rate, Worth } from "./rate.ts";
import type { Tier } from "./tiers.ts";

/** A rate made ready: points are so many per minor unit, or per unit of goods. */
export interface ReadyRate extends AppliedRate {
  readonly measure: "money" | "items" | "nothing";
  /** Points per minor unit are `n / d`; per unit of goods `n`. */
  readonly n: bigint;
  readonly d: bigint;
}

export interface ReadyRule {
  readonly meansOrder: MeansOrder;
  readonly meansLine: MeansLine;
  readonly rate: ReadyRate;
}

export interface ReadyTier {
  readonly tier: Tier;
  readonly rate: ReadyRate | null;
}

export interface ReadyCampaign {
  readonly campaign: Campaign;
  /** In milliseconds; `until` is no longer part of it. */
  readonly from: number;
  readonly until: number;
  readonly meansOrder: MeansOrder;
  readonly meansLine: MeansLine;
  /** Whether it asks for wholesale; others may not count for it. */
  readonly isForWholesale: boolean;
}

/** A program made ready to judge many orders. */
export interface ReadyProgram {
  readonly standing: ReadyRate;
  readonly byCurrency: ReadonlyMap<CurrencyCode, ReadyRate>;
  readonly rules: readonly ReadyRule[];
  readonly tiers: ReadonlyMap<string, ReadyTier>;
  readonly wholesaleRate: ReadyRate | null;
  /** In small letters. */
  readonly wholesaleTags: ReadonlySet<string>;
  readonly campaigns: readonly ReadyCampaign[];
  /** Whether any filter asks what a line is, or what its product's tags are. */
  readonly asksLines: boolean;
  readonly asksTags: boolean;
}

const READY = new WeakMap<Program, ReadyProgram>();

/** The program made ready; once for each program object. */
export function readyProgram(program: Program): ReadyProgram {
  const known = READY.get(program);
  if (known !== undefined) return known;
  const ready = makeReady(program);
  READY.set(program, ready);
  return ready;
}

function makeReady(program: Program): ReadyProgram {
  const { earning, campaigns, tiers, wholesale, redemption } = program;
  const ready = (rate: Rate | CurrencyRate | null, source: RateSource) =>
    readyRate(rate, source, redemption.worth);
  const filters = [...earning.rules, ...campaigns].flatMap(({ lines }) => lines ?? []);
  return {
    standing: ready(earning.rate, { kind: "program" }),
    byCurrency: new Map(
      [...earning.rates].map(([currency, rate]) => [
        currency,
        ready(rate, { kind: "currency", currency }),
      ]),
    ),
    rules: earning.rules.map((rule) => ({
      meansOrder: compileOrderFilter(rule.orders),
      meansLine: compileLineFilter(rule.lines),
      rate: ready(rule.rate, { kind: "rule", rule }),
    })),
    tiers: new Map(
      (tiers?.levels ?? []).map((tier) => [
        tier.id,
        { tier, rate: tier.rate && ready(tier.rate, { kind: "tier", tier }) },
      ]),
    ),
    wholesaleRate: wholesale?.rate ? ready(wholesale.rate, { kind: "wholesale" }) : null,
    wholesaleTags: new Set((wholesale?.customerTags ?? []).map(folded)),
    campaigns: campaigns.map((campaign) => ({
      campaign,
      from: momentOf(campaign.startsAt, program.timeZone).getTime(),
      until: momentOf(campaign.endsAt, program.timeZone).getTime(),
      meansOrder: compileOrderFilter(campaign.orders),
      meansLine: compileLineFilter(campaign.lines),
      isForWholesale: campaign.orders?.wholesale === "only",
    })),
    asksLines: filters.length > 0,
    asksTags: filters.some((one) => one.tags.length > 0 || one.except.tags.length > 0),
  };
}

function readyRate(rate: Rate | CurrencyRate | null, source: RateSource, worth: Worth): ReadyRate {
  const applied = { source, rate };
  if (rate === null) return { ...applied, measure: "nothing", n: 0n, d: 1n };
  switch (rate.kind) {
    case "per_amount":
      return { ...applied, measure: "money", n: rate.points, d: rate.perAmountMinor };
    case "percent": {
      const { points, amountMinor } = "worth" in rate ? rate.worth : worth;
      const { n, d }: Fraction = rate.percent;
      return { ...applied, measure: "money", n: n * points, d: d * 100n * amountMinor };
    }
    case "per_item":
      return { ...applied, measure: "items", n: rate.points, d: 1n };
  }
}
