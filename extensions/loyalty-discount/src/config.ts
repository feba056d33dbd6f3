import { exceeds, isZero, parseDecimal } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";
import { objectOf } from "./perks.ts";

/** What the points discount's metafield says of it. */
export type PointsConfig = {
  readonly kind: "points";
  /** The shop's currency, which holds are written in. */
  readonly currency: string;
  /** The most of an order that points may pay, 1 to 100. */
  readonly maximumSharePercent: bigint;
};

/** A percentage above 0 and at most 100, as it is written and as a number. */
export type Percent = { readonly text: string; readonly value: Decimal };

/** A name in the languages that the merchant has written it in, by code: `en`, `ru`. */
export type Name = Readonly<Record<string, unknown>>;

export type TierPerks = {
  readonly name: Name;
  readonly discount: Percent | null;
  /** The goods' price from which shipping is free, in the shop's currency. */
  readonly freeShippingFrom: Decimal | null;
};

/** What the perks discount's metafield says of it; without perks, next to nothing. */
export type PerksConfig = {
  readonly kind: "perks";
  /** Which amounts are written in; null where there are none. */
  readonly currency: string | null;
  readonly tiers: ReadonlyMap<string, TierPerks>;
  readonly wholesale: { readonly companies: boolean; readonly discount: Percent | null } | null;
};

/** Goods, told by product ids as digits, and by types in small letters. */
type Goods = { readonly products: readonly string[]; readonly types: readonly string[] };

/** Every so many units of some goods, one is free. */
export type StampCard = {
  readonly id: string;
  readonly name: Name;
  /** At least 2. */
  readonly stamps: number;
  /** A list that is empty asks nothing. */
  readonly wanted: Goods;
  readonly unwanted: Goods;
};

/** What the stamp cards' discount's metafield says of it. */
export type StampsConfig = { readonly kind: "stamps"; readonly cards: readonly StampCard[] };

/** @returns null where it is missing or of another shape: then nothing is taken off */
export function readConfig(value: unknown): PointsConfig | PerksConfig | StampsConfig | null {
  const { kind, currency, maximum_share_percent: share, tiers, wholesale, cards } = objectOf(value);
  if (kind === "stamps")
    return { kind, cards: Array.isArray(cards) ? cards.flatMap(readCard) : [] };
  if (kind === "perks") {
    return {
      kind,
      currency: typeof currency === "string" ? currency : null,
      tiers: new Map(Object.entries(objectOf(tiers)).map(([id, tier]) => [id, readTier(tier)])),
      wholesale: wholesale === undefined ? null : readWholesale(wholesale),
    };
  }
  if (kind !== "points" || typeof currency !== "string") return null;
  if (typeof share !== "number" || !Number.isInteger(share) || share < 1 || share > 100) {
    return null;
  }
  return { kind, currency, maximumSharePercent: BigInt(share) };
}

function readTier(value: unknown): TierPerks {
  const { name, discount_percent: percent, free_shipping_from: from } = objectOf(value);
  return {
    name: objectOf(name),
    discount: readPercent(percent),
    freeShippingFrom: parseDecimal(from),
  };
}

function readWholesale(value: unknown): PerksConfig["wholesale"] {
  const { companies, discount_percent: percent } = objectOf(value);
  return { companies: companies === true, discount: readPercent(percent) };
}

function readCard(value: unknown): StampCard[] {
  const { id, name, stamps, lines } = objectOf(value);
  if (typeof id !== "string" || typeof stamps !== "number") return [];
  if (!Number.isSafeInteger(stamps) || stamps < 2) return [];
  const { except } = objectOf(lines);
  return [
    { id, name: objectOf(name), stamps, wanted: readGoods(lines), unwanted: readGoods(except) },
  ];
}

function readGoods(value: unknown): Goods {
  const { products, types } = objectOf(value);
  return { products: textsIn(products), types: textsIn(types).map(folded) };
}

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
const folded = (text: string) => text.trim().toLowerCase();

const HUNDRED: Decimal = { units: 100n, scale: 0 };

function readPercent(text: unknown): Percent | null {
  const value = parseDecimal(text);
  if (value === null || isZero(value) || exceeds(value, HUNDRED)) return null;
  return { text: String(text), value };
}
