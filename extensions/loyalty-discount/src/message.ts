import type { Name } from "./config.ts";

const PAID: Record<string, string> = {
  EN: "Paid with points",
  RU: "Оплата баллами",
};

/**
 * What the buyer reads beside the discount. It ends in the hold's code, by which the app finds
 * this discount on the order; the words before it are free.
 * @param language Shopify's code of the buyer's language, such as RU
 */
export function pointsMessage(language: string, code: string): string {
  return `${PAID[language] ?? PAID["EN"]} · ${code}`;
}

/** What the buyer reads beside what a tier gives: `Gold: 5% off`. */
export function tierMessage(
  language: string,
  name: Name,
  perk: "discount" | "shipping",
  percent = "",
): string {
  const own = name[language.toLowerCase()] ?? name["en"] ?? name["ru"];
  const before = typeof own === "string" ? `${own}: ` : "";
  return before + sentence(language, perk, percent, before === "");
}

/**
 * What the buyer reads beside units that are free for stamps. It ends in the card's id, by which
 * the app finds this discount on the order (app/domain/discount-titles.ts).
 */
export function stampMessage(language: string, name: Name, id: string): string {
  const own = name[language.toLowerCase()] ?? name["en"] ?? name["ru"];
  return `${typeof own === "string" ? own : isRussian(language) ? "Бесплатно" : "Free"} · #${id}`;
}

/** What the buyer reads beside the discount of wholesale. */
export function wholesaleMessage(language: string, percent: string): string {
  return isRussian(language)
    ? `Оптовая скидка ${inRussian(percent)} %`
    : `Wholesale: ${percent}% off`;
}

function sentence(language: string, perk: string, percent: string, begins: boolean): string {
  const words = isRussian(language)
    ? perk === "shipping"
      ? "бесплатная доставка"
      : `скидка ${inRussian(percent)} %`
    : perk === "shipping"
      ? "free shipping"
      : `${percent}% off`;
  return begins ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

const isRussian = (language: string) => language === "RU";
const inRussian = (decimal: string) => decimal.replace(".", ",");
