import { Kind, parse, TypeInfo, buildSchema, visit, visitWithTypeInfo } from "graphql";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse as parseToml } from "smol-toml";
import { describe, expect, it } from "vitest";
import { API_VERSION } from "../../../app/shopify/api-version.ts";
import { bundle } from "../../../app/commands/extensions/bundle.ts";

const FUNCTION = join(import.meta.dirname, "../../../extensions/loyalty-discount");
const read = (file: string) => readFileSync(join(FUNCTION, file), "utf8");
const schema = buildSchema(read("schema.graphql"));

/** Shopify's documented limits of a Function. */
const MOST_QUERY_BYTES = 3000;
const MOST_QUERY_COST = 30;
/** Of 256 kB for the whole WebAssembly module, which carries this as QuickJS's bytecode. */
const MOST_BUNDLE_BYTES = 16 * 1024;

/**
 * The cost of an input query by the documented weights: these fields cost 3, every other leaf 1,
 * objects and lists nothing of their own. Leaves of a metafield are counted besides.
 */
const COSTS: Record<string, number> = {
  metafield: 3,
  hasAnyTag: 3,
  hasTags: 3,
  inAnyCollection: 3,
  inCollections: 3,
};

function costOf(query: string): number {
  let cost = 0;
  const types = new TypeInfo(schema);
  visit(
    parse(query),
    visitWithTypeInfo(types, {
      Field(node) {
        expect(types.getFieldDef(), node.name.value).toBeDefined();
        const leaf = node.selectionSet === undefined && node.name.value !== "__typename";
        cost += COSTS[node.name.value] ?? (leaf ? 1 : 0);
      },
    }),
  );
  return cost;
}

type Manifest = {
  api_version: string;
  extensions: [{ handle: string; targeting: { input_query: string; export: string }[] }];
};
const manifest = parseToml(read("shopify.extension.toml")) as Manifest;
const queries = manifest.extensions[0].targeting.map((target) => target.input_query);

describe("the Function keeps Shopify's limits", () => {
  it.each(queries)("%s is short and cheap enough", (file) => {
    const query = read(file);
    expect(Buffer.byteLength(query)).toBeLessThanOrEqual(MOST_QUERY_BYTES);
    expect(costOf(query)).toBeLessThanOrEqual(MOST_QUERY_COST);
  });

  it("by a count that sees metafields", () => {
    const query = '{ cart { named: metafield(key: "a") { value type } buyerIdentity { email } } }';
    expect(costOf(query)).toBe(6);
  });

  it.each(queries)("%s asks for one thing at a time, without fragments or variables", (file) => {
    const { definitions } = parse(read(file));
    expect(definitions.map((each) => each.kind)).toEqual([Kind.OPERATION_DEFINITION]);
  });

  it("its bundle is small", async () => {
    const { bytes } = await bundle("loyalty-discount");
    process.stdout.write(`loyalty-discount: ${bytes} bytes, of ${MOST_BUNDLE_BYTES}\n`);
    expect(bytes).toBeLessThanOrEqual(MOST_BUNDLE_BYTES);
  });

  it("it is made for the app's API version", () => {
    expect(manifest.api_version).toBe(API_VERSION);
    expect(read("schema.graphql")).toMatch(`# api_version: ${API_VERSION}\n`);
  });
});
