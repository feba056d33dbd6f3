import type { ProgramDocument } from "../program/schema.ts";
import { rateValue } from "./rate.ts";
import { statement, type Item, type Section, type Statement } from "./statement.ts";
import { count, money, name, number, percent, points, quoted } from "./value.ts";
import type { Values } from "./value.ts";

type Tiers = NonNullable<ProgramDocument["tiers"]>;
type Level = Tiers["levels"][number];

/** Statuses, what they take and what they bring. */
export function tiersSection({ tiers, currency }: ProgramDocument): Section {
  if (tiers === null) return { id: "tiers", statements: [], items: [] };
  const { basis, window, grace_days: grace } = tiers;
  return {
    id: "tiers",
    statements: [
      statement("tiers/basis", `tiers.basis.${basis}`),
      statement("tiers/window", `tiers.window.${window}`),
      statement("fixed/tier-up", "tiers.up"),
      grace === 0
        ? statement("tiers/grace", "tiers.grace.none")
        : statement("tiers/grace", "tiers.grace.some", { days: count("days", grace) }),
      statement("fixed/tier-refunds", "tiers.refunds"),
    ],
    items: tiers.levels.map((level) => itemOf(level, basis, currency)),
  };
}

function itemOf(level: Level, basis: Tiers["basis"], currency: string): Item {
  const { id, name: called } = level;
  const told: Statement[] = [thresholdOf(level, basis, currency)];
  const tell = (field: string, values: Values) =>
    told.push(statement(`tiers/${id}/${field}`, `tiers.${field}`, values));

  if (level.rate) tell("rate", { rate: rateValue(level.rate, currency) });
  if (level.multiplier !== "1") tell("multiplier", { multiplier: number(level.multiplier) });
  if (level.entry_bonus > 0) tell("entryBonus", { points: points(level.entry_bonus) });
  if (level.birthday_bonus > 0) tell("birthdayBonus", { points: points(level.birthday_bonus) });
  if (level.discount_percent) tell("discount", { percent: percent(level.discount_percent) });
  if (level.free_shipping_from) {
    const isAlways = Number(level.free_shipping_from) === 0;
    const from = { amount: money(level.free_shipping_from, currency) };
    const key = isAlways ? "tiers.freeShippingAlways" : "tiers.freeShipping";
    told.push(statement(`tiers/${id}/freeShipping`, key, from));
  }
  if (level.manager) tell("manager", { name: name(level.manager) });
  if (level.customer_tag) tell("customerTag", { tag: quoted(level.customer_tag) });
  return { id: `tiers/${id}`, key: "tier", name: called, ownId: id, statements: told };
}

function thresholdOf({ id, threshold }: Level, basis: Tiers["basis"], currency: string): Statement {
  const at = `tiers/${id}/threshold`;
  if (Number(threshold) === 0) return statement(at, "tiers.threshold.none");
  switch (basis) {
    case "spend":
      return statement(at, "tiers.threshold.spend", { amount: money(String(threshold), currency) });
    case "points":
      return statement(at, "tiers.threshold.points", { points: points(Number(threshold)) });
    case "orders":
      return statement(at, "tiers.threshold.orders", {
        orders: count("orders", Number(threshold)),
      });
  }
}
