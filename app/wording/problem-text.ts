import type { TextProblem } from "../domain/program-text.ts";
import type { Texts } from "../locales/texts.ts";
import { fill } from "../locales/words.ts";

type Words = Pick<Texts, "document">;
type Check = keyof Texts["document"]["checks"];

/** What is wrong at a place of a document, without the name of the place. */
export function problemText({ message, path, isSyntax }: TextProblem, texts: Words): string {
  if (isSyntax) return syntaxProblem(message, texts);
  const what =
    path !== "" && message.startsWith(`${path} `) ? message.slice(path.length + 1) : message;
  return checkText(what.replace(/^the program /, ""), texts);
}

/** What is wrong with a text that is no JSON, by the parser's word for it. */
export function syntaxProblem(fault: string, { document: { syntax } }: Words): string {
  return Object.hasOwn(syntax, fault) ? syntax[fault as keyof typeof syntax] : syntax.other;
}

/**
 * The domain says in English what a value must be. Other languages know its sentences by their
 * pattern; one that they do not know stays English, and a test looks for such.
 */
export function checkText(message: string, texts: Words): string {
  const { checks } = texts.document;
  const missing = /^is missing; it (must .+)$/s.exec(message)?.[1];
  if (missing !== undefined) return fill(checks.missing, { what: checkText(missing, texts) });
  for (const [check, pattern] of PATTERNS) {
    const match = pattern.exec(message);
    if (match !== null) return fill(checks[check], valuesOf(match.groups ?? {}, texts));
  }
  return message;
}

function valuesOf(groups: Readonly<Record<string, string>>, texts: Words) {
  const { terms, or } = texts.document;
  return Object.fromEntries(
    Object.entries(groups).map(([name, value]) => {
      if (name === "choices") return [name, value.replaceAll(" or ", ` ${or} `)];
      const isTerm = name === "unit" && Object.hasOwn(terms, value);
      return [name, isTerm ? terms[value as keyof typeof terms] : value];
    }),
  );
}

const PATTERNS: readonly (readonly [Exclude<Check, "missing">, RegExp])[] = [
  [
    "wholeNumberOrNone",
    /^must be null \(no maximum\) or a whole number of (?<unit>.+) from (?<least>\d+) to (?<most>\d+)$/,
  ],
  ["wholeNumber", /^must be a whole number of (?<unit>.+) from (?<least>\d+) to (?<most>\d+)$/],
  ["yesOrNo", /^must be true or false$/],
  ["object", /^must be an object$/],
  ["list", /^must be a list of at most (?<most>\d+) (?<unit>.+)$/],
  ["someList", /^must be a list of 1 to (?<most>\d+) (?<unit>.+)$/],
  [
    "spend",
    /^must be a decimal amount in quotes, such as "20000\.00": the tiers go by money spent$/,
  ],
  ["amount", /^must be a decimal amount in quotes, such as "100\.00"$/],
  ["percent", /^must be a percentage in quotes above 0 and at most (?<most>\d+), such as "5\.5"$/],
  [
    "multiplierFrom",
    /^must be a multiplier in quotes from (?<least>\d+) to (?<most>\d+), such as "2\.5"$/,
  ],
  [
    "multiplierAbove",
    /^must be a multiplier in quotes above 0 and at most (?<most>\d+), such as "1\.5"$/,
  ],
  ["id", /^must be 1 to 40 small letters, digits and hyphens$/],
  ["words", /^must be (?<unit>.+) of 1 to (?<most>\d+) characters$/],
  ["shopifyId", /^must be Shopify's numeric id of (?<unit>.+), in quotes$/],
  ["currencyName", /^must be named by an ISO 4217 code in capitals, such as "EUR"$/],
  ["currency", /^must be an ISO 4217 code in capitals, such as "RUB"$/],
  ["zone", /^must be an IANA time zone, such as "Europe\/Moscow"$/],
  ["text", /^must be a text of each language, such as \{.*\}$/],
  ["oneText", /^must have a text as "en" or "ru"$/],
  ["time", /^must be a local date and time, such as "2026-12-01T00:00"$/],
  ["later", /^must be later than starts_at$/],
  ["action", /^must be an object with a kind$/],
  ["rates", /^must be an object such as \{"EUR": .*\}$/],
  ["falling", /^must fall: the earliest warning first, such as \[30, 3\]$/],
  ["isTrue", /^must be true$/],
  ["one", /^must be 1$/],
  ["json", /^must be a JSON object$/],
  ["periods", /^must be "month" or "quarter" or "year" where there are period_steps$/],
  ["kinds", /^must be one of (?<choices>"[^"]+"(?:, "[^"]+")*)$/],
  ["choice", /^must be (?<choices>"[^"]+"(?: or "[^"]+")*)$/],
  ["expiry", /^must be \{"kind": "never"\} or \{"kind": "after_days", "days": 180\}$/],
  ["unknown", /^is not a field of a program; remove it or correct its name$/],
  ["twice", /^stands here twice; remove one of them$/],
  ["digits", /^must have at most (?<most>\d+) digits after the point, as (?<currency>\w+) has$/],
  ["noDigits", /^must have no digits after the point, as (?<currency>\w+) has$/],
  ["aboveZero", /^must be above 0$/],
  ["tooLarge", /^must be smaller; no order comes to this$/],
  [
    "multipleOfStep",
    /^must be a multiple of step_points \((?<step>\d+)\): use (?<below>\d+) or (?<above>\d+)$/,
  ],
  [
    "worthNothing",
    /^must be at least (?<least>\d+): fewer points are worth less than the smallest amount of (?<currency>\w+)$/,
  ],
  ["taken", /^must be another than "(?<id>[^"]+)", which is taken$/],
  [
    "ownCurrency",
    /^must be left out: orders in (?<currency>\w+), the program's currency, earn by earning\.rate$/,
  ],
  ["noTiers", /^must be the id of a tier: the program has no tiers$/],
  ["unknownTier", /^must be the id of a tier: use one of (?<choices>.+)$/],
  ["noWholesale", /^must be left out: the program has no wholesale$/],
  ["count", /^must be a whole number without quotes: the tiers go by (?<unit>\w+)$/],
  [
    "firstTier",
    /^must be 0: everybody is in this tier from the first day; use an action of kind "welcome"$/,
  ],
  ["higherTier", /^must be more than that of the tier before it \((?<before>[\d.]+)\)$/],
  [
    "tagsAtCheckout",
    /^must be at most (?<most>\d+) tags beside a discount_percent: a checkout cannot ask for more$/,
  ],
  [
    "notAtCheckout",
    /^must be left out: a checkout tells a stamp card's goods by products and types alone$/,
  ],
  [
    "tooLongForCheckout",
    /^must come to at most (?<most>\d+) characters, or a checkout cannot read them$/,
  ],
  ["higherStep", /^must be more than that of the step before it \((?<before>[\d.]+)\)$/],
];
