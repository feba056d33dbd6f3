import Fraction from "fraction.js";

import type { LineLook, OrderLook } from "../program/compile-filters.ts";
import type { ReadyProgram, ReadyRate, ReadyRule } from "../program/compile.ts";
import type { Program } from "../program/program.ts";
import type { Tier } from "../program/tiers.ts";
import type { EligibleLine } from "./eligible.ts";
import { ZERO } from "./exact.ts";

/** A line with what it earns by its rate and its member's tier. */
export interface RatedLine {
  readonly eligible: EligibleLine;
  /** Null: shipping, and where no filter asks. */
  readonly look: LineLook | null;
  readonly rate: ReadyRate | null;
  /** By the rate alone. */
  readonly base: Fraction;
  /** With the tier's multiplier. */
  readonly own: Fraction;
}

/** By which rates an order's lines earn. */
export interface OrderRates {
  /** Those whose orders it is one of, in the program's order. */
  readonly rules: readonly ReadyRule[];
  /** Of lines that no rule means. */
  readonly standing: ReadyRate;
  /** In place of every rate that asks money, where the order is in other money than the program. */
  readonly foreign: ReadyRate | null;
  /** The member's, where the program has it. */
  readonly tier: Tier | null;
}

/**
 * The rates of an order: a rule's goes before wholesale's, that before the tier's, and that before
 * everybody's.
 */
export function ratesOf(
  look: OrderLook,
  program: Program,
  ready: ReadyProgram,
  foreign: ReadyRate | null,
): OrderRates {
  const tier = look.tier === null ? undefined : ready.tiers.get(look.tier);
  const wholesale = look.isWholesale ? ready.wholesaleRate : null;
  return {
    rules: ready.rules.filter(({ meansOrder }) => meansOrder(look)),
    standing: wholesale ?? tier?.rate ?? ready.standing,
    foreign,
    tier: tier?.tier ?? null,
  };
}

/** A line at its rate; one without eligible money earns nothing, whatever the rate measures. */
export function rateLine(
  eligible: EligibleLine,
  look: LineLook | null,
  rates: OrderRates,
): RatedLine {
  const rate = eligible.minor.n === 0n ? null : rateFor(look, rates);
  const base = rate === null ? ZERO : pointsAt(rate, eligible);
  const multiplier = rates.tier?.multiplier;
  const isRaised = multiplier !== undefined && base.n !== 0n && multiplier.n !== multiplier.d;
  const own = isRaised ? base.mul(multiplier) : base;
  return { eligible, look, rate, base, own };
}

function rateFor(look: LineLook | null, { rules, standing, foreign }: OrderRates): ReadyRate {
  let found = standing;
  for (const rule of rules) {
    if (!rule.meansLine(look)) continue;
    found = rule.rate;
    break;
  }
  return foreign !== null && found.measure === "money" ? foreign : found;
}

function pointsAt({ measure, n, d }: ReadyRate, { minor, line, units }: EligibleLine): Fraction {
  switch (measure) {
    case "money":
      return new Fraction(minor.n * n, minor.d * d);
    case "items":
      return line === null ? ZERO : new Fraction(n * BigInt(units));
    case "nothing":
      return ZERO;
  }
}
