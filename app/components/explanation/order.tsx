import { List } from "@shopify/polaris";

import type { OrderExplanation } from "../../domain/order/explain.ts";
import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";
import { OrderLines } from "./order-lines.tsx";
import { orderRules } from "./order-rules.ts";
import { orderSteps } from "./order-steps.ts";

/** Why an order has its points: the rules, the lines, and the arithmetic step by step. */
export function OrderArithmetic({ explanation }: { readonly explanation: OrderExplanation }) {
  const language = useLanguage();
  const [first, ...others] = orderRules(explanation, language);
  const version = fill(language.texts.explanation.version, {
    version: explanation.program_version,
  });
  return (
    <>
      <p>
        {first} {version}.{isUncounted(explanation) && ` ${uncounted(explanation, language)}`}
      </p>
      {others.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <OrderLines explanation={explanation} />
      <List type="number">
        {orderSteps(explanation, language).map((step, index) => (
          <List.Item key={index}>{step}</List.Item>
        ))}
      </List>
    </>
  );
}

/** Whether the order is in other money than the programme, which has no rate for it. */
function isUncounted({ currency, rule, rates = [], award, sum }: OrderExplanation): boolean {
  const isEarned = award !== 0 || sum !== "0";
  return currency !== rule.currency && !isEarned && !rates.some(({ from }) => from === "currency");
}

function uncounted(
  { currency, rule }: OrderExplanation,
  { texts }: ReturnType<typeof useLanguage>,
): string {
  return fill(texts.explanation.currency, { order: currency, program: rule.currency });
}
