const WORDS: Record<string, string> = {
  EN: "Paid with points",
  RU: "Оплата баллами",
};

/**
 * What the buyer reads beside the discount. It ends in the hold's code, by which the app finds
 * this discount on the order; the words before it are free.
 * @param language Shopify's code of the buyer's language, such as RU
 */
export function pointsMessage(language: string, code: string): string {
  return `${WORDS[language] ?? WORDS["EN"]} · ${code}`;
}
