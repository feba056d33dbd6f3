import type { HolderId, LotId, OrderId, ShopId } from "../ids.ts";
import type { Points } from "../points.ts";
import type { Account, LotAccount } from "./accounts.ts";

/** Why points moved. */
export type TransferCode =
  /** An order, or its edit, earns. */
  | "earn"
  /** Pending points become spendable. */
  | "mature"
  /** A checkout reserves points. */
  | "hold"
  /** The order takes what its hold discounted. */
  | "capture"
  /** A hold that was not used comes back. */
  | "release"
  /** Nobody spent them in time. */
  | "expire"
  /** A refund, an edit or a cancellation takes back. */
  | "clawback"
  /** An edit gives again what an earlier clawback took from other lots. */
  | "reinstate"
  /** A lot's dates change because an earlier payment has become known. */
  | "reschedule"
  /** Points spent on a returned order come back. */
  | "restore"
  /** Owed points are repaid from a credit. */
  | "repay"
  /** The merchant gives or takes, with a reason. */
  | "adjust"
  | "import"
  | "merge_out"
  | "merge_in";

/** Dates of the points that are credited together. */
export interface LotTerms {
  readonly maturesAt: Date;
  /** Null: never. */
  readonly expiresAt: Date | null;
}

/** The lot that a credit goes to. */
export interface LotCredit extends LotTerms {
  readonly lotId: LotId;
}

/** Part of a lot that a debit takes. */
export interface LotUse {
  readonly lotId: LotId;
  readonly account: LotAccount;
  readonly amount: Points;
}

/** Only what survives JSON and jsonb unchanged, whatever the order of the keys. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * Whether the holder has earned or spent by it: points that expire by inactivity
 * begin their time anew. What comes back, is taken back or moves by itself is no activity.
 */
export const isActivity = ({ code, credit }: Pick<Draft, "code" | "credit">): boolean =>
  code === "earn" ||
  code === "capture" ||
  code === "import" ||
  (code === "adjust" && credit === "available");

/** What a posting says; `append` adds its place in the chain. */
export interface Draft {
  /** Names the fact, not the attempt; unique in the shop. */
  readonly key: string;
  readonly code: TransferCode;
  readonly debit: Account;
  readonly credit: Account;
  /** > 0 */
  readonly amount: Points;
  /** Where a credit names its own lot; null where the points stay in the lots used. */
  readonly lot: LotCredit | null;
  readonly uses: readonly LotUse[];
  readonly orderId: OrderId | null;
  readonly programVersion: number | null;
  /** No personal data: a free text's salted hash goes to `noteHash`. */
  readonly explanation: Json;
  readonly noteHash: Uint8Array | null;
  /** When it happened. */
  readonly eventAt: Date;
}

/** One immutable movement in a holder's chain. */
export interface Transfer extends Draft {
  readonly shop: ShopId;
  readonly holderId: HolderId;
  /** Place in the chain, from 1. */
  readonly seq: bigint;
  /** When it was written down. */
  readonly recordedAt: Date;
  readonly prevHash: Uint8Array;
  readonly hash: Uint8Array;
}
