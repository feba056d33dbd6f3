import { describe, expect, it } from "vitest";
import { programJsonSchema, type JsonSchema } from "../../app/domain/program-json-schema.ts";

/** The fields that editors are told nothing of. */
function silent(schema: JsonSchema, path: string, isTold: boolean): string[] {
  const { properties = {}, additionalProperties: others, items, anyOf = [], oneOf = [] } = schema;
  const told = isTold || schema.description !== undefined;
  const inner = [
    ...Object.entries(properties).flatMap(([key, one]) => silent(one, `${path}.${key}`, false)),
    ...(typeof others === "object" ? silent(others, `${path}.{}`, false) : []),
    ...(items === undefined ? [] : silent(items, `${path}[]`, told)),
    ...[...anyOf, ...oneOf].flatMap((one) => silent(one, path, told)),
  ];
  return told || path === "" ? inner : [path, ...inner];
}

describe("A JSON Schema published for editors", () => {
  const schema = programJsonSchema();

  it("says of every field what it is, but for those that only some actions have", () => {
    const fields = silent(schema, "", false);
    expect(fields.filter((path) => !path.startsWith(".earning.actions[]"))).toEqual([]);
  });

  it("knows what must be there, and that nothing else may", () => {
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      required: ["schema", "currency", "earning", "redemption", "expiry", "clawback"],
      additionalProperties: false,
      properties: { enrolment: { properties: { mode: { enum: ["automatic", "opt_in"] } } } },
    });
  });
});
