import { AppProvider } from "@shopify/polaris";
import english from "@shopify/polaris/locales/en.json" with { type: "json" };
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Arithmetic } from "../app/components/explanation/arithmetic.tsx";
import { LanguageProvider } from "../app/components/language.tsx";
import { readExplanation, type Explanation } from "../app/domain/explanation.ts";
import { currencyCode, minor } from "../app/domain/money.ts";
import { explainOrder } from "../app/domain/order/explain.ts";
import { NO_CONTEXT } from "../app/domain/order/context.ts";
import { evaluateOrder } from "../app/domain/order/evaluate.ts";
import { orderTarget } from "../app/domain/order/target.ts";
import { textsIn, type Locale } from "../app/locales/texts.ts";
import type { OrderFacts } from "../app/domain/order/order.ts";
import type { Program } from "../app/domain/program.ts";
import { line, orderState, program, refundOf } from "./support/order-examples.ts";
import { contextOf, programWith, twoTiers } from "./support/program-examples.ts";

const JANUARY = { starts_at: "2026-01-01T00:00", ends_at: "2026-02-01T00:00" };

/** What a merchant reads when they ask why, line by line. */
function read(explanation: Explanation, locale: Locale = "en", amount = 1000n): string[] {
  const arithmetic = createElement(Arithmetic, { explanation, amount });
  const spoken = { locale, texts: textsIn(locale), timeZone: "Europe/Moscow" };
  const language = createElement(LanguageProvider, { ...spoken, children: arithmetic });
  const page = createElement(AppProvider, { i18n: english, children: language });
  return renderToStaticMarkup(page)
    .replaceAll(/<\/(p|li|tr)>/g, "\n")
    .replaceAll(/<\/t[hd]>/g, " | ")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll(/[^\S\n]+/g, " ")
    .split("\n")
    .map((text) => text.trim().replace(/ \|$/, ""))
    .filter((text) => text !== "");
}

/** The example of the rules: lines of 90,000 and 30,000 roubles, one point for 100, at most 500. */
function example(facts: Partial<OrderFacts> = {}, rules: Program = program({ maximum: 500n })) {
  const lines = [line("1", 90_000_00n), line("2", 30_000_00n)];
  const state = orderState(lines, facts);
  const award = evaluateOrder(state, NO_CONTEXT, rules);
  return explainOrder(award, orderTarget(state, award, rules), 3, rules);
}

describe("why an order has its points", () => {
  it("is told with the rule, the lines, the maximum and what refunds leave", () => {
    const refunds = [refundOf("1", [["2", 1, 30_000_00n]])];
    expect(read(example({ refunds }))).toEqual([
      "1 point for every RUB 100, rounded down. Programme version 3.",
      "Line | Eligible | Refunded | Points",
      "Line 1 | RUB 90,000 | RUB 0 | 900",
      "Line 2 | RUB 30,000 | RUB 30,000 | 300",
      "All lines together: 1,200",
      "At most 500 an order: 500",
      "Refunds leave 0.75 of it: 500 × 0.75 = 375",
      "So the order stands at 375 points.",
    ]);
  });

  it("is told in Russian, with its plurals and its way to write money", () => {
    const rules = program({ rate: [2n, 150_00n], rounding: "nearest" });
    expect(read(example({}, rules), "ru")).toEqual([
      "2 балла за каждые 150 ₽, с округлением до ближайшего. Версия программы 3.",
      "Строка | Учитывается | Баллы",
      "Строка 1 | 90 000 ₽ | 1 200",
      "Строка 2 | 30 000 ₽ | 400",
      "Все строки вместе: 1 600",
      "Итого за заказ: 1 600 баллов.",
    ]);
  });

  it("names what has no end as it is, and how it was rounded", () => {
    const rules = program({ rate: [1n, 7000_00n] });
    const refunds = [refundOf("1", [["1", 1, 90_000_00n]])];
    expect(read(example({ refunds }, rules))).toEqual([
      "1 point for every RUB 7,000, rounded down. Programme version 3.",
      "Line | Eligible | Refunded | Points",
      "Line 1 | RUB 90,000 | RUB 90,000 | 90/7",
      "Line 2 | RUB 30,000 | RUB 0 | 30/7",
      "All lines together: 120/7",
      "Rounded down: 17 points",
      "Refunds leave 0.25 of it: 17 × 0.25 = 4.25",
      "Rounded down: 4 points",
      "So the order stands at 4 points.",
    ]);
  });

  it.each([
    [{ cancelledAt: new Date() }, "The order was cancelled: it has earned nothing"],
    [{ paidAt: null }, "The order is not paid in full yet: it has earned nothing so far"],
    [{ test: true }, "A test order earns nothing"],
  ])("says why there are none", (facts, words) => {
    expect(read(example(facts)).slice(-2)).toEqual([words, "So the order stands at 0 points."]);
  });
});

/** Everything at once: rates of rules and tiers, a base, campaigns on lines and on the order, volume. */
function everything(locale: Locale): string[] {
  const rules = programWith({
    earning: {
      rate: { points: 1, per_amount: "100" },
      base: { tax: "excluded", shipping: true, discount_codes: true },
      rules: [
        {
          id: "shoes",
          name: { en: "Shoes", ru: "Обувь" },
          lines: { types: ["Shoes"] },
          rate: { percent: "5.5" },
        },
        { id: "sale", lines: { tags: ["sale"] }, rate: null },
        { id: "socks", lines: { products: ["3"] }, rate: { points_per_item: 4 } },
      ],
    },
    tiers: twoTiers({ multiplier: "1.5", rate: { points: 2, per_amount: "100" } }),
    campaigns: [
      {
        id: "double",
        name: { en: "Double days", ru: "Двойные дни" },
        ...JANUARY,
        lines: { types: ["Shoes"] },
        effect: { multiplier: "2" },
        maximum_points_per_order: 50,
      },
      { id: "socks", ...JANUARY, lines: { products: ["3"] }, effect: { bonus_points_per_item: 5 } },
      {
        id: "gift",
        name: { en: "Gift", ru: "Подарок" },
        ...JANUARY,
        effect: { bonus_points: 100 },
      },
    ],
    campaigns_combine: "sum",
    wholesale: {
      order_steps: [{ from: "5000", percent: "5" }],
      period: "month",
      period_steps: [{ from: "20000", percent: "2.5" }],
    },
  });
  const lines = [
    line("1", 1_200_00n, { productId: "1", taxMinor: minor(200_00n) }),
    line("2", 600_00n, { productId: "2", taxMinor: minor(100_00n) }),
    line("3", 4_800_00n, { productId: "3", quantity: 2, taxMinor: minor(800_00n) }),
    line("4", 2_400_00n, { productId: "4", taxMinor: minor(400_00n) }),
    line("5", 500_00n, { kind: "gift_card" }),
  ];
  const state = orderState(lines, {
    companyId: "7",
    shippingMinor: minor(300_00n),
    shippingTaxMinor: minor(50_00n),
  });
  const products = { "1": { type: "Shoes" }, "2": { tags: ["sale"] } };
  const context = contextOf({ products, tier: "gold", periodMinor: minor(15_000_00n) });
  const award = evaluateOrder(state, context, rules);
  return read(explainOrder(award, orderTarget(state, award, rules), 3, rules), locale);
}

describe("why an order has its points, where many rules meet", () => {
  it("tells every one of them", () => {
    expect(everything("en")).toEqual([
      "1 point for every RUB 100, rounded down. Programme version 3.",
      "Rule “Shoes”: 5.5% of the money in points (1 point = RUB 1).",
      "Rule “sale”: no points.",
      "Rule “socks”: 4 points for each item.",
      "Tier “Gold”: 2 points for every RUB 100.",
      "Tier “Gold”: points × 1.5.",
      "The money of a line counts without tax, with shipping as a line of its own, and with what discount codes took off.",
      "Line | Rate | Eligible | Items | At the rate | Points",
      "Line 1 | “Shoes” | RUB 1,000 | | 55 | 132.5",
      "Line 2 | “sale” | RUB 500 | | 0 | 0",
      "Line 3 | “socks” | RUB 4,000 | 2 | 8 | 22",
      "Line 4 | “Gold” | RUB 2,000 | | 40 | 60",
      "Line 5 (Gift card) | | RUB 0 | | 0 | 0",
      "Shipping | “Gold” | RUB 250 | | 5 | 7.5",
      "All lines together: 222",
      "Of that, campaign “Double days”: its lines × 2, 50 more (it adds at most 50)",
      "Of that, campaign “socks”: 5 points for each of its items, 10 more",
      "Campaign “Gift”, for the whole order: 100 more",
      "A wholesale order of RUB 5,000 or more: 5% more",
      "Bought in the period with this order: RUB 22,500, which is RUB 20,000 or more: 2.5% more",
      "7.5% more for volume: 24.15 more",
      "Together: 346.15",
      "Rounded down: 346 points",
      "So the order stands at 346 points.",
    ]);
  });

  it("tells them in Russian", () => {
    expect(everything("ru")).toEqual([
      "1 балл за каждые 100 ₽, с округлением вниз. Версия программы 3.",
      "Правило «Обувь»: 5,5 % от суммы баллами (1 балл = 1 ₽).",
      "Правило «sale»: без баллов.",
      "Правило «socks»: 4 балла за каждую единицу товара.",
      "Уровень «Золото»: 2 балла за каждые 100 ₽.",
      "Уровень «Золото»: баллы × 1,5.",
      "Сумма строки учитывается без налога, вместе с доставкой отдельной строкой и вместе с тем, что сняли промокоды.",
      "Строка | Ставка | Учитывается | Единиц | По ставке | Баллы",
      "Строка 1 | «Обувь» | 1 000 ₽ | | 55 | 132,5",
      "Строка 2 | «sale» | 500 ₽ | | 0 | 0",
      "Строка 3 | «socks» | 4 000 ₽ | 2 | 8 | 22",
      "Строка 4 | «Золото» | 2 000 ₽ | | 40 | 60",
      "Строка 5 (Подарочная карта) | | 0 ₽ | | 0 | 0",
      "Доставка | «Золото» | 250 ₽ | | 5 | 7,5",
      "Все строки вместе: 222",
      "Из них по акции «Двойные дни»: её строки × 2, ещё 50 (она добавляет не больше 50)",
      "Из них по акции «socks»: 5 баллов за каждую единицу её товаров, ещё 10",
      "Акция «Подарок» за весь заказ: ещё 100",
      "Оптовый заказ от 5 000 ₽: на 5 % больше",
      "Куплено за период с этим заказом: 22 500 ₽, это не меньше 20 000 ₽: на 2,5 % больше",
      "За объём на 7,5 % больше: ещё 24,15",
      "Вместе: 346,15",
      "Округление вниз: 346 баллов",
      "Итого за заказ: 346 баллов.",
    ]);
  });

  it("tells a rate for other money, and the campaign that gives less than another", () => {
    const rules = programWith({
      earning: { rates: { EUR: { percent: "5", worth: { points: 1, amount: "0.01" } } } },
      campaigns: [
        { id: "gift", ...JANUARY, effect: { bonus_points: 10 } },
        { id: "twice", ...JANUARY, effect: { multiplier: "2" } },
      ],
    });
    const state = orderState([line("1", 10_00n)], { currency: currencyCode("EUR") });
    const award = evaluateOrder(state, NO_CONTEXT, rules);
    expect(read(explainOrder(award, orderTarget(state, award, rules), 3, rules))).toEqual([
      "1 point for every RUB 1, rounded down. Programme version 3.",
      "Orders in EUR: 5% of the money in points (1 point = €0.01).",
      "Line | Rate | Eligible | At the rate | Points",
      "Line 1 | EUR | €10 | 50 | 100",
      "All lines together: 100",
      "Of that, campaign “twice”: its lines × 2, 50 more",
      "Campaign “gift” would have added 10: of several, the one that gives most counts",
      "So the order stands at 100 points.",
    ]);
  });

  it.each([
    [
      "wholesale",
      { wholesale: { earns: false } },
      {},
      { companyId: "7" },
      "Wholesale orders earn nothing",
    ],
    [
      "somebody who is not enrolled",
      {},
      { enrolled: false },
      {},
      "The member was not in the programme when the order was placed: it earns nothing",
    ],
    [
      "money without a rate",
      {},
      {},
      { currency: currencyCode("EUR") },
      "1 point for every RUB 1, rounded down. Programme version 3. The order is in EUR, the programme in RUB: nothing is earned.",
    ],
  ])("says of %s why it earns nothing", (_, sections, known, facts, words) => {
    const rules = programWith(sections);
    const state = orderState([line("1", 10_00n)], facts);
    const award = evaluateOrder(state, contextOf(known), rules);
    expect(read(explainOrder(award, orderTarget(state, award, rules), 3, rules))).toContain(words);
  });
});

describe("an explanation from before there were more rules than one", () => {
  it("is told as it was", () => {
    const stored = {
      kind: "order",
      program_version: 1,
      currency: "RUB",
      rule: { points: 1, per_amount: "100.00", currency: "RUB", rounding: "down", maximum: null },
      lines: [{ line: "1", eligible: "150.00", points: "3/2" }],
      sum: "3/2",
      award: 1,
      kept: "1",
      exact: "1",
      target: 1,
      reason: "paid",
    };
    const explanation = readExplanation(stored);
    expect(explanation && read(explanation)).toEqual([
      "1 point for every RUB 100, rounded down. Programme version 1.",
      "Line | Eligible | Points",
      "Line 1 | RUB 150 | 1.5",
      "All lines together: 1.5",
      "Rounded down: 1 point",
      "So the order stands at 1 point.",
    ]);
  });
});

describe("why an order took points, and some came back", () => {
  const lines = [{ line: "11", discount: "334.00" }];
  it("is told with what they were worth", () => {
    const worth = { points: 1000, amount: "1500.00" };
    const taken = { hold: "h", late: true, currency: "RUB", money: "334.00", worth, lines };
    expect(read({ kind: "capture", ...taken, captured: 223 })).toEqual([
      "Line | Paid with points",
      "Line 1 | RUB 334",
      "The points took RUB 334 off the order.",
      "1,000 points were worth RUB 1,500.",
      "RUB 334 ÷ RUB 1,500 × 1,000, rounded up: 223 points",
      "The order came when its hold was over: the points were taken from what was available, and are owed beyond that.",
    ]);
  });

  it("is told with the part of the goods that has come back", () => {
    const back = { hold: "h", reason: "returned" as const, currency: "RUB", captured: 223 };
    const returned = [{ line: "11", discount: "334.00", returned: "1/3" }];
    const share = { discount: "334.00", returned: "334/3", lines: returned, target: 74, before: 0 };
    expect(read({ kind: "restore", ...back, ...share })).toEqual([
      "Line | Paid with points | Returned",
      "Line 1 | RUB 334 | 1/3",
      "The order was paid with 223 points, which took RUB 334 off.",
      "Of that, 334/3 RUB stood on what has come back.",
      "223 × 334/3 RUB ÷ RUB 334, rounded down: 74 points",
    ]);
  });

  it("says that an entry is a part of it, where the points came from several awards", () => {
    const returned = {
      returned: "334.00",
      lines: [{ line: "11", discount: "334.00", returned: "1" }],
    };
    const back = { hold: "h", currency: "RUB", captured: 223, discount: "334.00", ...returned };
    const explanation = {
      kind: "restore" as const,
      reason: "returned" as const,
      ...back,
      target: 223,
      before: 0,
    };
    const part =
      "In this entry are 41 points: so many had been taken from one award. The rest has entries of its own.";
    expect(read(explanation, "en", 41n).at(-1)).toBe(part);
    expect(read(explanation, "en", 223n).at(-1)).toBe("All of it came back: 223 points");
  });
});

describe("why there are points that no order has earned", () => {
  const award = { kind: "award", rule_id: "cake", version: 3, points: "500" } as const;

  it("is told by the rule and the version, in both languages", () => {
    const birthday = { ...award, rule: "birthday", year: 2026 } as const;
    expect(read(birthday, "en", 500n)).toEqual([
      "500 points for the birthday in 2026.",
      "Rule cake, programme version 3.",
    ]);
    expect(read(birthday, "ru", 501n)).toEqual([
      "501 балл за день рождения в 2026 году.",
      "Правило cake, версия программы 3.",
    ]);
  });

  it.each([
    [{ rule: "review", with_photo: true }, "5 points for a review.", "With a photo."],
    [{ rule: "milestone_orders", count: 1000 }, "5 points for order no. 1,000 of the member."],
    [
      { rule: "milestone_spend", amount_minor: "5000000", currency: "RUB" },
      "5 points because the member’s orders have come to RUB 50,000.",
    ],
    [{ rule: "social_share", network: "VK" }, "5 points for sharing the shop on VK."],
    [{ rule: "tier_entry", tier: { ru: "Золото" } }, "5 points for coming to the tier Золото."],
  ] as const)("names what it was for: %j", (said, ...sentences) => {
    expect(read({ ...award, ...said }, "en", 5n).slice(0, -1)).toEqual(sentences);
  });

  it("says why they were taken back", () => {
    const welcome = { ...award, rule: "welcome" } as const;
    expect(read({ ...welcome, merged: true })[0]).toContain("nobody gets it twice");
    expect(read({ ...welcome, undone: true })[0]).toContain("has been undone");
  });
});
