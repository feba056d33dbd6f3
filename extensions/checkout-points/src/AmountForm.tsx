import { useState } from "preact/hooks";
import type { CheckoutState } from "./checkout-state.ts";
import { wrongWith, worthOf } from "./limits.ts";
import type { AmountProblem, Limits } from "./limits.ts";
import type { Words } from "./words.ts";

type Props = {
  readonly offer: Extract<CheckoutState, { kind: "offer" }>;
  /** What is held already; null where nothing is. */
  readonly chosen: number | null;
  readonly words: Words;
  readonly busy: boolean;
  readonly onApply: (points: number) => void;
  /** Leaves what is held as it is; null where nothing is. */
  readonly onKeep: (() => void) | null;
};

/**
 * How many points to spend. What is typed is only reckoned with here; the app and the checkout
 * are asked once, when the shopper has settled on an amount.
 */
export function AmountForm({ offer, chosen, words, busy, onApply, onKeep }: Props) {
  const { terms, available, limits } = offer;
  const [typed, setTyped] = useState(String(Math.min(chosen ?? limits.most, limits.most)));
  const points = /^\s*\d+\s*$/.test(typed) ? Number(typed) : Number.NaN;
  const problem = wrongWith(points, limits);
  const worth = (amount: number) => words.minor(worthOf(amount, terms), terms.currency);
  const apply = () => {
    if (problem === null) onApply(points);
  };
  return (
    <s-form onSubmit={apply}>
      <s-stack gap="base">
        <s-text>
          {words.text("balance", { points: words.points(available), money: worth(available) })}
        </s-text>
        <s-number-field
          label={words.text("amount.label")}
          name="points"
          inputMode="numeric"
          controls="stepper"
          min={limits.least}
          max={limits.most}
          step={limits.step}
          value={typed}
          disabled={busy}
          onInput={(event) => setTyped(valueOf(event))}
          onChange={(event) => setTyped(valueOf(event))}
          {...(problem === null ? {} : { error: problemText(problem, limits, words) })}
        />
        {problem === null && (
          <s-text>
            {words.text("amount.worth", {
              points: words.points(points),
              money: worth(points),
              rest: words.points(available - points),
            })}
          </s-text>
        )}
        <s-text color="subdued">
          {words.text("amount.share", { share: terms.maximumSharePercent })}
        </s-text>
        <s-stack direction="inline" gap="base">
          <s-button type="submit" variant="primary" loading={busy}>
            {words.text("amount.apply")}
          </s-button>
          {points !== limits.most && (
            <s-button disabled={busy} onClick={() => setTyped(String(limits.most))}>
              {words.text("amount.all", { points: words.points(limits.most) })}
            </s-button>
          )}
          {onKeep && (
            <s-button disabled={busy} onClick={onKeep}>
              {words.text("amount.keep")}
            </s-button>
          )}
        </s-stack>
      </s-stack>
    </s-form>
  );
}

function valueOf(event: Event): string {
  return (event.currentTarget as HTMLElementTagNameMap["s-number-field"] | null)?.value ?? "";
}

function problemText(problem: AmountProblem, limits: Limits, { text, points }: Words): string {
  const bound = { too_few: limits.least, too_many: limits.most, not_a_step: limits.step }[problem];
  return text(`amount.${problem}`, { points: points(bound) });
}
