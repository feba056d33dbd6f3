import { markUnanswered } from "../db/hold-life-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { Hold } from "../domain/hold.ts";
import type { HoldMetafields } from "../shopify/hold-metafield.server.ts";
import { releaseHold } from "./release-hold.server.ts";
import { reservePoints, type HoldRequest, type Reservation } from "./reserve-points.server.ts";
import { syncHoldMetafield } from "./sync-hold-metafield.server.ts";

export type HoldOutcome =
  | { readonly kind: "held"; readonly hold: Hold }
  | Exclude<Reservation, { kind: "reserved" }>
  /** The points are free again. */
  | { readonly kind: "refused_by_shopify"; readonly message: string }
  /** Nobody knows whether Shopify has written it down; it is being taken back. */
  | { readonly kind: "shopify_unavailable" }
  /** The shopper has asked for another hold, or none, while this one was being made. */
  | { readonly kind: "overtaken" };

/**
 * Holds points for a checkout: reserves them in our books, then writes the hold
 * to the customer's metafield, from which the discount reads it. What Shopify
 * refuses is released at once; what it does not answer is taken back by
 * `clear-holds`, once it is seen not to be there.
 */
export async function holdPoints(
  db: Database,
  metafields: HoldMetafields,
  request: HoldRequest,
  now: Date,
): Promise<HoldOutcome> {
  const reserved = await reservePoints(db, request, now);
  if (reserved.kind !== "reserved") return reserved;
  const { hold, replaces } = reserved;
  const { shop, customerId } = request;
  const sync = () => syncHoldMetafield(db, metafields, shop, customerId, now);
  const synced = replaces
    ? await sync()
    : await syncHoldMetafield(db, metafields, shop, customerId, now, { guess: { kind: "none" } });
  switch (synced.kind) {
    case "synced":
      return synced.shows === hold.holdId ? { kind: "held", hold } : { kind: "overtaken" };
    case "refused":
      await releaseHold(db, shop, hold.holdId, "refused", now);
      // Should the hold that it took the place of still be shown: better not for long.
      if (replaces) await sync();
      return { kind: "refused_by_shopify", message: synced.message };
    case "unavailable":
      await markUnanswered(queryable(db.pool), shop, hold.holdId, now);
      return { kind: "shopify_unavailable" };
  }
}
