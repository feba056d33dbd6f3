import type { Text } from "../program/texts.ts";

/** What is counted in a sentence; each language has its plurals of it. */
export type Unit =
  "days" | "months" | "years" | "minutes" | "orders" | "items" | "times" | "points";

/** A figure or a name in a statement, not yet written in any language. */
export type Value =
  /** "5 points" */
  | { readonly kind: "count"; readonly of: Unit; readonly count: number }
  | { readonly kind: "money"; readonly amount: string; readonly currency: string }
  /** A decimal of per cents. */
  | { readonly kind: "percent"; readonly percent: string }
  /** A decimal, such as a multiplier. */
  | { readonly kind: "number"; readonly number: string }
  /** A moment as the clock of the shop shows it: 2026-12-01T00:00 */
  | { readonly kind: "moment"; readonly local: string }
  /** The merchant's own words. */
  | { readonly kind: "text"; readonly text: Text }
  /** Something that is written the same in every language: a currency, a person. */
  | { readonly kind: "name"; readonly name: string }
  /** The same, in quotes: a tag, a type, a vendor. */
  | { readonly kind: "quoted"; readonly name: string }
  /** What Shopify knows by an id. */
  | { readonly kind: "resource"; readonly of: "product" | "collection"; readonly id: string }
  | { readonly kind: "list"; readonly of: readonly Value[]; readonly join: "and" | "or" }
  /** Words of the locale files, `phrases.<key>`, with values of their own. */
  | { readonly kind: "phrase"; readonly key: string; readonly values: Values };

export type Values = Readonly<Record<string, Value>>;

export const count = (of: Unit, number: number): Value => ({ kind: "count", of, count: number });
export const points = (number: number): Value => count("points", number);
export const money = (amount: string, currency: string): Value => ({
  kind: "money",
  amount,
  currency,
});
export const percent = (decimal: string): Value => ({ kind: "percent", percent: decimal });
export const number = (decimal: string | number): Value => ({
  kind: "number",
  number: String(decimal),
});
export const moment = (local: string): Value => ({ kind: "moment", local });
export const text = (words: Text): Value => ({ kind: "text", text: words });
export const name = (written: string): Value => ({ kind: "name", name: written });
export const quoted = (written: string): Value => ({ kind: "quoted", name: written });
export const resource = (of: "product" | "collection", id: string): Value => ({
  kind: "resource",
  of,
  id,
});
export const list = (join: "and" | "or", of: readonly Value[]): Value => ({
  kind: "list",
  of,
  join,
});
export const phrase = (key: string, values: Values = {}): Value => ({
  kind: "phrase",
  key,
  values,
});
