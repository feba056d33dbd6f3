import type { ProgramDocument } from "../program/schema.ts";
import { linesValue, ordersValue, type FilterNames } from "./filters.ts";
import { rateValue } from "./rate.ts";
import { statement, type Item, type Section, type Statement } from "./statement.ts";
import { count, name, points } from "./value.ts";

type Earning = ProgramDocument["earning"];

/** What an order earns when nothing special is said of its goods. */
export function earningSection({ currency, earning }: ProgramDocument): Section {
  const { rate, rates, base, rounding, maximum_points_per_order: maximum } = earning;
  const yesNo = (field: "shipping" | "paid_with_points" | "discount_codes") =>
    statement(`earning/base/${field}`, `earning.base.${field}.${base[field] ? "yes" : "no"}`);
  return {
    id: "earning",
    statements: [
      statement("earning/rate", "earning.rate", { rate: rateValue(rate, currency) }),
      ...Object.entries(rates).map(([code, other]) =>
        statement(`earning/rates/${code}`, "earning.otherRate", {
          currency: name(code),
          rate: rateValue(other, code),
        }),
      ),
      statement("fixed/discounts", "earning.discounts"),
      statement("earning/base/tax", `earning.base.tax.${base.tax}`),
      yesNo("shipping"),
      yesNo("paid_with_points"),
      yesNo("discount_codes"),
      statement("fixed/never", "earning.never"),
      statement("earning/rounding", `earning.rounding.${rounding}`),
      maximum === null
        ? statement("earning/maximum", "earning.maximum.none")
        : statement("earning/maximum", "earning.maximum.some", { points: points(maximum) }),
      ...pendingStatements(earning),
      statement("fixed/paid", "earning.paid"),
    ],
    items: [],
  };
}

function pendingStatements({ pending_days: days, pending_from: from }: Earning): Statement[] {
  return [
    days === 0
      ? statement("earning/pending", `earning.pending.${from}.atOnce`)
      : statement("earning/pending", `earning.pending.${from}.later`, {
          days: count("days", days),
        }),
  ];
}

/** Goods and orders with a rate of their own. */
export function rulesSection({ currency, earning }: ProgramDocument, names: FilterNames): Section {
  return {
    id: "rules",
    statements: [statement("fixed/first-rule", "rules.first")],
    items: earning.rules.map(({ id, name: called, lines, orders, rate }): Item => {
      const at = (field: string) => `rules/${id}/${field}`;
      return {
        id: `rules/${id}`,
        key: "rule",
        name: called ?? null,
        ownId: id,
        statements: [
          statement(at("rate"), rate === null ? "rules.noRate" : "rules.rate", {
            rate: rateValue(rate, currency),
          }),
          ...(lines ? [statement(at("lines"), "rules.lines", { lines: linesValue(lines) })] : []),
          ...(orders
            ? [statement(at("orders"), "rules.orders", { orders: ordersValue(orders, names) })]
            : []),
        ],
      };
    }),
    isOrdered: true,
  };
}
