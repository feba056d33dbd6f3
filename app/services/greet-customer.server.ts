import { guestOrdersWait } from "../db/guest-order-queries.server.ts";
import { importedRowsWait } from "../db/import-row-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { CustomerId, OrderId, ShopId } from "../domain/ids.ts";
import { AdminFailure } from "../shopify/admin-answer.ts";
import { claimGuestOrders } from "./claim-guest-orders.server.ts";
import type { CustomerReading, ShopReader } from "./shop-reader.ts";
import { viewMember, type MemberView } from "./view-member.server.ts";

export interface Greeting {
  readonly member: MemberView;
  /** Guest orders that became the customer's now. */
  readonly claimed: readonly OrderId[];
}

/**
 * What a customer's login does: it enrols them, and gives them the orders that
 * they made as a guest. The login proves who the customer is; which address is
 * theirs, Shopify is asked, and only where any guest order or imported row waits at all. Where it
 * does not say, nothing is claimed until the next login.
 */
export async function greetCustomer(
  db: Database,
  reader: ShopReader,
  shop: ShopId,
  customerId: CustomerId,
  now: Date,
): Promise<Greeting> {
  const sql = queryable(db.pool);
  const waiting = (await guestOrdersWait(sql, shop)) || (await importedRowsWait(sql, shop));
  const known = waiting ? await ask(reader, customerId) : null;
  const claim = { shop, customerId, emailHash: known?.emailHash ?? null };
  const claimed = await claimGuestOrders(db, claim, now);
  const member = await viewMember(db, shop, customerId, now);
  if (!member) throw new Error(`customer ${customerId} has been enrolled and is not there`);
  return { member, claimed };
}

async function ask(reader: ShopReader, customerId: CustomerId): Promise<CustomerReading | null> {
  try {
    return await reader.customer(customerId);
  } catch (error) {
    if (error instanceof AdminFailure) return null;
    throw error;
  }
}
