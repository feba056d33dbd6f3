import { evaluateOrder } from "../../app/domain/order/evaluate.ts";
import { explainOrder } from "../../app/domain/order/explain.ts";
import { orderTarget } from "../../app/domain/order/target.ts";
import { around, fiftyRules, fourLines } from "./fifty-rules.ts";

const ROUNDS = 7;
const ROUND_MS = 400;

/**
 * How many times a second one core evaluates an order of four lines against a program of fifty
 * rules, and how many times it also takes refunds off it and explains it, as accrual does.
 */
export function measureEvaluation(): string {
  const program = fiftyRules();
  const evaluate = () => evaluateOrder(fourLines, around, program);
  const settle = () => {
    const award = evaluate();
    return explainOrder(award, orderTarget(fourLines, award, program), 1, program);
  };
  const rates = [perSecond(evaluate), perSecond(settle)].map((rate) =>
    Math.round(rate).toLocaleString("en"),
  );
  return `evaluation of an order of 4 lines against 50 rules, on one core: ${rates[0] ?? "?"} a second; with its target and explanation: ${rates[1] ?? "?"}`;
}

/** By the processor's time, so that what else the machine does is not counted; the median of rounds. */
function perSecond(work: () => unknown): number {
  const rates = Array.from({ length: ROUNDS + 1 }, () => {
    const began = process.cpuUsage();
    let count = 0;
    let spent = 0;
    while (spent < ROUND_MS) {
      for (let index = 0; index < 100; index += 1) work();
      count += 100;
      const { user, system } = process.cpuUsage(began);
      spent = (user + system) / 1000;
    }
    return (count * 1000) / spent;
  });
  // The first round is for the engine to get warm.
  const sorted = rates.slice(1).sort((a, b) => a - b);
  return sorted[ROUNDS >> 1] ?? 0;
}
