/** Money as the app writes it: a decimal text with all digits of its currency. */
export type Money = { readonly amount: string; readonly currency: string };

/** Points set aside for a checkout. */
export type Hold = {
  readonly id: string;
  /** Six characters that the discount's name ends in. */
  readonly code: string;
  readonly points: number;
  readonly money: Money;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** `clearing`: the points are on their way back. */
  readonly state: "active" | "clearing" | "captured" | "released";
};

export type Member = {
  readonly status: string;
  /** Points that can be spent, without those that are held; below 0 where more is owed. */
  readonly balance: number;
  /** Earned, but not to be spent yet. */
  readonly pending: number;
  /** Taken back beyond the balance; later earnings repay it. */
  readonly owed: number;
  readonly hold: Hold | null;
  /** Held until lately, and not certain yet to be free again. */
  readonly returning: number;
};

/** The merchant's rules, as far as a checkout needs them. */
export type Terms = {
  readonly currency: string;
  /** Null: what an order earns depends on more than its total. */
  readonly earning: {
    readonly points: number;
    readonly perAmount: string;
    readonly rounding: "down" | "nearest" | "up";
  } | null;
  readonly worth: { readonly points: number; readonly amount: string };
  readonly step: number;
  readonly minimum: number;
  readonly maximumSharePercent: number;
};

/** Null: no member, or a shop without a programme. */
export type Account = { readonly member: Member | null; readonly terms: Terms | null };

/** What an order did to the buyer's points. */
export type OrderPoints = {
  readonly earned: number;
  /** What it earns once it is paid. */
  readonly willEarn: number;
  /** Of those earned, what cannot be spent yet; until `maturesAt`. */
  readonly pending: number;
  readonly maturesAt: number | null;
  readonly spent: number;
  readonly balance: number;
  /** What the balance is worth; null in a shop without a programme. */
  readonly worth: Money | null;
};
