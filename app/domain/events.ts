import type { HolderId } from "./ids.ts";
import type { Json } from "./ledger/transfer.ts";

/** What may be told of a holder: the names are those of the outgoing webhooks. */
export type EventType =
  | "points/earned"
  | "points/redeemed"
  | "points/expired"
  | "points/about_to_expire"
  | "tier/upgraded"
  | "tier/downgraded"
  /** The holder stands below its tier and will fall when the days of grace are over. */
  | "tier/warning"
  | "referral/completed"
  | "reward/used";

/** Something that has happened to a holder, for whoever is to be told of it. */
export interface HolderEvent {
  /** Names the fact, not the attempt: the same key is recorded once. */
  readonly key: string;
  readonly holderId: HolderId;
  readonly type: EventType;
  readonly at: Date;
  /** Figures and ids; never personal data. */
  readonly data: Json;
}
