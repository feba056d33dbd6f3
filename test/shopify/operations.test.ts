import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

import { Kind, TypeInfo, getNamedType, validate, visit, visitWithTypeInfo } from "graphql";
import type { DocumentNode } from "graphql";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { z } from "zod";

import { operationFiles } from "../../app/shopify/codegen/generate.ts";
import { adminSchema } from "../../app/shopify/codegen/schema.ts";

const { schema, scopes } = adminSchema();
const files = operationFiles();
const whole: DocumentNode = {
  kind: Kind.DOCUMENT,
  definitions: files.flatMap((file) => file.document.definitions),
};

const configuration = z
  .object({ access_scopes: z.object({ scopes: z.string() }) })
  .parse(parseToml(readFileSync("shopify.app.toml", "utf8")));
const granted = new Set(configuration.access_scopes.scopes.split(","));

describe("the Admin API operations", () => {
  it("are valid by Shopify's whole schema", () => {
    expect(validate(schema, whole)).toEqual([]);
  });

  it("stand in a file each", () => {
    const counts = files.map(({ location, document }) => [location, document.definitions.length]);
    expect(counts).toEqual(files.map(({ location }) => [location, 1]));
  });

  it("are as generated.ts has them: npm run codegen", () => {
    // In a process of its own: Vitest loads a second copy of graphql, which refuses the first's schema.
    const check = () =>
      execFileSync(process.execPath, ["app/commands/codegen.ts", "--check"], { encoding: "utf8" });
    expect(check).not.toThrow();
  });

  it("ask for nothing that Shopify has deprecated", () => {
    expect(
      fieldsAskedFor()
        .filter((field) => field.deprecated)
        .map((field) => field.name),
    ).toEqual([]);
  });

  it("ask for nothing beyond the scopes of shopify.app.toml", () => {
    const beyond = fieldsAskedFor().filter(({ type, fieldOf, field }) =>
      scopes
        .filter((rule) =>
          rule.fieldName === undefined
            ? rule.typeName === type
            : rule.typeName === fieldOf && rule.fieldName === field,
        )
        .some(
          (rule) =>
            rule.offlineScopes.length > 0 &&
            !rule.offlineScopes.some((scope) => granted.has(scope)),
        ),
    );
    expect(beyond.map(({ name }) => name)).toEqual([]);
  });
});

interface AskedField {
  readonly name: string;
  readonly type: string;
  readonly fieldOf: string;
  readonly field: string;
  readonly deprecated: boolean;
}

function fieldsAskedFor(): AskedField[] {
  const asked: AskedField[] = [];
  const types = new TypeInfo(schema);
  visit(
    whole,
    visitWithTypeInfo(types, {
      Field() {
        const parent = types.getParentType();
        const field = types.getFieldDef();
        const type = types.getType();
        if (!parent || !field || !type) return;
        asked.push({
          name: `${parent.name}.${field.name}`,
          type: getNamedType(type).name,
          fieldOf: parent.name,
          field: field.name,
          deprecated: field.deprecationReason != null,
        });
      },
    }),
  );
  return asked;
}
