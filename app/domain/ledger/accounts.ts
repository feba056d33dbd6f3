/**
 * The accounts of the ledger. Every transfer debits one and credits another by
 * the same amount, so the credits less the debits over all accounts are zero.
 */

/** Of a holder. None is ever negative. */
export const HOLDER_ACCOUNTS = ["pending", "available", "held", "owed"] as const;
export type HolderAccount = (typeof HOLDER_ACCOUNTS)[number];

/** Of the shop: summed when asked for, never stored in a row that all writers share. */
export const SHOP_ACCOUNTS = [
  "issued",
  "redeemed",
  "expired",
  "reversed",
  "adjusted",
  "uncollected",
] as const;
export type ShopAccount = (typeof SHOP_ACCOUNTS)[number];

export type Account = HolderAccount | ShopAccount;

/**
 * What part of a lot lies where. `expired` is the shop's account, kept per lot
 * because a clawback does not take again what has already expired.
 */
export const LOT_ACCOUNTS = ["pending", "available", "held", "expired"] as const;
export type LotAccount = (typeof LOT_ACCOUNTS)[number];

export const isLotAccount = (account: Account): account is LotAccount =>
  (LOT_ACCOUNTS as readonly string[]).includes(account);
