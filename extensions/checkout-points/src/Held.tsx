import type { Hold } from "./answers.ts";
import type { Words } from "./words.ts";

type SetAsideProps = {
  readonly hold: Hold;
  readonly words: Words;
  readonly busy: boolean;
  readonly canChangeCart: boolean;
  readonly onUse: () => void;
  readonly onRelease: () => void;
};

/** Points are held, but not for this cart as far as is known: another tab, or a page left. */
export function SetAside({ hold, words, busy, canChangeCart, onUse, onRelease }: SetAsideProps) {
  const { text, points, money } = words;
  return (
    <>
      <s-text>
        {text("set_aside.text", { points: points(hold.points), money: money(hold.money) })}
      </s-text>
      <s-stack direction="inline" gap="base">
        {canChangeCart && (
          <s-button variant="primary" loading={busy} onClick={onUse}>
            {text("set_aside.use")}
          </s-button>
        )}
        <s-button disabled={busy} onClick={onRelease}>
          {text("set_aside.release")}
        </s-button>
      </s-stack>
    </>
  );
}

type ExpiredProps = {
  readonly hold: Hold;
  readonly words: Words;
  readonly busy: boolean;
  readonly onAgain: () => void;
};

/** The hold's time is over; the points come back without anyone doing anything. */
export function Expired({ hold, words, busy, onAgain }: ExpiredProps) {
  return (
    <>
      <s-banner tone="warning">
        {words.text("expired.text", { points: words.points(hold.points) })}
      </s-banner>
      <s-button loading={busy} onClick={onAgain}>
        {words.text("expired.again")}
      </s-button>
    </>
  );
}
