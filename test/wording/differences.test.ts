import { describe, expect, it } from "vitest";
import { compareSections } from "../../app/domain/program-words/compare.ts";
import { describeProgram } from "../../app/domain/program-words/describe.ts";
import { parseProgram, type Program } from "../../app/domain/program.ts";
import { textsIn, type Locale } from "../../app/locales/texts.ts";
import { writeDifferences } from "../../app/wording/differences.ts";
import { formatsFor } from "../../app/wording/formats.ts";

const PLAIN = {
  schema: 1,
  currency: "RUB",
  earning: {
    rate: { points: 1, per_amount: "100" },
    rounding: "down",
    pending_days: 14,
    maximum_points_per_order: null,
  },
  redemption: {
    worth: { points: 1, amount: "1" },
    step_points: 10,
    minimum_points: 100,
    maximum_share_percent: 30,
    hold_minutes: 30,
  },
  expiry: { kind: "never" },
  clawback: { beyond_balance: "owe" },
};
const earning = (fields: object) => ({ ...PLAIN, earning: { ...PLAIN.earning, ...fields } });

const spring = {
  id: "spring",
  name: { en: "Spring", ru: "Весна" },
  starts_at: "2027-03-01T00:00",
  ends_at: "2027-06-01T00:00",
  effect: { multiplier: "2" },
};
const rule = (id: string) => ({ id, name: { en: id, ru: id }, rate: null });
const level = (id: string, threshold: string, more: object = {}) => ({
  id,
  name: { en: "Gold", ru: "Золото" },
  threshold,
  ...more,
});
const tiers = (...levels: object[]) => ({
  ...PLAIN,
  tiers: { basis: "spend", window: "lifetime", levels },
});

function read(document: unknown): Program {
  const parsed = parseProgram(document);
  if (parsed.kind === "ok") return parsed.program;
  throw new Error(parsed.problems.map(({ message }) => message).join("; "));
}

function differences(before: unknown, after: unknown, locale: Locale = "en"): string[] {
  const writer = { locale, texts: textsIn(locale), formats: formatsFor(locale, "UTC") };
  const sections = compareSections(describeProgram(read(before)), describeProgram(read(after)));
  return writeDifferences(sections, writer).flatMap(({ heading, lines }) =>
    lines.map((line) => `${heading}. ${line}`.replaceAll(/[\u00a0\u202f]/g, " ")),
  );
}

describe("A difference between two versions in words", () => {
  it.each<[string, unknown, unknown, string[]]>([
    ["nothing", PLAIN, PLAIN, []],
    [
      "another way of writing the same",
      PLAIN,
      earning({ rate: { points: 1, per_amount: "100.00" }, rules: [] }),
      [],
    ],
    [
      "the rate",
      PLAIN,
      earning({ rate: { percent: "5.5" } }),
      ["Points for orders. Rate: 1 point for every RUB 100 → 5.5% of the price in points"],
    ],
    [
      "two things at once",
      PLAIN,
      { ...earning({ pending_days: 1 }), clawback: { beyond_balance: "stop_at_zero" } },
      [
        "Points for orders. Pending: 14 days from payment → 1 day from payment",
        "Returns. Returned after the points were spent: the member owes them → stop at a balance of zero",
      ],
    ],
    [
      "a campaign that is new",
      PLAIN,
      { ...PLAIN, campaigns: [spring] },
      [
        "Campaigns. “Spring”, new: Points are multiplied by 2. From March 1, 2027, 12:00 AM until June 1, 2027, 12:00 AM.",
      ],
    ],
    [
      "a campaign that is gone",
      { ...PLAIN, campaigns: [spring] },
      PLAIN,
      ["Campaigns. “Spring”: removed"],
    ],
    [
      "something of a campaign",
      { ...PLAIN, campaigns: [spring] },
      { ...PLAIN, campaigns: [{ ...spring, maximum_points_per_order: 500 }] },
      ["Campaigns. “Spring”: At most per order: added, 500 points"],
    ],
    [
      "a name in a language that the reader does not read",
      { ...PLAIN, campaigns: [spring] },
      { ...PLAIN, campaigns: [{ ...spring, name: { en: "Spring", ru: "Март" } }] },
      ["Campaigns. “Spring” / “Весна” is now called “Spring” / “Март”"],
    ],
    [
      "the order of the rules, of which the first counts",
      earning({ rules: [rule("a"), rule("b"), rule("c")] }),
      earning({ rules: [rule("c"), rule("a"), rule("new"), rule("b")] }),
      [
        "Special rates. “new”, new: Brings no points.",
        "Special rates. Order: “a”, “b”, “c” → “c”, “a”, “b”",
      ],
    ],
    [
      "the perks of a tier",
      tiers(level("gold", "50000", { multiplier: "1.5", manager: "Anna" })),
      tiers(level("gold", "40000", { multiplier: "1.5", entry_bonus: 500 })),
      [
        "Tiers. “Gold”: Threshold: RUB 50,000 → RUB 40,000",
        "Tiers. “Gold”: Entry bonus: added, 500 points",
        "Tiers. “Gold”: Personal manager: gone (it was Anna)",
      ],
    ],
    [
      "the money, though the figures are the same",
      PLAIN,
      { ...PLAIN, currency: "EUR" },
      [
        "Points for orders. Rate: 1 point for every RUB 100 → 1 point for every €100",
        "Paying with points. Worth: 1 point = RUB 1 → 1 point = €1",
        "In general. Currency: RUB → EUR",
      ],
    ],
  ])("tells %s", (_, before, after, told) => {
    expect(differences(before, after)).toEqual(told);
  });

  it.each([
    [1, "14 дней после оплаты → 1 день после оплаты"],
    [3, "14 дней после оплаты → 3 дня после оплаты"],
    [21, "14 дней после оплаты → 21 день после оплаты"],
  ])("counts %s in Russian as Russians do", (days, told) => {
    const [line] = differences(PLAIN, earning({ pending_days: days }), "ru");
    expect(line).toBe(`Баллы за заказы. Ожидание: ${told}`);
  });

  it("tells it in Russian as it does in English, to the last difference", () => {
    const before = tiers(level("gold", "50000", { manager: "Anna" }));
    const after = { ...earning({ rules: [rule("a")] }), campaigns: [spring] };
    expect(differences(before, after, "ru")).toEqual([
      "Особые ставки. «a», новое: Баллов не приносит.",
      "Акции. «Весна», новое: Баллы умножаются на 2. С 1 марта 2027 г., 0:00 до 1 июня 2027 г., 0:00.",
      "Уровни. Основа уровней: убрано (было сумма покупок)",
      "Уровни. Считаются: убрано (было всё время)",
      "Уровни. Отсрочка: убрано (было нет)",
      "Уровни. «Золото»: убрано",
    ]);
  });
});
