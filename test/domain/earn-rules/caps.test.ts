import { describe, expect, it } from "vitest";
import { awardFor, type MemberAward } from "../../../app/domain/earn-facts.ts";
import type { EarnFact } from "../../../app/domain/earn-fact.ts";
import { points } from "../../../app/domain/points.ts";
import { programWith } from "../../support/awards.ts";

const at = (text: string) => new Date(`2026-${text}:00Z`);
const given = (kind: string, key: string, when: string): MemberAward => ({
  kind,
  key,
  ruleId: "rule",
  at: at(when),
  points: points(1n),
});

describe("Other earn rules: each once as its rule says", () => {
  const actionRule = (fields: Record<string, unknown>) =>
    programWith([{ kind: "action", id: "rule", points: 1, action: "quiz", ...fields }], {
      time_zone: "Europe/Moscow",
    });
  const quiz = (when: string, key = "new"): EarnFact => ({
    on: "action",
    at: at(when),
    action: "quiz",
    key,
  });

  // Midnight in Moscow is nine in the evening in UTC.
  it.each([
    ["ever", "01-05T12:00", "12-31T12:00", false],
    ["day", "01-05T12:00", "01-05T20:59", false],
    ["day", "01-05T12:00", "01-05T21:00", true],
    ["month", "01-05T12:00", "01-31T20:59", false],
    ["month", "01-05T12:00", "01-31T21:00", true],
    ["year", "01-05T12:00", "12-31T20:59", false],
    ["year", "01-05T12:00", "12-31T21:00", true],
  ])("counts actions per %s by the shop's clock: after %s, at %s", (per, before, now, isDue) => {
    const earlier = [given("action", "action/quiz/old", before)];
    expect(awardFor(actionRule({ per }), quiz(now), earlier) !== null).toBe(isDue);
  });

  it("does not count what was taken back, other actions, or the same fact again", () => {
    const back = { ...given("action", "action/quiz/old", "01-05T12:00"), points: points(0n) };
    const other = given("action", "action/quizzes/old", "01-05T12:00");
    expect(awardFor(actionRule({}), quiz("01-06T12:00"), [back, other])).not.toBeNull();
    const same = given("action", "action/quiz/old", "01-05T12:00");
    expect(awardFor(actionRule({}), quiz("01-06T12:00", "old"), [same])).not.toBeNull();
  });

  it("takes the first rule that gives anything for the fact", () => {
    const program = programWith([
      { kind: "social_follow", id: "vk", points: 1, network: "vk" },
      { kind: "social_follow", id: "x", points: 2, network: "x" },
      { kind: "social_follow", id: "late", points: 3, network: "x" },
    ]);
    const follow = (network: string): EarnFact => ({
      on: "social_follow",
      at: at("01-05T12:00"),
      network,
    });
    expect(awardFor(program, follow("x"), [])).toMatchObject({ points: 2n, rule: { id: "x" } });
    expect(awardFor(program, follow("ok"), [])).toBeNull();
  });
});
