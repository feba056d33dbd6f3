import { EARN_RULE_KINDS } from "../earn-rules/index.ts";
import type { ActionRule } from "./actions.ts";
import type { OrderFilterDocument } from "./filters.ts";
import type { CurrencyRateDocument, RateDocument } from "./rate.ts";
import type { UncheckedDocument } from "./sections.ts";
import type { VolumeStepDocument } from "./wholesale.ts";

/** An amount of a document, with what its text alone does not tell. */
export interface MoneyField {
  readonly path: readonly (string | number)[];
  readonly text: string;
  readonly currency: string;
  readonly mayBeZero: boolean;
}

/** The fields of an action that are amounts, as its kind says. */
const amountsOf = ({ kind }: ActionRule): readonly string[] => {
  const found: { readonly amounts?: readonly string[] } | undefined = EARN_RULE_KINDS.find(
    (one) => one.kind === kind,
  );
  return found?.amounts ?? [];
};

/** Every amount of a document, each in its currency. */
export function moneyFieldsOf(document: UncheckedDocument): MoneyField[] {
  const { currency, earning, redemption, campaigns, tiers, wholesale } = document;
  const found: MoneyField[] = [];
  const add = (path: MoneyField["path"], text: string, code = currency, mayBeZero = false) =>
    void found.push({ path, text, currency: code, mayBeZero });
  const addRate = (
    path: MoneyField["path"],
    rate: RateDocument | CurrencyRateDocument | null,
    code = currency,
  ) => {
    if (rate === null) return;
    if ("per_amount" in rate) add([...path, "per_amount"], rate.per_amount, code);
    if ("worth" in rate) add([...path, "worth", "amount"], rate.worth.amount, code);
  };
  const addFilter = (path: MoneyField["path"], filter: OrderFilterDocument | undefined) => {
    const minimum = filter?.minimum_total;
    if (minimum !== undefined) add([...path, "orders", "minimum_total"], minimum);
  };
  const addSteps = (name: string, steps: readonly VolumeStepDocument[]) =>
    steps.forEach(({ from }, index) => add(["wholesale", name, index, "from"], from));

  addRate(["earning", "rate"], earning.rate);
  for (const [code, rate] of Object.entries(earning.rates)) {
    addRate(["earning", "rates", code], rate, code);
  }
  earning.rules.forEach((rule, index) => {
    addRate(["earning", "rules", index, "rate"], rule.rate);
    addFilter(["earning", "rules", index], rule.orders);
  });
  earning.actions.forEach((action, index) => {
    for (const name of amountsOf(action)) {
      const value: unknown = action[name as keyof typeof action];
      if (typeof value === "string") add(["earning", "actions", index, name], value);
    }
  });
  add(["redemption", "worth", "amount"], redemption.worth.amount);
  campaigns.forEach(({ orders }, index) => addFilter(["campaigns", index], orders));
  tiers?.levels.forEach((level, index) => {
    const path = ["tiers", "levels", index];
    if (typeof level.threshold === "string") {
      add([...path, "threshold"], level.threshold, currency, true);
    }
    addRate([...path, "rate"], level.rate);
    const shipping = level.free_shipping_from;
    if (shipping !== null) add([...path, "free_shipping_from"], shipping, currency, true);
  });
  if (wholesale !== null) {
    addRate(["wholesale", "rate"], wholesale.rate);
    addSteps("order_steps", wholesale.order_steps);
    addSteps("period_steps", wholesale.period_steps);
  }
  return found;
}
