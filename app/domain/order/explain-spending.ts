import type { CurrencyCode } from "../money.ts";
import { formatMoney } from "../money.ts";
import { pointsToJson, type Points } from "../points.ts";
import { exactMoney } from "./exact.ts";
import type { HoldTerms, Taken } from "./match-hold.ts";
import type { CapturedHold } from "./order-capture.ts";
import type { Restoration } from "./restored.ts";

/*
 * Explanations are stored with transfers and hashed: strings, integers, null,
 * arrays and objects only, and nothing personal. See explain.ts.
 */

/** Why an order took so many points: `money` / (worth `amount` / worth `points`), rounded up. */
export type CaptureExplanation = {
  readonly kind: "capture";
  readonly hold: string;
  /** The hold was over before: taken from what was available, and owed beyond that. */
  readonly late: boolean;
  readonly currency: string;
  /** What the points took off the order. */
  readonly money: string;
  /** What the held points were worth together. */
  readonly worth: { readonly points: number; readonly amount: string };
  readonly captured: number;
  readonly lines: readonly { readonly line: string; readonly discount: string }[];
};

export function explainCapture(
  hold: HoldTerms,
  taken: Taken,
  captured: Points,
  late: boolean,
): CaptureExplanation {
  const { currency } = hold;
  return {
    kind: "capture",
    hold: hold.holdId,
    late,
    currency,
    money: formatMoney(taken.minor, currency),
    worth: {
      points: pointsToJson(hold.points),
      amount: formatMoney(hold.moneyMinor, currency),
    },
    captured: pointsToJson(captured),
    lines: taken.lines.map(({ lineId, minor }) => ({
      line: lineId,
      discount: formatMoney(minor, currency),
    })),
  };
}

/** Why so many points have come back: `captured` x `returned` / `discount`, rounded down, is `target`. */
export type RestoreExplanation = {
  readonly kind: "restore";
  readonly hold: string;
  readonly reason: Restoration["reason"];
  readonly currency: string;
  readonly captured: number;
  /** What the points took off the order. */
  readonly discount: string;
  /** What of that stood on the units that have come back, exactly. */
  readonly returned: string;
  readonly lines: readonly {
    readonly line: string;
    readonly discount: string;
    /** The part of the line's units that has come back, such as "1/3". */
    readonly returned: string;
  }[];
  readonly target: number;
  /** How many of them had come back before. */
  readonly before: number;
};

export function explainRestore(
  captured: CapturedHold,
  restoration: Restoration,
  before: Points,
  currency: CurrencyCode,
): RestoreExplanation {
  return {
    kind: "restore",
    hold: captured.holdId,
    reason: restoration.reason,
    currency,
    captured: pointsToJson(captured.points),
    discount: formatMoney(captured.minor, currency),
    returned: exactMoney(restoration.returnedMinor, currency),
    lines: restoration.lines.map(({ lineId, minor, returned }) => ({
      line: lineId,
      discount: formatMoney(minor, currency),
      returned: returned.toFraction(),
    })),
    target: pointsToJson(restoration.points),
    before: pointsToJson(before),
  };
}
