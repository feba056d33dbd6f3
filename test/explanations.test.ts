import { AppProvider } from "@shopify/polaris";
import english from "@shopify/polaris/locales/en.json" with { type: "json" };
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Arithmetic } from "../app/components/explanation/arithmetic.tsx";
import { LanguageProvider } from "../app/components/language.tsx";
import type { Explanation } from "../app/domain/explanation.ts";
import { explainOrder } from "../app/domain/order/explain.ts";
import { NO_CONTEXT } from "../app/domain/order/context.ts";
import { evaluateOrder } from "../app/domain/order/evaluate.ts";
import { orderTarget } from "../app/domain/order/target.ts";
import { textsIn, type Locale } from "../app/locales/texts.ts";
import type { OrderFacts } from "../app/domain/order/order.ts";
import type { Program } from "../app/domain/program.ts";
import { line, orderState, program, refundOf } from "./support/order-examples.ts";

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
