import type { Text } from "../program/texts.ts";
import type { Values } from "./value.ts";

/**
 * One thing that a programme says. Its words are in the locale files: a `label` that names it
 * for the merchant, the `value` that differences set against each other, and the `rule`, a
 * sentence for shoppers. All three may have places for the values; `rule` may hold `{value}`.
 */
export interface Statement {
  /** The same in two versions of a programme: `tiers/gold/threshold`. */
  readonly id: string;
  /** Where its words are: `tiers.threshold` of `rules.json`, or of `actions.json` for an action. */
  readonly key: string;
  readonly values: Values;
  /** Only told where versions are compared: it changes nothing as long as the rest stays so. */
  readonly isIdle?: boolean | undefined;
}

/** Statements about one thing that the merchant may have several of: a campaign, a tier. */
export interface Item {
  readonly id: string;
  /** What kind of thing: `items.<key>` of the locale files names it where the merchant does not. */
  readonly key: string;
  readonly name: Text | null;
  /** What of the name a difference shows where there is none. */
  readonly ownId: string;
  readonly statements: readonly Statement[];
}

/** A part of the rules under a heading. */
export interface Section {
  readonly id: string;
  readonly statements: readonly Statement[];
  readonly items: readonly Item[];
  /** Whether the order of the items is a rule too. */
  readonly isOrdered?: boolean | undefined;
}

export const statement = (id: string, key: string, values: Values = {}): Statement => ({
  id,
  key,
  values,
});

/** What an action says of itself; the keys are below `actions.<kind>` of the locale files. */
export interface ActionStatement {
  readonly key: string;
  readonly values: Values;
}

export const says = (key: string, values: Values = {}): ActionStatement => ({ key, values });
