import { describe, expect, it } from "vitest";
import { defaultProgram, encodeProgram, parseProgram } from "../../app/domain/program.ts";
import type { Locale } from "../../app/locales/texts.ts";
import { ruleBook } from "../../app/wording/rule-book.ts";
import { rulesText } from "../../app/wording/rules-text.ts";
import { writerIn } from "../../app/wording/writer.ts";
import { RUB } from "../support/order-examples.ts";

/** The rules that shoppers read of a tier with one perk. */
function rulesOf(perk: Record<string, unknown>, locale: Locale): string {
  const name = { en: "Gold", ru: "Золото" };
  const levels = [{ id: "gold", name, threshold: "1000.00", ...perk }];
  const tiers = { basis: "spend", window: "lifetime", levels };
  const parsed = parseProgram({ ...encodeProgram(defaultProgram(RUB)), tiers });
  if (parsed.kind !== "ok") throw new Error(JSON.stringify(parsed.problems));
  const text = rulesText("", ruleBook(parsed.program, writerIn(locale)));
  return text.replaceAll(/[\u00a0\u202f]/g, " ");
}

describe("Perks of a tier are told to shoppers", () => {
  it.each([
    ["earn multiplier", { multiplier: "1.5" }, "1.5", "1,5"],
    ["standing percentage discount", { discount_percent: "7" }, "7%", "7 %"],
    ["free shipping over an amount", { free_shipping_from: "3000.00" }, "RUB 3,000", "3000 ₽"],
    ["birthday bonus", { birthday_bonus: 123 }, "123 points", "123 балла"],
    ["entry bonus", { entry_bonus: 456 }, "456 points", "456 баллов"],
    ["early access (customer tag)", { customer_tag: "vip-sale" }, "vip-sale", "vip-sale"],
    ["a named personal manager", { manager: "Vera" }, "manager of your own: Vera", "Vera"],
  ])("%s", (_, perk, inEnglish, inRussian) => {
    expect(rulesOf({}, "en")).not.toContain(inEnglish);
    expect(rulesOf(perk, "en")).toContain(inEnglish);
    expect(rulesOf(perk, "ru").replaceAll("3 000", "3000")).toContain(inRussian);
  });
});
