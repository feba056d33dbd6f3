import Fraction from "fraction.js";
import { z } from "zod";

import type { CurrencyCode } from "../money.ts";
import { points, pointsToJson } from "../points.ts";
import type { Points } from "../points.ts";
import {
  decimal,
  MOST_POINTS_PER_ORDER,
  MOST_POINTS_PER_STEP,
  must,
  ruleId,
  section,
  wholeNumber,
} from "./checks.ts";
import {
  lineFilter,
  orderFilter,
  readLineFilter,
  readOrderFilter,
  writeLineFilter,
  writeOrderFilter,
} from "./filters.ts";
import type { LineFilter, OrderFilter } from "./filters.ts";
import { isLocalTime } from "./local-time.ts";
import type { LocalTime } from "./local-time.ts";
import { text, writeText } from "./texts.ts";
import type { Text } from "./texts.ts";

/** What a campaign adds to an order. */
export type CampaignEffect =
  /** Its lines earn so many times what they would; >= 1. */
  | { readonly kind: "multiplier"; readonly multiplier: Fraction }
  /** So many points for the whole order, if any of its lines is meant. */
  | { readonly kind: "bonus_points"; readonly points: Points }
  /** So many points for every unit of its lines. */
  | { readonly kind: "bonus_points_per_item"; readonly points: Points };

export interface Campaign {
  readonly id: string;
  readonly name: Text | null;
  /** In the program's time zone, as is the end, which is no longer part of it. */
  readonly startsAt: LocalTime;
  readonly endsAt: LocalTime;
  /** Null: all lines. */
  readonly lines: LineFilter | null;
  /** Null: all orders. */
  readonly orders: OrderFilter | null;
  readonly effect: CampaignEffect;
  /** The most that it adds to one order. */
  readonly maximumPointsPerOrder: Points | null;
}

const timeText = must('a local date and time, such as "2026-12-01T00:00"');
const localTime = z
  .string({ error: timeText })
  .refine(isLocalTime, { error: timeText, abort: true });

const somePoints = wholeNumber(1, MOST_POINTS_PER_STEP, "points");
const effect = z.union([
  section({
    multiplier: decimal('a multiplier in quotes from 1 to 1000, such as "2.5"', {
      least: 1,
      most: 1000,
    }),
  }),
  section({ bonus_points: somePoints }),
  section({ bonus_points_per_item: somePoints }),
]);

export const campaign = section({
  id: ruleId,
  name: text.optional(),
  starts_at: localTime,
  ends_at: localTime,
  lines: lineFilter.optional(),
  orders: orderFilter.optional(),
  effect,
  maximum_points_per_order: wholeNumber(1, MOST_POINTS_PER_ORDER, "points", "null (no maximum) or ")
    .nullable()
    .optional(),
}).refine(({ starts_at: from, ends_at: until }) => from < until, {
  path: ["ends_at"],
  error: "must be later than starts_at",
});

export type CampaignDocument = z.infer<typeof campaign>;

export function readCampaign(document: CampaignDocument, currency: CurrencyCode): Campaign {
  const { id, name = null, lines, orders, maximum_points_per_order: maximum = null } = document;
  return {
    id,
    name,
    startsAt: document.starts_at,
    endsAt: document.ends_at,
    lines: readLineFilter(lines),
    orders: readOrderFilter(orders, currency),
    effect: readEffect(document.effect),
    maximumPointsPerOrder: maximum === null ? null : points(BigInt(maximum)),
  };
}

function readEffect(document: z.infer<typeof effect>): CampaignEffect {
  if ("multiplier" in document) {
    return { kind: "multiplier", multiplier: new Fraction(document.multiplier) };
  }
  if ("bonus_points" in document) {
    return { kind: "bonus_points", points: points(BigInt(document.bonus_points)) };
  }
  const perItem = points(BigInt(document.bonus_points_per_item));
  return { kind: "bonus_points_per_item", points: perItem };
}

export function writeCampaign(value: Campaign, currency: CurrencyCode): CampaignDocument {
  const { id, name, startsAt, endsAt, lines, orders, maximumPointsPerOrder: maximum } = value;
  return {
    id,
    ...(name === null ? {} : { name: writeText(name) }),
    starts_at: startsAt,
    ends_at: endsAt,
    ...(lines === null ? {} : { lines: writeLineFilter(lines) }),
    ...(orders === null ? {} : { orders: writeOrderFilter(orders, currency) }),
    effect: writeEffect(value.effect),
    maximum_points_per_order: maximum === null ? null : pointsToJson(maximum),
  };
}

function writeEffect(value: CampaignEffect): z.infer<typeof effect> {
  switch (value.kind) {
    case "multiplier":
      return { multiplier: value.multiplier.toString() };
    case "bonus_points":
      return { bonus_points: pointsToJson(value.points) };
    case "bonus_points_per_item":
      return { bonus_points_per_item: pointsToJson(value.points) };
  }
}
