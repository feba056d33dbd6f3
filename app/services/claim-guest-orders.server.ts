import { claimGuestOrderRows } from "../db/guest-order-queries.server.ts";
import { findCustomer } from "../db/customer-life-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import type { CustomerId, OrderId, ShopId } from "../domain/ids.ts";
import { accrueOrdersIn } from "./accrue-orders.server.ts";
import { ensureMembers } from "./ensure-members.server.ts";
import { claimImportedRows } from "./imports/claim-imported.server.ts";

export interface GuestClaim {
  readonly shop: ShopId;
  /** Who is logged in. */
  readonly customerId: CustomerId;
  /** Keyed hash of the customer's address, which the login has proven; null where there is none. */
  readonly emailHash: string | null;
}

/**
 * Gives a customer who has logged in the orders made as a guest under the same
 * address, and their points, and what imports have brought for it. An order is claimed once: whoever comes later with
 * that address finds it taken. An erased customer claims nothing.
 * @returns the orders that were claimed now
 */
export function claimGuestOrders(
  db: Database,
  { shop, customerId, emailHash }: GuestClaim,
  now: Date,
): Promise<readonly OrderId[]> {
  return inShop(db, shop, async (tx) => {
    const known = await findCustomer(tx, shop, customerId);
    if (known?.redactedAt) return [];
    await ensureMembers(tx, shop, [customerId], now);
    if (emailHash === null) return [];
    await claimImportedRows(tx, shop, customerId, emailHash, now);
    const claimed = await claimGuestOrderRows(tx, shop, customerId, emailHash);
    if (claimed.length === 0) return [];
    // Telling the orders again what they are posts what they now owe their claimant.
    const events = claimed.map((facts) => ({ kind: "state" as const, facts }));
    await accrueOrdersIn(tx, shop, events, now);
    return claimed.map((facts) => facts.orderId);
  });
}
