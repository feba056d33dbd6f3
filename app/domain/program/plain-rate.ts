import Fraction from "fraction.js";

import { minor } from "../money.ts";
import { points } from "../points.ts";
import type { Program } from "./program.ts";
import type { EarnRate } from "./rate.ts";

/**
 * The rate that every order of a member earns by, as points per money, for whoever can only
 * multiply; null where it takes more than that to know what an order earns.
 */
export function plainRate(program: Program): EarnRate | null {
  const { earning, redemption } = program;
  if (!isPlain(program)) return null;
  const { rate } = earning;
  switch (rate.kind) {
    case "per_amount":
      return rate;
    case "per_item":
      return null;
    case "percent": {
      const { n, d } = rate.percent;
      const { points: worth, amountMinor } = redemption.worth;
      const exact = new Fraction(n * worth, d * 100n * amountMinor);
      return { kind: "per_amount", points: points(exact.n), perAmountMinor: minor(exact.d) };
    }
  }
}

function isPlain({ enrolment, earning, campaigns, tiers, wholesale }: Program): boolean {
  const { base, rules } = earning;
  const isBaseUsual =
    base.tax === "as_priced" && !base.shipping && !base.paidWithPoints && !base.discountCodes;
  const tiersMatter = tiers?.levels.some(
    ({ rate, multiplier }) => rate !== null || multiplier.n !== multiplier.d,
  );
  return (
    enrolment.mode === "automatic" &&
    isBaseUsual &&
    rules.length === 0 &&
    campaigns.length === 0 &&
    tiersMatter !== true &&
    wholesale === null
  );
}
