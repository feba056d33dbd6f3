import type { Condition, OrderCandidate, Operation, Value } from "../functions/answer.ts";
import { lineGid } from "../functions/line-gid.ts";
import { least, share, spread, sum, type Minor } from "../money.ts";
import { NOTHING, total, type Exchange, type Money } from "./currency.ts";
import type { OpenLine } from "./discounting-model.ts";

const isIn = (candidate: OrderCandidate, line: OpenLine) =>
  !candidate.excludedLineIds.includes(lineGid(line.id));

interface Chosen {
  readonly candidate: OrderCandidate;
  /** In the cart's currency; never more than what is left. */
  readonly amount: Minor;
}

/**
 * The candidate that counts by the operation's strategy, of those whose conditions hold.
 * @param before what was left of each line before any order discount: shares are of that
 */
export function chooseOrderCandidate(
  operation: Operation & { kind: "order" },
  lines: readonly OpenLine[],
  before: readonly Money[],
): Chosen | null {
  const open = operation.candidates
    .filter((candidate) => candidate.conditions.every((condition) => holds(condition, lines)))
    .map((candidate): Chosen => {
      const sumOf = (of: (line: OpenLine, index: number) => Minor) =>
        sum(lines.map((line, index) => (isIn(candidate, line) ? of(line, index) : 0n)));
      const base = sumOf((_line, index) => before[index]?.presentment ?? 0n);
      const left = sumOf((line) => line.left.presentment);
      return { candidate, amount: least(left, amountOf(candidate.value, base)) };
    });
  if (operation.strategy === "FIRST") return open[0] ?? null;
  return open.reduce<Chosen | null>(
    (best, each) => (best === null || each.amount > best.amount ? each : best),
    null,
  );
}

/** An order discount over the lines that it is on, in proportion to what is left of each. */
export function deal(lines: readonly OpenLine[], chosen: Chosen, money: Exchange): Money[] {
  const on = lines.map((line) => (isIn(chosen.candidate, line) ? line.left : NOTHING));
  const left = total(on);
  const shop =
    chosen.amount === left.presentment
      ? left.shop
      : least(left.shop, money.fromPresentment(chosen.amount).shop);
  const seen = spread(
    on.map((part) => part.presentment),
    chosen.amount,
  );
  const kept = spread(
    on.map((part) => part.shop),
    shop,
  );
  return lines.map((_line, index) => ({
    shop: kept[index] ?? 0n,
    presentment: seen[index] ?? 0n,
  }));
}

/** What a value comes to of a base, in the cart's currency. */
export const amountOf = (value: Value, base: Minor): Minor =>
  value.kind === "fixed" ? value.amount : share(base, value.millionths, 100_000_000n);

function holds(condition: Condition, lines: readonly OpenLine[]): boolean {
  const meant = lines.filter((line) =>
    condition.kind === "subtotal" && condition.lineIds === null
      ? !condition.excludedLineIds.includes(lineGid(line.id))
      : condition.lineIds?.includes(lineGid(line.id)),
  );
  return condition.kind === "quantity"
    ? meant.reduce((units, line) => units + line.quantity, 0) >= condition.least
    : sum(meant.map((line) => line.subtotal.shop)) >= condition.least;
}
