import Fraction from "fraction.js";

import type { Minor } from "../money.ts";
import type { OrderLook } from "../program/compile-filters.ts";
import type { VolumeStep, Wholesale } from "../program/wholesale.ts";
import type { VolumeGain } from "./award.ts";
import { reaches, ZERO } from "./exact.ts";

/**
 * What a wholesale order earns more for its volume: by the highest step that its goods come to, and
 * by the highest that the period's purchases come to with it. The two percentages add up.
 * @param before what was bought earlier in the period
 * @param points exact, what the order earns without it
 * @returns null where no step is reached
 */
export function volumeGain(
  wholesale: Wholesale | null,
  { isWholesale, goodsMinor }: OrderLook,
  before: Minor,
  points: Fraction,
): VolumeGain | null {
  if (wholesale === null || !isWholesale || goodsMinor === null) return null;
  const periodMinor = goodsMinor.add(new Fraction(before));
  const orderStep = highestStep(wholesale.orderSteps, goodsMinor);
  const periodStep = highestStep(wholesale.periodSteps, periodMinor);
  const percent = (orderStep?.percent ?? ZERO).add(periodStep?.percent ?? ZERO);
  if (percent.n === 0n) return null;
  const share = new Fraction(percent.n, percent.d * 100n);
  return { orderStep, periodStep, periodMinor, percent, points: points.mul(share) };
}

const highestStep = (steps: readonly VolumeStep[], amount: Fraction): VolumeStep | null =>
  steps.findLast(({ fromMinor }) => reaches(amount, fromMinor)) ?? null;
