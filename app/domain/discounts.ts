import { stringify } from "safe-stable-stringify";

import {
  PERKS_DISCOUNT_TITLE,
  POINTS_DISCOUNT_TITLE,
  STAMPS_DISCOUNT_TITLE,
} from "./discount-titles.ts";
import { compareIds } from "./ids.ts";
import { encodeProgram } from "./program.ts";
import { perksConfig, stampsConfig } from "./perks.ts";
import type { Program } from "./program.ts";

/**
 * The automatic discounts: money off for points, what tiers and wholesale give, and what stamp cards
 * make free; that has one of its own, by whose title an order tells it.
 */
export type DiscountKind = "points" | "perks" | "stamps";
export const DISCOUNT_KINDS: readonly DiscountKind[] = ["points", "perks", "stamps"];

export type DiscountClass = "ORDER" | "PRODUCT" | "SHIPPING";

/** What each of them must be like in Shopify. */
export const DISCOUNTS: Readonly<
  Record<DiscountKind, { readonly title: string; readonly classes: readonly DiscountClass[] }>
> = {
  points: { title: POINTS_DISCOUNT_TITLE, classes: ["ORDER"] },
  perks: { title: PERKS_DISCOUNT_TITLE, classes: ["ORDER", "SHIPPING"] },
  stamps: { title: STAMPS_DISCOUNT_TITLE, classes: ["PRODUCT"] },
};

/** An automatic discount of this app, as Shopify has it. */
export interface FoundDiscount {
  /** Shopify's global id. */
  readonly id: string;
  readonly title: string;
  readonly isActive: boolean;
  readonly functionId: string;
  readonly classes: readonly string[];
  /** With order, product and shipping discounts alike. */
  readonly combinesWithAll: boolean;
  /** The text of its config metafield, which only this app can write; null where there is none. */
  readonly config: string | null;
}

/** What is wrong with a discount that is there. */
export type DiscountFault = "outdated_config" | "other_function" | "other_settings" | "inactive";

/**
 * The JSON that the Discount Function reads of its discount, as text. Lists that the input query
 * has as its variables are always there: Shopify gives it null for a key that is missing, and runs
 * nothing where a list is null.
 * @param program null before the first publication: then nothing can be taken off
 */
export function discountConfig(kind: DiscountKind, program: Program | null): string {
  if (program === null) return canonical({ kind, ...NO_VARIABLES });
  if (kind === "perks") return canonical({ kind, ...NO_VARIABLES, ...perksConfig(program) });
  if (kind === "stamps") return canonical({ kind, ...NO_VARIABLES, ...stampsConfig(program) });
  const { currency, redemption } = encodeProgram(program);
  const { worth, maximum_share_percent } = redemption;
  return canonical({ kind, currency, worth, maximum_share_percent, ...NO_VARIABLES });
}

const NO_VARIABLES = { wholesale_tags: [] };

/**
 * Those of the discounts that are of this kind, the one to keep first: the one that is known, else
 * the oldest. There is more than one where an answer of Shopify's was lost and the discount it told
 * of could not be found yet; two would take the same points off twice.
 */
export function discountsOfKind(
  kind: DiscountKind,
  found: readonly FoundDiscount[],
  knownId: string | null,
): FoundDiscount[] {
  return found
    .filter((one) => one.id === knownId || kindOf(one) === kind)
    .sort((a, b) => Number(b.id === knownId) - Number(a.id === knownId) || byId(a, b));
}

/** Everything that is wrong with a discount, what is mended first standing first. */
export function discountFaults(
  kind: DiscountKind,
  found: FoundDiscount,
  functionId: string,
  program: Program | null,
): DiscountFault[] {
  const { title, classes } = DISCOUNTS[kind];
  const faults: DiscountFault[] = [];
  if (found.functionId !== functionId) faults.push("other_function");
  if (normalised(found.config) !== discountConfig(kind, program)) faults.push("outdated_config");
  const sameClasses = [...found.classes].sort().join() === [...classes].sort().join();
  if (found.title !== title || !sameClasses || !found.combinesWithAll) {
    faults.push("other_settings");
  }
  if (!found.isActive) faults.push("inactive");
  return faults;
}

/** Which discount it is: by its config, which the merchant cannot change, else by its title. */
function kindOf({ config, title }: FoundDiscount): DiscountKind | null {
  const json = parsed(config);
  const said = typeof json === "object" && json !== null && "kind" in json ? json.kind : null;
  return DISCOUNT_KINDS.find((kind) => kind === said || title === DISCOUNTS[kind].title) ?? null;
}

const canonical = (value: unknown): string => stringify(value) ?? "";
const normalised = (config: string | null) => canonical(parsed(config));

function parsed(config: string | null): unknown {
  try {
    return config === null ? null : (JSON.parse(config) as unknown);
  } catch {
    return null;
  }
}

const numberIn = (id: string) => id.slice(id.lastIndexOf("/") + 1);
const byId = (a: FoundDiscount, b: FoundDiscount) => compareIds(numberIn(a.id), numberIn(b.id));
