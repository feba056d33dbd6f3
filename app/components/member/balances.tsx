import { InlineGrid } from "@shopify/polaris";

import type { Amount } from "../../wording/formats.ts";
import { FigureCard } from "../figure-card.tsx";
import { useLanguage } from "../language.tsx";
import { fill } from "../../locales/words.ts";

interface BalancesProps {
  readonly balances: {
    readonly available: bigint;
    readonly pending: bigint;
    readonly held: bigint;
    readonly owed: bigint;
    readonly lifetimeEarned: bigint;
  };
  /** Null while there is no program. */
  readonly worth: { readonly balance: Amount; readonly pending: Amount } | null;
}

/** What a member has and owes, in points and in money. */
export function Balances({ balances, worth }: BalancesProps) {
  const { texts, formats } = useLanguage();
  const words = texts.member.balance;
  const worthOf = (amount: Amount | undefined) =>
    amount && fill(words.worth, { amount: formats.money(amount) });
  return (
    <section aria-label={words.title}>
      <InlineGrid columns={{ xs: 2, md: 3, lg: 5 }} gap={{ xs: "200", sm: "400" }}>
        <FigureCard
          label={words.spendable}
          value={formats.number(balances.available)}
          help={worthOf(worth?.balance)}
        />
        <FigureCard
          label={words.pending}
          value={formats.number(balances.pending)}
          help={worthOf(worth?.pending) ?? words.pendingHelp}
        />
        <FigureCard
          label={words.held}
          value={formats.number(balances.held)}
          help={words.heldHelp}
        />
        <FigureCard
          label={words.owed}
          value={formats.number(balances.owed)}
          help={words.owedHelp}
        />
        <FigureCard label={words.lifetime} value={formats.number(balances.lifetimeEarned)} />
      </InlineGrid>
    </section>
  );
}
