import type { ProgramDocument } from "../program/schema.ts";
import { linesValue, ordersValue, type FilterNames } from "./filters.ts";
import { statement, type Item, type Section, type Statement } from "./statement.ts";
import { moment, number, points } from "./value.ts";

type Campaign = ProgramDocument["campaigns"][number];

/** What is more for a time. */
export function campaignsSection(document: ProgramDocument, names: FilterNames): Section {
  const { campaigns, campaigns_combine: combine } = document;
  const several = statement("campaigns/combine", `campaigns.combine.${combine}`);
  return {
    id: "campaigns",
    statements: [{ ...several, isIdle: campaigns.length < 2 }],
    items: campaigns.map((campaign) => itemOf(campaign, names)),
  };
}

function itemOf(campaign: Campaign, names: FilterNames): Item {
  const { id, name, starts_at: from, ends_at: to, lines, orders } = campaign;
  const most = campaign.maximum_points_per_order ?? null;
  const at = (field: string) => `campaigns/${id}/${field}`;
  return {
    id: `campaigns/${id}`,
    key: "campaign",
    name: name ?? null,
    ownId: id,
    statements: [
      effectStatement(at("effect"), campaign.effect),
      statement(at("dates"), "campaigns.dates", { from: moment(from), to: moment(to) }),
      ...(lines ? [statement(at("lines"), "campaigns.lines", { lines: linesValue(lines) })] : []),
      ...(orders
        ? [statement(at("orders"), "campaigns.orders", { orders: ordersValue(orders, names) })]
        : []),
      ...(most === null
        ? []
        : [statement(at("maximum"), "campaigns.maximum", { points: points(most) })]),
    ],
  };
}

function effectStatement(id: string, effect: Campaign["effect"]): Statement {
  if ("multiplier" in effect) {
    return statement(id, "campaigns.multiplier", { multiplier: number(effect.multiplier) });
  }
  if ("bonus_points" in effect) {
    return statement(id, "campaigns.bonus", { points: points(effect.bonus_points) });
  }
  return statement(id, "campaigns.bonusPerItem", {
    points: points(effect.bonus_points_per_item),
  });
}
