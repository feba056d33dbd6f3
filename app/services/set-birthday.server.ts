import { setBirthdays } from "../db/birthday-queries.server.ts";
import { holdersOfCustomers } from "../db/holder-queries.server.ts";
import { findMember } from "../db/member-view-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { inShop } from "../db/shop-transaction.server.ts";
import type { Birthday } from "../domain/birthday.ts";
import type { CustomerId, ShopId } from "../domain/ids.ts";

export interface BirthdayRequest {
  readonly shop: ShopId;
  readonly customerId: CustomerId;
  /** Null takes it away. */
  readonly birthday: Birthday | null;
}

export type BirthdayResult = "set" | "unknown_member" | "member_erased";

/**
 * Sets a member's birthday. Its bonus counts the days from now, unless the same date was known
 * before.
 */
export function setBirthday(
  db: Database,
  { shop, customerId: customer, birthday }: BirthdayRequest,
  now: Date,
): Promise<BirthdayResult> {
  return inShop(db, shop, async (tx) => {
    const holderId = (await holdersOfCustomers(tx, shop, [customer])).get(customer);
    const member = holderId && (await findMember(tx, shop, holderId));
    if (!holderId || !member) return "unknown_member";
    if (member.status === "erased") return "member_erased";
    await setBirthdays(tx, shop, [{ holderId, birthday }], now);
    return "set";
  });
}
