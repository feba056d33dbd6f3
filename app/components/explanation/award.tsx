import { List } from "@shopify/polaris";

import { isActionKind, type AwardExplanation } from "../../domain/award-explanation.ts";
import { currencyCode, formatMoney, minor } from "../../domain/money.ts";
import { textIn } from "../../domain/program/texts.ts";
import type { Texts } from "../../locales/texts.ts";
import { fill } from "../../locales/words.ts";
import { useLanguage } from "../language.tsx";

/** What an award is called. */
export function awardName({ rule }: AwardExplanation, texts: Texts): string {
  return isActionKind(rule) ? texts.actions[rule].name : texts.explanation.award.names[rule];
}

interface AwardReasonProps {
  readonly explanation: AwardExplanation;
  /** Points of this entry. */
  readonly amount: bigint;
}

/** Why a member has points that no order has earned. */
export function AwardReason({ explanation, amount }: AwardReasonProps) {
  const { texts, locale, formats, plural } = useLanguage();
  const { award: words } = texts.explanation;
  const { rule, rule_id: id, version, merged, undone } = explanation;
  const why = isActionKind(rule) ? texts.actions[rule].why : words.why[rule];
  const { amount_minor: money, currency, tier, count, year, years } = explanation;
  const values = {
    points: plural(texts.shell.points, amount),
    year: String(year ?? ""),
    count: count === undefined ? "" : formats.number(count),
    years: years === undefined ? "" : formats.number(years),
    network: explanation.network ?? "",
    action: explanation.action ?? "",
    tier: tier ? textIn(tier, locale) : id,
    amount:
      money !== undefined && currency !== undefined
        ? formats.money({
            amount: formatMoney(minor(BigInt(money)), currencyCode(currency)),
            currency,
          })
        : "",
  };
  return (
    <List type="bullet">
      <List.Item>{merged ? words.merged : undone ? words.undone : fill(why, values)}</List.Item>
      {explanation.with_photo === true && <List.Item>{words.withPhoto}</List.Item>}
      {version !== undefined && (
        <List.Item>{fill(words.rule, { id, version: formats.number(version) })}</List.Item>
      )}
    </List>
  );
}
