import { encodeProgram } from "./program.ts";
import type { Program } from "./program.ts";
import type { Tier } from "./program/tiers.ts";

/**
 * What checkouts give by themselves, as the perks discount's metafield says it to the Discount
 * Function: per tier, and for wholesale. Who is in a tier the customer's own metafield says; so a
 * percentage that changes is in force with its publication, and no customer is written to.
 * @returns nothing for a program without such perks
 */
export function perksConfig(program: Program): object {
  const { currency, tiers, wholesale } = encodeProgram(program);
  const given = new Set(tiersWithPerks(program));
  const levels = (tiers?.levels ?? []).filter(({ id }) => given.has(id));
  const trade = wholesale?.discount_percent == null ? null : wholesale;
  if (levels.length === 0 && trade === null) return {};
  return {
    currency,
    tiers: Object.fromEntries(
      levels.map(({ id, name, discount_percent, free_shipping_from }) => [
        id,
        { name, discount_percent, free_shipping_from },
      ]),
    ),
    ...(trade && {
      wholesale: { companies: trade.companies, discount_percent: trade.discount_percent },
      wholesale_tags: trade.customer_tags,
    }),
  };
}

/** The stamp cards, as their discount's metafield says them; nothing for a program without any. */
export function stampsConfig(program: Program): object {
  const { stamp_cards: cards } = encodeProgram(program);
  return cards.length === 0 ? {} : { cards };
}

/** Whether the program gives anything at checkout that customers' metafields must tell of. */
export const givesPerks = (program: Program): boolean =>
  tiersWithPerks(program).length > 0 || program.stampCards.length > 0;

/** The tiers whose members have something at every checkout. */
export const tiersWithPerks = ({ tiers }: Program): string[] =>
  (tiers?.levels ?? []).filter(hasPerks).map(({ id }) => id);

const hasPerks = ({ discountPercent, freeShippingFrom }: Tier) =>
  discountPercent !== null || freeShippingFrom !== null;
