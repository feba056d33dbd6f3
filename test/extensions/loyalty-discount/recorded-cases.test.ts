import {
  loadFixture,
  loadInputQuery,
  loadSchema,
  validateTestAssets,
} from "@shopify/shopify-function-test-helpers";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { bundle } from "../../../app/commands/extensions/bundle.ts";
import { runFunction } from "../support/run-function.ts";

const FUNCTION = join(import.meta.dirname, "../../../extensions/loyalty-discount");
const RECORDED = join(import.meta.dirname, "recorded");

const TARGETS: Record<string, { query: string; exported: string }> = {
  "cart.lines.discounts.generate.run": {
    query: "cart-lines.graphql",
    exported: "cartLinesDiscountsGenerateRun",
  },
  "cart.delivery-options.discounts.generate.run": {
    query: "delivery-options.graphql",
    exported: "cartDeliveryOptionsDiscountsGenerateRun",
  },
};

let code: string;
let schema: Awaited<ReturnType<typeof loadSchema>>;

beforeAll(async () => {
  schema = await loadSchema(join(FUNCTION, "schema.graphql"));
  code = (await bundle("loyalty-discount")).text;
});

describe("the Discount Function, as Shopify runs its bundle", () => {
  it.each(readdirSync(RECORDED).map((file) => file.replace(".json", "")))("%s", async (name) => {
    const fixture = await loadFixture(join(RECORDED, `${name}.json`));
    const target = TARGETS[fixture.target]!;
    const inputQueryAST = await loadInputQuery(join(FUNCTION, "src", target.query));

    const valid = await validateTestAssets({ schema, fixture, inputQueryAST });
    expect(valid.error).toBeUndefined();
    expect(valid.inputQuery.errors).toEqual([]);
    expect(valid.inputFixture.errors).toEqual([]);
    expect(valid.outputFixture.errors).toEqual([]);

    expect(await runFunction(code, target.exported, fixture.input)).toEqual(fixture.expectedOutput);
  });
});
