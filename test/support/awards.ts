import { customerId, type ShopId } from "../../app/domain/ids.ts";
import type { ActionRule } from "../../app/domain/program/actions.ts";
import { defaultProgram, encodeProgram, parseProgram } from "../../app/domain/program.ts";
import type { Program } from "../../app/domain/program.ts";
import { publishProgram } from "../../app/services/publish-program.server.ts";
import { awardsOf } from "../../app/db/award-queries.server.ts";
import { holdersOfCustomers } from "../../app/db/holder-queries.server.ts";
import { RUB } from "./order-examples.ts";
import type { ShopDatabase } from "./shop-with-orders.ts";

/** The default program with rules for actions, and whatever else is said as in its document. */
export function programWith(
  actions: readonly Record<string, unknown>[],
  other: Record<string, unknown> = {},
): Program {
  const document = encodeProgram(defaultProgram(RUB));
  const earning = { ...document.earning, actions };
  const parsed = parseProgram({ ...document, earning, ...other });
  if (parsed.kind !== "ok") throw new Error(JSON.stringify(parsed.problems));
  return parsed.program;
}

/** One rule as a program has it, with the defaults of its kind. */
export function ruleOf<Kind extends ActionRule["kind"]>(
  kind: Kind,
  fields: Record<string, unknown> = {},
): Extract<ActionRule, { kind: Kind }> {
  const [rule] = programWith([{ kind, id: "rule", points: 100, ...fields }]).earning.actions;
  return rule as Extract<ActionRule, { kind: Kind }>;
}

export async function publish(
  { db }: ShopDatabase,
  shop: ShopId,
  program: Program,
  at: Date,
): Promise<void> {
  const result = await publishProgram(db, { shop, program, by: "test" }, at);
  if (result.kind !== "published") throw new Error(result.kind);
}

/** What a customer's member was awarded, by key: the awards that stand. */
export async function awards(
  { sql }: ShopDatabase,
  shop: ShopId,
  customer: string,
): Promise<Record<string, bigint>> {
  const id = customerId(customer);
  const holder = (await holdersOfCustomers(sql, shop, [id])).get(id);
  if (!holder) return {};
  const rows = await awardsOf(sql, shop, [holder]);
  return Object.fromEntries(rows.map((row) => [row.key, row.points as bigint]));
}
