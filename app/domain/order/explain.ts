import type Fraction from "fraction.js";

import type { CurrencyCode } from "../money.ts";
import { pointsToJson } from "../points.ts";
import type { Program } from "../program/program.ts";
import type { AppliedRate, Award, AwardLine } from "./award.ts";
import { exactMoney, isSame } from "./exact.ts";
import type { LineExplanation, OrderExplanation } from "./explained.ts";
import { explainBase, explainExtras } from "./explain-extras.ts";
import { explainOwnRate, explainRate, isOwn } from "./explain-rates.ts";
import type { Target } from "./target.ts";

export type { LineExplanation, OrderExplanation } from "./explained.ts";

/**
 * The explanation of an order's points: the lines, the rules, the program version
 * and the arithmetic, as plain JSON.
 */
export function explainOrder(
  award: Award,
  target: Target,
  programVersion: number,
  program: Program,
): OrderExplanation {
  const { rate, rounding, maximumPointsPerOrder: maximum } = program.earning;
  const hasEarned = award.reason === "rate" || target.reason !== "paid";
  const own = ownRates(award);
  return {
    kind: "order",
    program_version: programVersion,
    currency: award.currency,
    rule: {
      ...explainRate(rate, program.currency, program),
      currency: program.currency,
      rounding,
      maximum: maximum === null ? null : pointsToJson(maximum),
    },
    ...(own.length === 0 ? {} : { rates: own.map((one) => explainOwnRate(one, program)) }),
    ...explainBase(program),
    ...explainExtras(award, program),
    lines: award.lines.map((line, index) =>
      explainLine(line, target.lines[index]?.refundedMinor, own, award.currency),
    ),
    sum: award.sum.toFraction(),
    ...(isSame(award.exact, award.sum) ? {} : { total: award.exact.toFraction() }),
    award: pointsToJson(award.points),
    kept: target.kept.toFraction(),
    exact: target.exact.toFraction(),
    target: pointsToJson(target.points),
    reason: hasEarned ? target.reason : award.reason,
  };
}

/** The rates of lines that are others than that of all orders, each once. */
function ownRates({ lines }: Award): AppliedRate[] {
  const own: AppliedRate[] = [];
  for (const { rate } of lines) if (isOwn(rate) && !own.includes(rate)) own.push(rate);
  return own;
}

type Writable<Type> = { -readonly [Field in keyof Type]: Type[Field] };

function explainLine(
  line: AwardLine,
  refunded: Fraction | undefined,
  own: readonly AppliedRate[],
  currency: CurrencyCode,
): LineExplanation {
  const { lineId, eligibleMinor, base, points, ineligible, rate } = line;
  const explained: Writable<LineExplanation> = {
    line: lineId,
    eligible: exactMoney(eligibleMinor, currency),
    points: points.toFraction(),
  };
  if (isOwn(rate)) explained.rate = own.indexOf(rate);
  if (rate?.rate?.kind === "per_item") explained.units = line.quantity;
  if (!isSame(base, points)) explained.base = base.toFraction();
  if (refunded !== undefined && refunded.n !== 0n) {
    explained.refunded = exactMoney(refunded, currency);
  }
  if (ineligible !== null) explained.ineligible = ineligible;
  return explained;
}
