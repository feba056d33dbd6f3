import type { ActionRule } from "../program/actions.ts";
import { EARN_RULE_KINDS } from "../earn-rules/index.ts";
import type { ProgramDocument } from "../program/schema.ts";
import type { ActionStatement, Item, Section } from "./statement.ts";

/** What is given for other things than orders; each kind says itself what its fields mean. */
export const actionsSection = ({ earning, currency }: ProgramDocument): Section => ({
  id: "actions",
  statements: [],
  items: earning.actions.map((rule) => itemOf(rule, currency)),
});

function itemOf(rule: ActionRule, currency: string): Item {
  const { id, kind, name } = rule;
  return {
    id: `actions/${id}`,
    key: `actions.${kind}`,
    name: name ?? null,
    ownId: id,
    statements: describeRule(rule, currency).map(({ key, values }) => ({
      id: `actions/${id}/${key}`,
      key: `actions.${kind}.${key}`,
      values,
    })),
  };
}

function describeRule(rule: ActionRule, currency: string): readonly ActionStatement[] {
  const definition = EARN_RULE_KINDS.find(({ kind }) => kind === rule.kind);
  if (!definition) throw new RangeError(`no kind of earn rule is called ${rule.kind}`);
  return (definition as unknown as Describer).describe(rule, currency);
}

/** The kind has just been found by the rule's own, which no type can follow over the whole list. */
interface Describer {
  describe(rule: ActionRule, currency: string): readonly ActionStatement[];
}
