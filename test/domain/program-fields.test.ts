import { describe, expect, it } from "vitest";
import {
  documentOf,
  fieldsOf,
  plainAmount,
  type Field,
} from "../../app/components/program/fields.ts";
import { encodeProgram, parseProgram } from "../../app/domain/program.ts";
import { program } from "../support/order-examples.ts";
import { wholeDocuments } from "../support/whole-documents.ts";

const document = encodeProgram(program({ maximum: 500n }));

it.each([
  ["as it is", document],
  ["without a maximum", encodeProgram(program())],
  [
    "with expiry",
    { ...document, expiry: { kind: "after_days" as const, days: 90, warn_days: [30, 3] } },
  ],
])("the form of a program %s stands for that program", (_, given) => {
  const parsed = parseProgram(documentOf(fieldsOf(given), given, given.currency));
  expect(parsed.kind === "ok" && encodeProgram(parsed.program)).toEqual(given);
});

describe("everything that the form has no fields for", () => {
  it.each(wholeDocuments().map((whole, index) => [index + 1, whole] as const))(
    "stays as it is in document %s, whatever is changed in the form",
    (_, whole) => {
      const parsed = parseProgram(whole);
      const given = parsed.kind === "ok" ? encodeProgram(parsed.program) : null;
      const values = { ...fieldsOf(given!), "redemption.hold_minutes": "45" };
      const after = parseProgram(documentOf(values, given!, given!.currency));
      expect(after.kind === "ok" && encodeProgram(after.program)).toEqual({
        ...given,
        redemption: { ...given!.redemption, hold_minutes: 45 },
      });
    },
  );
});

describe("what a merchant types", () => {
  const problemsWith = (field: Field, text: string) => {
    const parsed = parseProgram(
      documentOf({ ...fieldsOf(document), [field]: text }, document, "RUB"),
    );
    return parsed.kind === "ok" ? [] : parsed.problems.map(({ path }) => path);
  };

  it.each<[Field, string]>([
    ["earning.rate.points", ""],
    ["earning.rate.points", "0"],
    ["earning.rate.points", "1.5"],
    ["earning.rate.per_amount", "a hundred"],
    ["earning.rate.per_amount", ""],
    ["earning.pending_days", "-1"],
    ["earning.maximum_points_per_order", "0"],
    ["redemption.worth.amount", "1,234"],
    ["redemption.step_points", "ten"],
    ["redemption.minimum_points", "15"],
    ["redemption.maximum_share_percent", "101"],
    ["redemption.hold_minutes", "4"],
  ])("is found wrong where it stands: %s of %j", (field, text) => {
    expect(problemsWith(field, text)).toEqual([field]);
  });

  it("is found wrong in the days of expiry only where points expire", () => {
    expect(problemsWith("expiry.days", "never")).toEqual([]);
    const values = { ...fieldsOf(document), "expiry.kind": "after_days", "expiry.days": "0" };
    const parsed = parseProgram(documentOf(values, document, "RUB"));
    expect(parsed).toMatchObject({ kind: "invalid", problems: [{ path: "expiry.days" }] });
  });

  it.each([
    ["1000,50", "1000.50"],
    ["1 000,50", "1000.50"],
    ["1\u00a0000", "1000"],
    ["1,000.50", "1000.50"],
    ["1,000,000", "1000000"],
    ["12,5", "12.5"],
    ["0.5", "0.5"],
  ])("may be an amount as people write it: %j", (typed, read) => {
    expect(plainAmount(typed)).toBe(read);
  });
});
