import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { parseBody } from "../../app/shopify/payloads/parse-body.ts";
import { quoteLongIntegers } from "../../app/shopify/payloads/quote-long-integers.ts";

const ID = "820982911946154508";

describe("long integers in a JSON text", () => {
  it.each([
    [`{"id":${ID}}`, `{"id":"${ID}"}`],
    [`{"id" : -${ID} , "b":1}`, `{"id" : "-${ID}" , "b":1}`],
    [`{"a":{"id":\n ${ID}}}`, `{"a":{"id":\n "${ID}"}}`],
    // Held exactly by a number, or no integer, or within a string: left alone.
    ['{"id":9007199254740991}', '{"id":9007199254740991}'],
    ['{"x":1234567890123456.5}', '{"x":1234567890123456.5}'],
    ['{"x":1234567890123456e3}', '{"x":1234567890123456e3}'],
    [`{"id":"${ID}"}`, `{"id":"${ID}"}`],
    [`{"gid":"gid://shopify/Order/${ID}"}`, `{"gid":"gid://shopify/Order/${ID}"}`],
    [`{"note":"order: ${ID}"}`, `{"note":"order: ${ID}"}`],
  ])("%s becomes %s", (text, quoted) => {
    expect(quoteLongIntegers(text)).toBe(quoted);
  });

  it.each([
    [`[${ID}]`],
    [`{"note":"a, ${ID}"}`],
    [`["x",":${ID},"]`],
    [`{"k,":${ID}}`],
    [`{"note":"\\"id\\":${ID},"}`],
    [`{"id":0${ID}}`],
  ])("are not judged in %s", (text) => {
    expect(quoteLongIntegers(text)).toBeUndefined();
  });

  it("come out of any text as the digits that went in", () => {
    const long = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ":", ",", "[", "\\", " ", "a", ID) }),
    );
    const short = fc.double({ min: -1e15, max: 1e15, noNaN: true });
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 4 }, long, text, short, tie("list"), tie("map")),
      list: fc.array(tie("tree"), { maxLength: 4 }),
      map: fc.dictionary(text, tie("tree"), { maxKeys: 4 }),
    }));
    fc.assert(
      fc.property(tree, fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
        const exact = (part: unknown) => (typeof part === "bigint" ? `\u0001${part}` : part);
        const json = JSON.stringify(value, (_, part: unknown) => exact(part), indent).replace(
          /"\\u0001(-?\d+)"/g,
          "$1",
        );
        const expected = JSON.parse(
          JSON.stringify(value, (_, part: unknown) =>
            typeof part !== "bigint"
              ? part
              : Number.isSafeInteger(Number(part))
                ? Number(part)
                : String(part),
          ),
        ) as unknown;
        expect(parseBody(json)).toEqual({ kind: "ok", body: expected });
      }),
      { numRuns: 2000 },
    );
  });
});
