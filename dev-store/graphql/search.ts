import { GraphQLError } from "graphql";
import type { Condition } from "../storage/pages.ts";

/** How a search field is compared in SQL. */
export type SearchField = { readonly column: string; readonly kind: "time" | "id" | "text" };

const TERM = /(\w+):(>=|<=|>|<)?(?:'([^']*)'|"([^"]*)"|(\S+))/y;
const WORD = /[^\s:()"'<>]+(?=\s|$)/y;

/**
 * Shopify's search syntax as far as the app uses it: `field:value`, with a
 * comparison for times and ids, joined by blanks or AND, or all of them by OR. Anything else is
 * refused, where Shopify would search for it and quietly find something else.
 * @param words the column, in lower case, in which words without a field are looked for
 */
export function searchConditions(
  query: string | null | undefined,
  fields: Readonly<Record<string, SearchField>>,
  words?: string,
): Condition[] {
  const text = (query ?? "").trim();
  const anyOf = alternatives(text);
  if (anyOf.length > 1) {
    const each = anyOf.flatMap((one) => searchConditions(one, fields));
    const sql = `(${each.map((condition) => condition.sql).join(" OR ")})`;
    return [{ sql, values: each.flatMap((condition) => condition.values) }];
  }
  const conditions: Condition[] = [];
  let at = 0;
  while (at < text.length) {
    const gap = /\s+(?:AND\s+)?|AND\s+/y;
    gap.lastIndex = at;
    at += gap.exec(text)?.[0].length ?? 0;
    WORD.lastIndex = at;
    const [word] = (words !== undefined && WORD.exec(text)) || [];
    if (words !== undefined && word !== undefined) {
      // Shopify finds beginnings of words; what is in the middle of one is found here, too.
      conditions.push({ sql: `instr(${words}, ?) > 0`, values: [word.toLowerCase()] });
      at += word.length;
      continue;
    }
    TERM.lastIndex = at;
    const match = TERM.exec(text);
    if (match === null) throw unsupported(text.slice(at));
    const [whole, name = ""] = match;
    // A group that did not take part is undefined, whatever its type says.
    const [, , comparison, ...values]: (string | undefined)[] = match;
    const field = fields[name];
    if (field === undefined) throw unsupported(whole);
    conditions.push(
      condition(field, comparison ?? "=", values.find((value) => value !== undefined) ?? "", whole),
    );
    at += whole.length;
  }
  return conditions;
}

/** The terms of a search that is nothing but fields with quoted values joined by OR. */
function alternatives(text: string): readonly string[] {
  const term = String.raw`\w+:"[^"]*"`;
  const isAlternatives = new RegExp(`^${term}(?:\\s+OR\\s+${term})+$`).test(text);
  return isAlternatives ? text.split(/(?<=")\s+OR\s+/) : [text];
}

function condition(field: SearchField, comparison: string, value: string, term: string): Condition {
  switch (field.kind) {
    case "time": {
      const at = Date.parse(value);
      if (Number.isNaN(at)) throw unsupported(term);
      return { sql: `${field.column} ${comparison} ?`, values: [at] };
    }
    case "id": {
      const id = /^(?:gid:\/\/shopify\/\w+\/)?(\d{1,18})$/.exec(value)?.[1];
      if (id === undefined) throw unsupported(term);
      return { sql: `${field.column} ${comparison} ?`, values: [BigInt(id)] };
    }
    case "text":
      if (comparison !== "=") throw unsupported(term);
      return { sql: `lower(${field.column}) = ?`, values: [value.toLowerCase()] };
  }
}

const unsupported = (term: string) =>
  new GraphQLError(`The dev store does not understand the search term ${term}`, {
    extensions: { code: "NOT_IMPLEMENTED_BY_DEV_STORE" },
  });
