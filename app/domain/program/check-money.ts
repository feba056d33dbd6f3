import type { z } from "zod";

import { exponentOf, parseMoney } from "../money.ts";
import type { CurrencyCode } from "../money.ts";
import { moneyFieldsOf } from "./money-fields.ts";
import type { MoneyField } from "./money-fields.ts";
import type { UncheckedDocument } from "./sections.ts";

/** Amounts beyond this many minor units are a mistake. */
const MOST_MINOR = 10n ** 15n;

/** A rule that a field breaks which is right by itself, with the figures that tell how to mend it. */
export type ProgramRule =
  | { readonly kind: "digits"; readonly digits: number; readonly currency: string }
  | { readonly kind: "above_zero" }
  | { readonly kind: "too_large" }
  /** `below` and `above` are the steps beside the minimum that was given. */
  | {
      readonly kind: "multiple_of_step";
      readonly step: number;
      readonly below: number;
      readonly above: number;
    }
  /** Fewer points than `least` are worth less than the smallest amount of the currency. */
  | { readonly kind: "worth_nothing"; readonly least: string; readonly currency: string };

/** Checks amounts by their currency's digits, and the steps of paying against the points' worth. */
export function checkMoney(
  document: UncheckedDocument,
  context: z.RefinementCtx<UncheckedDocument>,
): void {
  const refuse = (path: readonly (string | number)[], message: string, rule: ProgramRule) => {
    context.addIssue({ code: "custom", path: [...path], message, params: { rule } });
  };
  for (const field of moneyFieldsOf(document)) {
    const wrong = problemOf(field);
    if (wrong !== null) refuse(field.path, wrong.message, wrong.rule);
  }
  const { step_points: step, minimum_points: minimum, worth } = document.redemption;
  // A minimum between two steps would be shown and could never be spent.
  if (minimum % step !== 0) {
    const below = minimum - (minimum % step);
    refuse(
      ["redemption", "minimum_points"],
      `must be a multiple of step_points (${step}): use ${below} or ${below + step}`,
      { kind: "multiple_of_step", step, below, above: below + step },
    );
  }
  // A step that is worth nothing would take points and give no money for them.
  const worthField = { path: [], text: worth.amount, currency: document.currency };
  if (problemOf({ ...worthField, mayBeZero: false }) !== null) return;
  const worthMinor = parseMoney(worth.amount, document.currency as CurrencyCode);
  const pointsPerAmount = BigInt(worth.points);
  if (BigInt(step) * worthMinor < pointsPerAmount) {
    const least = (pointsPerAmount + worthMinor - 1n) / worthMinor;
    refuse(
      ["redemption", "step_points"],
      `must be at least ${least}: fewer points are worth less than the smallest amount of ${document.currency}`,
      { kind: "worth_nothing", least: String(least), currency: document.currency },
    );
  }
}

/** What is wrong with an amount; null where nothing is. */
function problemOf({ text, currency, mayBeZero }: MoneyField): Wrong | null {
  const code = currency as CurrencyCode;
  const digits = exponentOf(code);
  let value: bigint;
  try {
    value = parseMoney(text, code);
  } catch {
    const most = digits === 0 ? "no digits" : `at most ${digits} digits`;
    const message = `must have ${most} after the point, as ${code} has`;
    return { message, rule: { kind: "digits", digits, currency: code } };
  }
  if (value === 0n && !mayBeZero) {
    return { message: "must be above 0", rule: { kind: "above_zero" } };
  }
  if (value > MOST_MINOR) {
    return { message: "must be smaller; no order comes to this", rule: { kind: "too_large" } };
  }
  return null;
}

interface Wrong {
  readonly message: string;
  readonly rule: ProgramRule;
}
