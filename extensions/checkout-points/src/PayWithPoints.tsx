import type { Api } from "@shopify/ui-extensions/purchase.checkout.block.render";
import { AmountForm } from "./AmountForm.tsx";
import { Applied } from "./Applied.tsx";
import { readCart } from "./cart-reading.ts";
import { checkoutState } from "./checkout-state.ts";
import { Expired, SetAside } from "./Held.tsx";
import type { PointsApi } from "./points-api.ts";
import { reasonsOf } from "./reasons.ts";
import { useNow } from "./use-now.ts";
import { useRedemption } from "./use-redemption.ts";
import { wordsOf } from "./words.ts";

type Props = { readonly checkout: Api; readonly api: PointsApi };

/** The whole block: paying with points, or why it cannot be done here. */
export function PayWithPoints({ checkout, api }: Props) {
  const words = wordsOf(checkout.i18n);
  const cart = readCart(checkout);
  const redemption = useRedemption(api, checkout, cart);
  const { known, notice, busy } = redemption;
  const account = known.kind === "account" ? known.account : null;
  const state = checkoutState(known, {
    cart: cart.money,
    loggedIn: cart.customerId !== null,
    canChangeCart: cart.canChangeCart,
    isNamed: (hold) =>
      hold.id === redemption.named || hold.id === cart.namedHold || cart.hasDiscountOf(hold),
    now: useNow(account?.member?.hold != null),
    choosing: redemption.choosing,
  });
  if (state.kind === "no_program") return null;
  if (state.kind === "loading") return <s-spinner accessibilityLabel={words.text("loading")} />;
  return (
    <s-stack gap="base">
      <s-heading>{words.text("title")}</s-heading>
      {notice && <s-banner tone={notice.tone}>{words.text(`notice.${notice.key}`)}</s-banner>}
      {content()}
    </s-stack>
  );

  function content() {
    switch (state.kind) {
      case "offer":
        return (
          <AmountForm
            offer={state}
            chosen={account?.member?.hold?.points ?? null}
            words={words}
            busy={busy}
            onApply={redemption.apply}
            onKeep={redemption.choosing ? () => redemption.choose(false) : null}
          />
        );
      case "applied":
        return (
          <Applied
            state={state}
            words={words}
            busy={busy}
            isInTotal={cart.hasDiscountOf(state.hold)}
            canChangeCart={cart.canChangeCart}
            onChange={() => redemption.choose(true)}
            onRemove={() => redemption.remove(state.hold, true)}
          />
        );
      case "set_aside":
        return (
          <SetAside
            hold={state.hold}
            words={words}
            busy={busy}
            canChangeCart={cart.canChangeCart}
            onUse={() => redemption.use(state.hold)}
            onRelease={() => redemption.remove(state.hold, false)}
          />
        );
      case "expired":
        return (
          <Expired hold={state.hold} words={words} busy={busy} onAgain={redemption.chooseAgain} />
        );
      case "unreachable":
        return (
          <>
            <s-text>{words.text("unreachable")}</s-text>
            <s-button onClick={redemption.reload} loading={busy}>
              {words.text("retry")}
            </s-button>
          </>
        );
      default:
        return reasonsOf(state, words).map((reason) => <s-text key={reason}>{reason}</s-text>);
    }
  }
}
