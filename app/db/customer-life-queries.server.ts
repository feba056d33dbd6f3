import type { CustomerId, HolderId, ShopId } from "../domain/ids.ts";
import type { Queryable } from "./transaction.server.ts";

/** What is remembered of a Shopify customer id. */
export interface CustomerRow {
  /** The holder made for this id; its points may have moved on in a merge. */
  readonly holderId: HolderId;
  readonly deletedAt: Date | null;
  readonly redactedAt: Date | null;
}

/** The customer's row; null for an id never heard of. */
export async function findCustomer(
  db: Queryable,
  shop: ShopId,
  customer: CustomerId,
): Promise<CustomerRow | null> {
  const [row] = await db.query<CustomerRow>(
    `SELECT holder_id AS "holderId", deleted_at AS "deletedAt", redacted_at AS "redactedAt"
     FROM customers WHERE shop = $1 AND customer_id = $2`,
    [shop, customer],
  );
  return row ?? null;
}

/** Those of the customers whose data Shopify has demanded to be erased. */
export async function redactedAmong(
  db: Queryable,
  shop: ShopId,
  customers: readonly CustomerId[],
): Promise<Set<CustomerId>> {
  const rows = await db.query<{ customer_id: CustomerId }>(
    `SELECT c.customer_id FROM unnest($2::text[]) AS wanted (customer_id)
      CROSS JOIN LATERAL (
        SELECT customer_id, redacted_at FROM customers
         WHERE shop = $1 AND customer_id = wanted.customer_id LIMIT 1) AS c
      WHERE c.redacted_at IS NOT NULL`,
    [shop, customers],
  );
  return new Set(rows.map(({ customer_id }) => customer_id));
}

export interface MemberCustomer {
  readonly customerId: CustomerId;
  /** Neither deleted nor erased at Shopify. */
  readonly living: boolean;
}

/** All customer ids of the member that the customer belongs to, merges followed; its own among them. */
export function customersOfSameMember(
  db: Queryable,
  shop: ShopId,
  customer: CustomerId,
): Promise<MemberCustomer[]> {
  return db.query<MemberCustomer>(
    `SELECT c.customer_id AS "customerId",
            c.deleted_at IS NULL AND c.redacted_at IS NULL AS living
     FROM customers own JOIN holders h USING (shop, holder_id)
     JOIN holders same ON same.shop = h.shop
      AND (same.holder_id = coalesce(h.merged_into, h.holder_id)
        OR same.merged_into = coalesce(h.merged_into, h.holder_id))
     JOIN customers c ON c.shop = same.shop AND c.holder_id = same.holder_id
     WHERE own.shop = $1 AND own.customer_id = $2
     ORDER BY c.customer_id`,
    [shop, customer],
  );
}

/** Remembers that Shopify deleted the customer; the first time that it was heard of stays. */
export async function markCustomerDeleted(
  db: Queryable,
  shop: ShopId,
  customer: CustomerId,
  at: Date,
): Promise<void> {
  await db.query(
    `UPDATE customers SET deleted_at = $3
     WHERE shop = $1 AND customer_id = $2 AND deleted_at IS NULL`,
    [shop, customer, at],
  );
}

/** Remembers that Shopify had the customer's data erased; the first time stays. */
export async function markCustomerRedacted(
  db: Queryable,
  shop: ShopId,
  customer: CustomerId,
  at: Date,
): Promise<void> {
  await db.query(
    `UPDATE customers SET redacted_at = $3
     WHERE shop = $1 AND customer_id = $2 AND redacted_at IS NULL`,
    [shop, customer, at],
  );
}

// The member that a customer belongs to, merges followed, and whether any of
// its customer ids is living at Shopify still.
const MEMBER_OF = `
  SELECT h.shop, coalesce(h.merged_into, h.holder_id) AS holder_id
  FROM customers c JOIN holders h USING (shop, holder_id)
  WHERE c.shop = $1 AND c.customer_id = $2`;
const HAS_LIVING_CUSTOMER = `
  SELECT 1 FROM customers c JOIN holders h USING (shop, holder_id)
  WHERE c.shop = own.shop AND coalesce(h.merged_into, h.holder_id) = own.holder_id
    AND c.deleted_at IS NULL AND c.redacted_at IS NULL`;

/**
 * Freezes the member that the customer belongs to, once none of its customer
 * ids is living. An erased member stays erased.
 */
export async function freezeWithoutLivingCustomer(
  db: Queryable,
  shop: ShopId,
  customer: CustomerId,
): Promise<void> {
  await db.query(
    `UPDATE members m SET status = 'frozen' FROM (${MEMBER_OF}) own
     WHERE m.shop = own.shop AND m.holder_id = own.holder_id AND m.status <> 'erased'
       AND NOT EXISTS (${HAS_LIVING_CUSTOMER})`,
    [shop, customer],
  );
}

/**
 * Sets the customer's member to erased, once none of its customer ids is
 * living: then nobody is left whose data the rest could be.
 * @returns the member; null where another of its customers still lives
 */
export async function eraseWithoutLivingCustomer(
  db: Queryable,
  shop: ShopId,
  customer: CustomerId,
): Promise<HolderId | null> {
  const [row] = await db.query<{ holder_id: HolderId }>(
    `UPDATE members m SET status = 'erased' FROM (${MEMBER_OF}) own
     WHERE m.shop = own.shop AND m.holder_id = own.holder_id
       AND NOT EXISTS (${HAS_LIVING_CUSTOMER})
     RETURNING m.holder_id`,
    [shop, customer],
  );
  return row?.holder_id ?? null;
}
