import fc from "fast-check";

/** One step in the life of a few customers; its numbers choose among what is possible then. */
export interface Step {
  readonly kind:
    | "order"
    | "pay"
    | "refund"
    | "refund_more_or_less"
    | "refund_amount"
    | "edit_remove"
    | "edit_add"
    | "cancel"
    | "delete"
    | "merge"
    | "assign_guest"
    | "reassign"
    | "mature"
    | "spend";
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Seconds since the step before; 0 makes two changes of the same `updated_at`. */
  readonly wait: number;
}

const WEIGHTS: readonly (readonly [Step["kind"], number])[] = [
  ["order", 6],
  ["pay", 2],
  ["refund", 6],
  ["refund_more_or_less", 4],
  ["refund_amount", 3],
  ["edit_remove", 3],
  ["edit_add", 2],
  ["cancel", 1],
  ["delete", 1],
  ["merge", 1],
  ["assign_guest", 2],
  ["reassign", 1],
  ["mature", 2],
  ["spend", 1],
];

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(...WEIGHTS.map(([kind, weight]) => ({ weight, arbitrary: fc.constant(kind) }))),
  a: fc.nat(1_000_000),
  b: fc.nat(1_000_000),
  c: fc.nat(1_000_000),
  wait: fc.oneof(
    { weight: 1, arbitrary: fc.constant(0) },
    { weight: 7, arbitrary: fc.integer({ min: 1, max: 5 * 86_400 }) },
    // Long enough for windows of tiers, days of grace and new rules to come in between.
    { weight: 2, arbitrary: fc.integer({ min: 10 * 86_400, max: 250 * 86_400 }) },
  ),
});

/** A first order, then whatever comes. */
export const history: fc.Arbitrary<Step[]> = fc
  .tuple(
    step.map((first): Step => ({ ...first, kind: "order" })),
    fc.array(step, { minLength: 3, maxLength: 18 }),
  )
  .map(([first, rest]) => [first, ...rest]);
