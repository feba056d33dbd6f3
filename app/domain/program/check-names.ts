import type { z } from "zod";

import type { OrderFilterDocument } from "./filters.ts";
import type { UncheckedDocument } from "./sections.ts";

type Path = readonly (string | number)[];
type Refuse = (path: Path, message: string) => void;

/** Checks what names something else in the document, and what must stand in an order. */
export function checkNames(
  document: UncheckedDocument,
  context: z.RefinementCtx<UncheckedDocument>,
): void {
  const refuse: Refuse = (path, message) => {
    context.addIssue({ code: "custom", path: [...path], message });
  };
  checkIds(document, refuse);
  checkRates(document, refuse);
  checkFilters(document, refuse);
  checkTiers(document, refuse);
  checkWholesale(document, refuse);
  checkStampCards(document, refuse);
}

function checkIds(
  { earning, campaigns, tiers, stamp_cards: cards }: UncheckedDocument,
  refuse: Refuse,
) {
  const lists: readonly [Path, readonly { readonly id: string }[]][] = [
    [["earning", "rules"], earning.rules],
    [["earning", "actions"], earning.actions],
    [["campaigns"], campaigns],
    [["tiers", "levels"], tiers?.levels ?? []],
    [["stamp_cards"], cards],
  ];
  for (const [path, list] of lists) {
    const seen = new Set<string>();
    list.forEach(({ id }, index) => {
      if (seen.has(id))
        refuse([...path, index, "id"], `must be another than "${id}", which is taken`);
      seen.add(id);
    });
  }
}

function checkRates({ currency, earning }: UncheckedDocument, refuse: Refuse) {
  if (currency in earning.rates) {
    refuse(
      ["earning", "rates", currency],
      `must be left out: orders in ${currency}, the program's currency, earn by earning.rate`,
    );
  }
}

function checkFilters({ earning, campaigns, tiers, wholesale }: UncheckedDocument, refuse: Refuse) {
  const known = (tiers?.levels ?? []).map(({ id }) => id);
  const check = (path: Path, filter: OrderFilterDocument | undefined) => {
    filter?.tiers?.forEach((id, index) => {
      if (known.includes(id)) return;
      const listed = known.map((one) => `"${one}"`).join(", ");
      const hint = known.length === 0 ? "the program has no tiers" : `use one of ${listed}`;
      refuse([...path, "orders", "tiers", index], `must be the id of a tier: ${hint}`);
    });
    if (filter?.wholesale !== undefined && wholesale === null) {
      refuse([...path, "orders", "wholesale"], "must be left out: the program has no wholesale");
    }
  };
  earning.rules.forEach(({ orders }, index) => check(["earning", "rules", index], orders));
  campaigns.forEach(({ orders }, index) => check(["campaigns", index], orders));
}

function checkTiers({ tiers }: UncheckedDocument, refuse: Refuse) {
  if (tiers === null) return;
  const isMoney = tiers.basis === "spend";
  const path = (index: number) => ["tiers", "levels", index, "threshold"];
  const wrong = tiers.levels.findIndex(
    ({ threshold }) => (typeof threshold === "string") !== isMoney,
  );
  if (wrong !== -1) {
    const what = isMoney
      ? 'a decimal amount in quotes, such as "20000.00": the tiers go by money spent'
      : `a whole number without quotes: the tiers go by ${tiers.basis}`;
    refuse(path(wrong), `must be ${what}`);
    return;
  }
  const [lowest] = tiers.levels;
  if (lowest !== undefined && Number(lowest.threshold) === 0 && lowest.entry_bonus > 0) {
    refuse(
      ["tiers", "levels", 0, "entry_bonus"],
      'must be 0: everybody is in this tier from the first day; use an action of kind "welcome"',
    );
  }
  tiers.levels.forEach(({ threshold }, index) => {
    const before = tiers.levels[index - 1];
    if (before !== undefined && Number(threshold) <= Number(before.threshold)) {
      refuse(path(index), `must be more than that of the tier before it (${before.threshold})`);
    }
  });
}

/** Shopify takes no longer list as a variable of a Function's input query. */
const MOST_TAGS_AT_CHECKOUT = 100;

function checkWholesale({ wholesale }: UncheckedDocument, refuse: Refuse) {
  if (wholesale === null) return;
  const { period, period_steps: periodSteps, order_steps: orderSteps } = wholesale;
  if (wholesale.discount_percent !== null && wholesale.customer_tags.length > MOST_TAGS_AT_CHECKOUT)
    refuse(
      ["wholesale", "customer_tags"],
      `must be at most ${MOST_TAGS_AT_CHECKOUT} tags beside a discount_percent: a checkout cannot ask for more`,
    );
  const lists = [["order_steps", orderSteps] as const, ["period_steps", periodSteps] as const];
  for (const [name, steps] of lists) {
    steps.forEach(({ from }, index) => {
      const before = steps[index - 1];
      if (before !== undefined && Number(from) <= Number(before.from)) {
        refuse(
          ["wholesale", name, index, "from"],
          `must be more than that of the step before it (${before.from})`,
        );
      }
    });
  }
  if (periodSteps.length > 0 && period === null) {
    refuse(
      ["wholesale", "period"],
      'must be "month" or "quarter" or "year" where there are period_steps',
    );
  }
}

/** What Shopify lets a Function ask of a product in a cart is these two, beside all else that ours asks. */
const NOT_TOLD_AT_CHECKOUT = ["collections", "vendors", "tags"] as const;

/** Of a longer metafield a Function sees nothing. */
const MOST_CARDS_TEXT = 8_000;

function checkStampCards({ stamp_cards: cards }: UncheckedDocument, refuse: Refuse) {
  cards.forEach(({ lines }, index) => {
    for (const [path, marks] of [
      [["lines"], lines],
      [["lines", "except"], lines.except],
    ] as const) {
      for (const mark of NOT_TOLD_AT_CHECKOUT) {
        if (marks?.[mark] === undefined) continue;
        refuse(
          ["stamp_cards", index, ...path, mark],
          "must be left out: a checkout tells a stamp card's goods by products and types alone",
        );
      }
    }
  });
  if (JSON.stringify(cards).length > MOST_CARDS_TEXT)
    refuse(
      ["stamp_cards"],
      `must come to at most ${MOST_CARDS_TEXT} characters, or a checkout cannot read them`,
    );
}
