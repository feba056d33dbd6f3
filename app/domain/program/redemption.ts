import type { z } from "zod";

import type { CurrencyCode } from "../money.ts";
import { points, pointsToJson } from "../points.ts";
import type { Points } from "../points.ts";
import { MOST_POINTS_PER_ORDER, MOST_POINTS_PER_STEP, section, wholeNumber } from "./checks.ts";
import { readWorth, worth, writeWorth } from "./rate.ts";
import type { Worth } from "./rate.ts";

/** How points pay. */
export interface Redemption {
  readonly worth: Worth;
  readonly stepPoints: Points;
  /** A multiple of `stepPoints`; may be 0. */
  readonly minimumPoints: Points;
  /** The most of an order that points may pay, 1 to 100. */
  readonly maximumSharePercent: number;
  /** How long a checkout keeps its points reserved. */
  readonly holdMinutes: number;
}

/** Of documents that do not say; those from before holds were made do not. */
export const DEFAULT_HOLD_MINUTES = 30;

export const redemption = section({
  worth,
  step_points: wholeNumber(1, MOST_POINTS_PER_STEP, "points"),
  minimum_points: wholeNumber(0, MOST_POINTS_PER_ORDER, "points"),
  maximum_share_percent: wholeNumber(1, 100, "percent"),
  hold_minutes: wholeNumber(5, 1440, "minutes").default(DEFAULT_HOLD_MINUTES),
});

export type RedemptionDocument = z.infer<typeof redemption>;

export const readRedemption = (
  document: RedemptionDocument,
  currency: CurrencyCode,
): Redemption => ({
  worth: readWorth(document.worth, currency),
  stepPoints: points(BigInt(document.step_points)),
  minimumPoints: points(BigInt(document.minimum_points)),
  maximumSharePercent: document.maximum_share_percent,
  holdMinutes: document.hold_minutes,
});

export const writeRedemption = (value: Redemption, currency: CurrencyCode): RedemptionDocument => ({
  worth: writeWorth(value.worth, currency),
  step_points: pointsToJson(value.stepPoints),
  minimum_points: pointsToJson(value.minimumPoints),
  maximum_share_percent: value.maximumSharePercent,
  hold_minutes: value.holdMinutes,
});
