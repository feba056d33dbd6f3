import { exponentOf } from "./money.ts";
import type { CurrencyCode } from "./money.ts";
import { defaultProgram, encodeProgram } from "./program.ts";
import type { ProgramDocument } from "./program.ts";
import type { Text } from "./program/texts.ts";

/** Programmes to start from, as merchants know them. */
export const PRESETS = [
  "simple_points",
  "cashback",
  "tiers",
  "discount_card",
  "stamp_card",
  "russian_retail",
] as const;

export type PresetName = (typeof PRESETS)[number];

/**
 * The document of a preset, in the shop's money: valid as it stands, for the merchant to change.
 * @param zone the shop's, as the IANA database names it
 */
export function presetDocument(
  name: PresetName,
  currency: CurrencyCode,
  zone: string,
): ProgramDocument {
  const base = encodeProgram(defaultProgram(currency, zone));
  return MAKERS[name](base, currency);
}

type Maker = (base: ProgramDocument, currency: CurrencyCode) => ProgramDocument;

const MAKERS: Readonly<Record<PresetName, Maker>> = {
  simple_points: (base) => ({
    ...base,
    expiry: { kind: "after_months", months: 12, warn_days: [30, 3] },
  }),
  cashback: (base, currency) => ({
    ...base,
    earning: { ...base.earning, rate: { percent: "5" } },
    redemption: isSmall(currency)
      ? { ...base.redemption, step_points: 1, minimum_points: 1, maximum_share_percent: 50 }
      : {
          ...base.redemption,
          worth: { points: 100, amount: "1" },
          step_points: 1,
          minimum_points: 1,
          maximum_share_percent: 50,
        },
  }),
  tiers: (base, currency) => ({
    ...base,
    tiers: {
      basis: "spend",
      window: "rolling_12_months",
      grace_days: 30,
      levels: [
        level("bronze", { en: "Bronze", ru: "Бронза" }, "0"),
        {
          ...level("silver", { en: "Silver", ru: "Серебро" }, amount("300", currency)),
          multiplier: "1.25",
          entry_bonus: 100,
        },
        {
          ...level("gold", { en: "Gold", ru: "Золото" }, amount("1000", currency)),
          multiplier: "1.5",
          entry_bonus: 300,
          birthday_bonus: 200,
          free_shipping_from: "0",
        },
      ],
    },
  }),
  discount_card: (base) => ({
    ...base,
    enrolment: { mode: "opt_in" },
    earning: { ...base.earning, rules: [NO_POINTS] },
    tiers: {
      basis: "orders",
      window: "lifetime",
      grace_days: 0,
      levels: [
        {
          ...level("card", { en: "Discount card", ru: "Дисконтная карта" }, 0),
          discount_percent: "5",
        },
      ],
    },
  }),
  stamp_card: (base) => ({
    ...base,
    earning: { ...base.earning, rules: [NO_POINTS] },
    stamp_cards: [
      {
        id: "sixth-coffee",
        name: { en: "Every sixth coffee", ru: "Каждый шестой кофе" },
        lines: { types: ["Coffee"] },
        stamps: 6,
      },
    ],
  }),
  russian_retail: (base) => ({
    ...base,
    earning: { ...base.earning, rate: { percent: "3" } },
    redemption: {
      ...base.redemption,
      step_points: 1,
      minimum_points: 1,
      maximum_share_percent: 15,
    },
    expiry: { kind: "after_days", days: 180, warn_days: [30, 3] },
    tiers: {
      basis: "spend",
      window: "lifetime",
      grace_days: 0,
      levels: [
        { ...level("three", { en: "3 %", ru: "3 %" }, "0"), rate: { percent: "3" } },
        { ...level("five", { en: "5 %", ru: "5 %" }, "20000"), rate: { percent: "5" } },
        { ...level("seven", { en: "7 %", ru: "7 %" }, "50000"), rate: { percent: "7" } },
        { ...level("ten", { en: "10 %", ru: "10 %" }, "100000"), rate: { percent: "10" } },
      ],
    },
  }),
};

/** All that a card for a discount or for stamps gives is the card. */
const NO_POINTS = {
  id: "no-points",
  name: { en: "No points for orders", ru: "Без баллов за заказы" },
  rate: null,
};

const level = (id: string, name: Text, threshold: string | number) => ({
  id,
  name,
  threshold,
  rate: null,
  multiplier: "1",
  entry_bonus: 0,
  birthday_bonus: 0,
  customer_tag: null,
  discount_percent: null,
  free_shipping_from: null,
  manager: null,
});

/** Money of which one unit buys next to nothing, so that a point is a whole one. */
const SMALL = ["RUB", "KZT", "AMD", "KGS", "UZS", "RSD", "INR", "HUF"];

const isSmall = (currency: CurrencyCode) => SMALL.includes(currency) || exponentOf(currency) === 0;

/** A threshold thought of in euros. */
const amount = (euros: string, currency: CurrencyCode) =>
  isSmall(currency) ? `${euros}00` : euros;
