import type { CheckoutState } from "./checkout-state.ts";
import type { Words } from "./words.ts";

type Props = {
  readonly state: Extract<CheckoutState, { kind: "applied" }>;
  readonly words: Words;
  readonly busy: boolean;
  /** Whether the checkout's total shows the discount already. */
  readonly isInTotal: boolean;
  readonly canChangeCart: boolean;
  readonly onChange: () => void;
  readonly onRemove: () => void;
};

/** Points are paying: how much, what remains, for how long they are set aside. */
export function Applied({ state, words, busy, isInTotal, canChangeCart, ...on }: Props) {
  const { hold, rest, minutesLeft, taken } = state;
  const { text, points, money } = words;
  return (
    <>
      <s-banner
        tone="success"
        heading={text("applied.heading", { points: points(hold.points), money: money(hold.money) })}
      >
        {taken && <s-paragraph>{text("applied.less", { money: money(taken) })}</s-paragraph>}
        {!isInTotal && <s-paragraph>{text("applied.waiting")}</s-paragraph>}
        <s-paragraph>{text("applied.rest", { points: points(rest) })}</s-paragraph>
        <s-paragraph>{text("applied.time", { count: minutesLeft })}</s-paragraph>
      </s-banner>
      {canChangeCart && (
        <s-stack direction="inline" gap="base">
          <s-button disabled={busy} onClick={on.onChange}>
            {text("applied.change")}
          </s-button>
          <s-button loading={busy} onClick={on.onRemove}>
            {text("applied.remove")}
          </s-button>
        </s-stack>
      )}
    </>
  );
}
