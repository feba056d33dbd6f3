import type { ProgramTerm, ProgramTerms } from "../../domain/program-changes.ts";
import { fill } from "../../locales/words.ts";
import type { Language } from "../language.tsx";

/** What a programme says in one of its terms, in words: "1 point for every RUB 100". */
export function termText(term: ProgramTerm, terms: ProgramTerms, language: Language): string {
  const { texts, formats, plural } = language;
  const { values } = texts.versions;
  const points = (count: number) => plural(texts.shell.points, count);
  switch (term) {
    case "currency":
      return terms.currency;
    case "rate":
    case "worth": {
      const money = terms[term];
      if (money === null) return values.otherRate;
      const { points: count, ...amount } = money;
      return fill(values[term], { points: points(count), amount: formats.money(amount) });
    }
    case "rounding":
      return values.rounding[terms.rounding];
    case "pendingDays":
      return plural(values.days, terms.pendingDays);
    case "maximumPoints":
      return terms.maximumPoints === null ? values.unlimited : points(terms.maximumPoints);
    case "stepPoints":
    case "minimumPoints":
      return points(terms[term]);
    case "maximumShare":
      return fill(values.share, { percent: formats.number(terms.maximumShare) });
    case "holdMinutes":
      return plural(values.minutes, terms.holdMinutes);
    case "expiryDays":
      return terms.expiryDays === null ? values.never : plural(values.days, terms.expiryDays);
    case "beyondBalance":
      return values.beyondBalance[terms.beyondBalance];
  }
}
