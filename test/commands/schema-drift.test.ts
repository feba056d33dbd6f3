import { describe, expect, it } from "vitest";
import { missingSql } from "../../app/commands/migrations/difference.ts";
import { readSchema } from "../../app/commands/migrations/folder.ts";

describe("the schema and the migrations", () => {
  it("agree, whatever the migrations add by hand", async () => {
    expect(await missingSql(readSchema())).toBeNull();
  });

  it.each([
    ["a new table", "model Added {\n  shop String @id\n}\n", "", /CREATE TABLE "Added"/],
    ["a new column", "", "  note String?\n", /ADD COLUMN +"note" TEXT/],
  ])("differ when the schema has %s that no migration makes", async (_, model, column, sql) => {
    const schema = readSchema().replace("model Shop {\n", (head) => `${model}${head}${column}`);
    expect(await missingSql(schema)).toMatch(sql);
  });

  it("differ when a partial index covers other rows", async () => {
    const schema = readSchema().replace('raw("pending > 0")', 'raw("pending > 1")');
    expect(await missingSql(schema)).toMatch(/lots_to_mature/);
  });
});
