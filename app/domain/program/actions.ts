import { z } from "zod";

import type { RuleWith } from "../earn-rule.ts";
import { EARN_RULE_KINDS } from "../earn-rules/index.ts";
import { must, ruleId } from "./checks.ts";
import { text } from "./texts.ts";

type Kind = (typeof EARN_RULE_KINDS)[number];
type RuleOf<One> = One extends {
  readonly kind: infer Name extends string;
  readonly fields: infer Fields extends z.ZodRawShape;
}
  ? RuleWith<Name, Fields>
  : never;

/** A rule for what is no order, such as a birthday; each kind has fields of its own. */
export type ActionRule = RuleOf<Kind>;

const head = { id: ruleId, name: text.optional() };
const kinds = EARN_RULE_KINDS.map(({ kind }) => kind);
const kindText = must(`one of ${kinds.map((kind) => JSON.stringify(kind)).join(", ")}`);

const [first, ...others] = EARN_RULE_KINDS.map(({ kind, fields }) =>
  z.strictObject({ kind: z.literal(kind), ...head, ...fields }),
);
if (!first) throw new Error("there is no kind of earn rule");

/** The rules of all kinds, as the document has them. */
export const action = z.discriminatedUnion("kind", [first, ...others], {
  // Zod reports a wrong kind at the kind, and anything but an object at the whole.
  error: (issue) =>
    typeof issue.input === "object" && issue.input !== null
      ? kindText({ input: (issue.input as { kind?: unknown }).kind })
      : must("an object with a kind")(issue),
}) as unknown as z.ZodType<ActionRule, ActionRule>;
