import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { INDEX_FILE, indexText } from "../../../app/commands/earn-rule-index.ts";
import { EARN_RULE_KINDS } from "../../../app/domain/earn-rules/index.ts";
import { textsIn } from "../../../app/locales/texts.ts";
import { programWith } from "../../support/awards.ts";

describe("the registry of earn rules", () => {
  it("has every kind of its folder: npm run generate", () => {
    expect(readFileSync(INDEX_FILE, "utf8")).toBe(indexText());
  });

  it("has kinds of different names, each with words in both languages and for nothing else", () => {
    const kinds = EARN_RULE_KINDS.map(({ kind }) => kind).sort();
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const locale of ["en", "ru"] as const)
      expect(Object.keys(textsIn(locale).actions).sort()).toEqual(kinds);
  });

  it("tells in the message which kinds there are", () => {
    expect(() => programWith([{ kind: "nothing", id: "x" }])).toThrow(/must be one of .*welcome/);
  });
});
