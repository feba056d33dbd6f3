import fc from "fast-check";
import Fraction from "fraction.js";
import { describe, expect, it } from "vitest";

import type { OrderContext } from "../../../app/domain/order/context.ts";
import type { JudgedOrder } from "../../../app/domain/order/eligible.ts";
import { evaluateOrder } from "../../../app/domain/order/evaluate.ts";
import { explainOrder } from "../../../app/domain/order/explain.ts";
import { orderTarget } from "../../../app/domain/order/target.ts";
import { encodeProgram, parseProgram } from "../../../app/domain/program.ts";
import { roundExact } from "../../../app/domain/rounding.ts";
import { amountRefund, day } from "../../support/order-examples.ts";
import { context, judgedOrder, sections } from "../../support/program-arbitraries.ts";
import { programWith } from "../../support/program-examples.ts";
import type { Sections } from "../../support/program-examples.ts";

const RUNS = { numRuns: 150 };
const total = (parts: readonly Fraction[]) =>
  parts.reduce((sum, part) => sum.add(part), new Fraction(0n));

function judged(order: JudgedOrder, around: OrderContext, document: Sections) {
  const program = programWith(document);
  const award = evaluateOrder(order, around, program);
  return { program, award, target: orderTarget(order, award, program) };
}

/** Holds for any order under any program. */
const always = (holds: (order: JudgedOrder, around: OrderContext, document: Sections) => void) => {
  fc.assert(fc.property(judgedOrder, context, sections, holds), RUNS);
};

describe("under any rules, campaigns, tiers and wholesale", () => {
  it("an order's points are its exact points, cut by its maximum and rounded once", () => {
    always((order, around, document) => {
      const { award, program } = judged(order, around, document);
      const { maximumPointsPerOrder: most, rounding } = program.earning;
      const rounded = roundExact(award.exact, rounding);
      expect(award.points).toBe(most !== null && award.exact.gt(most) ? most : rounded);
    });
  });

  it("exact points are the lines', the bonuses for the order, and volume on both", () => {
    always((order, around, document) => {
      const { award } = judged(order, around, document);
      expect(award.sum.equals(total(award.lines.map(({ points }) => points)))).toBe(true);
      const bonuses = award.campaigns.filter(
        ({ campaign }) => campaign.effect.kind === "bonus_points",
      );
      const before = award.sum.add(total(bonuses.map(({ points }) => points)));
      const percent = award.volume?.percent ?? new Fraction(0n);
      expect(award.exact.equals(before.mul(percent.add(100n)).div(100n))).toBe(true);
    });
  });

  it("shares sum to one, or to nothing where nothing is eligible", () => {
    always((order, around, document) => {
      const { award } = judged(order, around, document);
      const isEligible = award.lines.some(({ eligibleMinor }) => eligibleMinor.n > 0n);
      expect(total(award.lines.map(({ share }) => share)).toFraction()).toBe(
        isEligible ? "1" : "0",
      );
    });
  });

  it("a line without eligible money earns nothing", () => {
    always((order, around, document) => {
      for (const { eligibleMinor, points } of judged(order, around, document).award.lines) {
        if (eligibleMinor.n === 0n) expect(points.n).toBe(0n);
      }
    });
  });

  it("refunds leave at most the award, and never take more than all of it", () => {
    always((order, around, document) => {
      const { award, target } = judged(order, around, document);
      expect(target.points >= 0n && target.points <= award.points).toBe(true);
    });
  });

  it("one more refund never leaves more, and of everything leaves nothing", () => {
    always((order, around, document) => {
      const { award, target, program } = judged(order, around, document);
      const [first] = order.refunds;
      const known = first ?? { asOf: day(2), source: "webhook", ruling: null, contested: false };
      const after = (amount: bigint) => {
        const refund = {
          ...known,
          ...amountRefund("99", amount, { at: day(9) }),
        };
        return orderTarget({ ...order, refunds: [...order.refunds, refund] }, award, program)
          .points;
      };
      expect(after(50_00n) <= target.points).toBe(true);
      expect(after(10n ** 20n)).toBe(0n);
    });
  });

  it("the best campaign gives no more than all of them, and no less than any", () => {
    always((order, around, document) => {
      const exact = (changes: Partial<Sections>) =>
        judged(order, around, { ...document, ...changes }).award.exact;
      const best = exact({ campaigns_combine: "best" });
      expect(best.lte(exact({ campaigns_combine: "sum" }))).toBe(true);
      const each = (document.campaigns ?? []).map((one) => exact({ campaigns: [one] }));
      const most = each.reduce((a, b) => (b.gt(a) ? b : a), exact({ campaigns: [] }));
      expect(best.equals(most)).toBe(true);
    });
  });

  it("a campaign adds no more than its maximum", () => {
    always((order, around, document) => {
      for (const { campaign, points } of judged(order, around, document).award.campaigns) {
        const most = campaign.maximumPointsPerOrder;
        expect(most === null || points.lte(most)).toBe(true);
      }
    });
  });

  it("the order of an order's lines changes nothing", () => {
    always((order, around, document) => {
      const lines = order.facts.lines.toReversed();
      const turned = { ...order, facts: { ...order.facts, lines } };
      const { award, target } = judged(turned, around, document);
      const before = judged(order, around, document);
      expect([award.points, target.points]).toEqual([before.award.points, before.target.points]);
    });
  });

  it("a document says the same after it was read and written", () => {
    always((_, __, document) => {
      const program = programWith(document);
      const written: unknown = JSON.parse(JSON.stringify(encodeProgram(program)));
      expect(parseProgram(written)).toEqual({ kind: "ok", program });
      expect(encodeProgram(programWith(document))).toEqual(written);
    });
  });

  it("an explanation is plain JSON whose figures add up", () => {
    always((order, around, document) => {
      const { award, target, program } = judged(order, around, document);
      const explained = explainOrder(award, target, 1, program);
      expect(JSON.parse(JSON.stringify(explained))).toEqual(explained);
      const sum = total(explained.lines.map(({ points }) => new Fraction(points)));
      expect(sum.toFraction()).toBe(explained.sum);
      expect(
        new Fraction(explained.exact).equals(new Fraction(explained.kept).mul(explained.award)),
      ).toBe(true);
      for (const { rate } of explained.lines) {
        expect(rate === undefined || explained.rates?.[rate] !== undefined).toBe(true);
      }
    });
  });
});
