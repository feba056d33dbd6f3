import type { ProgramDocument } from "../program/schema.ts";
import { rateValue } from "./rate.ts";
import { statement, type Section, type Statement } from "./statement.ts";
import { list, money, percent, phrase, quoted } from "./value.ts";
import type { Value } from "./value.ts";

type Wholesale = NonNullable<ProgramDocument["wholesale"]>;
type Steps = Wholesale["order_steps"];

/** What is different for companies and customers who buy in bulk. */
export function wholesaleSection({ wholesale, currency }: ProgramDocument): Section {
  if (wholesale === null) return { id: "wholesale", statements: [], items: [] };
  const { period, discount_percent: discount } = wholesale;
  const yesNo = (field: "earns" | "retail_campaigns" | "shared_balance") =>
    statement(`wholesale/${field}`, `wholesale.${field}.${wholesale[field] ? "yes" : "no"}`);
  const told: Statement[] = [
    statement("wholesale/who", "wholesale.who", { who: whoOf(wholesale) }),
    yesNo("earns"),
  ];
  if (wholesale.rate) {
    told.push(
      statement("wholesale/rate", "wholesale.rate", { rate: rateValue(wholesale.rate, currency) }),
    );
  }
  told.push(yesNo("retail_campaigns"));
  if (wholesale.order_steps.length > 0) {
    told.push(
      statement("wholesale/order-steps", "wholesale.orderSteps", {
        steps: stepsOf(wholesale.order_steps, currency),
      }),
    );
  }
  if (period !== null) {
    told.push(
      statement("wholesale/period", "wholesale.period", { period: phrase(`period.${period}`) }),
    );
  }
  if (wholesale.period_steps.length > 0) {
    told.push(
      statement("wholesale/period-steps", "wholesale.periodSteps", {
        steps: stepsOf(wholesale.period_steps, currency),
      }),
    );
  }
  if (discount) {
    told.push(
      statement("wholesale/discount", "wholesale.discount", { percent: percent(discount) }),
    );
  }
  told.push(yesNo("shared_balance"));
  return { id: "wholesale", statements: told, items: [] };
}

function whoOf({ companies, customer_tags: tags }: Wholesale): Value {
  const who = [
    ...(companies ? [phrase("wholesale.companies")] : []),
    ...(tags.length > 0
      ? [phrase("wholesale.tagged", { names: list("or", tags.map(quoted)) })]
      : []),
  ];
  return who.length === 0 ? phrase("wholesale.nobody") : list("and", who);
}

const stepsOf = (steps: Steps, currency: string): Value =>
  list(
    "and",
    steps.map(({ from, percent: more }) =>
      phrase("wholesale.step", { amount: money(from, currency), percent: percent(more) }),
    ),
  );
