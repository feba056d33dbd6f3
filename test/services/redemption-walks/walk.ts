import fc from "fast-check";

/** One step of a shopper; its numbers choose among what is possible then. */
export interface Step {
  readonly kind: "apply" | "remove" | "leave" | "order" | "cancel" | "refund" | "wait";
  readonly a: number;
  readonly b: number;
}

const WEIGHTS: readonly (readonly [Step["kind"], number])[] = [
  // A change of the amount is an apply while something is held.
  ["apply", 8],
  ["remove", 2],
  ["leave", 2],
  ["order", 5],
  ["cancel", 1],
  ["refund", 3],
  ["wait", 2],
];

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(...WEIGHTS.map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind) }))),
  a: fc.nat(1_000_000),
  b: fc.nat(1_000_000),
});

/** Steps of one shopper, twenty minutes from one to the next, so that holds expire on the way. */
export const walk: fc.Arbitrary<Step[]> = fc
  .tuple(
    step.map((first): Step => ({ ...first, kind: "apply" })),
    fc.array(step, { minLength: 3, maxLength: 6 }),
  )
  .map(([first, rest]) => [first, ...rest]);
