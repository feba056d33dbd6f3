import type { LineFilterDocument, OrderFilterDocument } from "../program/filters.ts";
import type { Text } from "../program/texts.ts";
import { list, money, number, phrase, quoted, resource, text } from "./value.ts";
import type { Value } from "./value.ts";

/** What filters name by id, and the money that their amounts are in. */
export interface FilterNames {
  readonly currency: string;
  readonly tierNames: ReadonlyMap<string, Text>;
}

type Sets = Omit<LineFilterDocument, "except">;

const LINE_KEYS = ["products", "collections", "types", "vendors", "tags"] as const;

const named =
  (key: (typeof LINE_KEYS)[number]) =>
  (one: string): Value => {
    if (key === "products") return resource("product", one);
    return key === "collections" ? resource("collection", one) : quoted(one);
  };

const setsOf = (sets: Sets): Value[] =>
  LINE_KEYS.flatMap((key) => {
    const ones = sets[key];
    return ones === undefined || ones.length === 0
      ? []
      : [phrase(`lines.${key}`, { names: list("or", ones.map(named(key))) })];
  });

/** The goods that a filter lets through. */
export function linesValue(filter: LineFilterDocument): Value {
  const { except, ...sets } = filter;
  const within = setsOf(sets);
  const goods =
    within.length === 0
      ? phrase("lines.all")
      : phrase("lines.within", { conditions: list("and", within) });
  const without = except === undefined ? [] : setsOf(except);
  return without.length === 0
    ? goods
    : phrase("lines.except", { goods, exceptions: list("or", without) });
}

/** The orders that a filter lets through. */
export function ordersValue(filter: OrderFilterDocument, names: FilterNames): Value {
  const { channels, customer_tags: tags, minimum_total: minimum, tiers, wholesale } = filter;
  const conditions: Value[] = [];
  if (channels !== undefined) {
    const ones = channels.map((channel) => phrase(`orders.channel.${channel}`));
    conditions.push(phrase("orders.channels", { channels: list("or", ones) }));
  }
  if (tags !== undefined) {
    conditions.push(phrase("orders.customerTags", { names: list("or", tags.map(quoted)) }));
  }
  if (minimum !== undefined) {
    conditions.push(phrase("orders.minimum", { amount: money(minimum, names.currency) }));
  }
  if (filter.order_number !== undefined) conditions.push(numberValue(filter.order_number));
  if (tiers !== undefined) {
    const ones = tiers.map((id) => text(names.tierNames.get(id) ?? { en: id }));
    conditions.push(phrase("orders.tiers", { tiers: list("or", ones) }));
  }
  if (wholesale !== undefined) conditions.push(phrase(`orders.wholesale.${wholesale}`));
  return conditions.length === 0 ? phrase("orders.all") : list("and", conditions);
}

function numberValue(asked: NonNullable<OrderFilterDocument["order_number"]>): Value {
  if ("first" in asked) return phrase("orders.first");
  if ("number" in asked) return phrase("orders.number", { number: number(asked.number) });
  const { every } = asked;
  return phrase("orders.every", {
    number: number(every),
    second: number(2 * every),
    third: number(3 * every),
  });
}
