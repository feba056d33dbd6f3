import { customersOfSameMember } from "../db/customer-life-queries.server.ts";
import { insertDataExport } from "../db/data-export-queries.server.ts";
import {
  exportHolderRows,
  exportOrders,
  exportReviews,
  exportTransfers,
  holdersOfCustomer,
  keptDeliveries,
  type KeptDelivery,
} from "../db/export-queries.server.ts";
import { exportImportedRows } from "../db/import-undo-queries.server.ts";
import { ordersOfSubject } from "../db/redact-customer-queries.server.ts";
import type { Queryable, Tx } from "../db/transaction.server.ts";
import type { ShopId } from "../domain/ids.ts";
import type { DataSubject } from "../shopify/payloads/compliance.ts";
import { parseBody } from "../shopify/payloads/parse-body.ts";
import { newId } from "./new-id.server.ts";

/** Everything held about a shopper, as a JSON document. */
export type CustomerData = Readonly<Record<string, unknown>>;

/**
 * Answers `customers/data_request`: gathers everything held about the shopper
 * and stores it for the merchant, who hands it on.
 * @returns the export's id, under which the merchant finds it for 30 days
 */
export async function exportCustomerData(
  tx: Tx,
  shop: ShopId,
  request: DataSubject & { readonly requestId: string | null },
  now: Date,
): Promise<string> {
  const exportId = newId();
  await insertDataExport(tx, {
    shop,
    exportId,
    customerId: request.customerId ?? "",
    document: { data_request_id: request.requestId, ...(await gather(tx, shop, request, now)) },
    createdAt: now,
  });
  return exportId;
}

/** Gathers everything held about a shopper; stores nothing. */
export async function gather(
  db: Queryable,
  shop: ShopId,
  subject: DataSubject,
  now: Date,
): Promise<CustomerData> {
  const { customerId, emailHash } = subject;
  const same = customerId === null ? [] : await customersOfSameMember(db, shop, customerId);
  // A customer that no member is known for may stand in a delivery that was refused.
  const asked = customerId === null ? [] : [customerId];
  const customers = [...new Set([...asked, ...same.map((one) => one.customerId)])];
  const holders = customerId === null ? [] : await holdersOfCustomer(db, shop, customerId);
  const orders = await ordersOfSubject(db, {
    shop,
    customers,
    emailHash,
    orders: subject.orders,
  });
  const named = [...new Set([...orders, ...subject.orders])];
  const kept = await keptDeliveries(db, shop, customers, named);
  return {
    shop,
    customer_id: customerId,
    made_at: now.toISOString(),
    members: await exportHolderRows(db, shop, "members", holders),
    customer_ids: await exportHolderRows(db, shop, "customers", holders),
    balances: await exportHolderRows(db, shop, "balances", holders),
    lots: await exportHolderRows(db, shop, "lots", holders),
    transfers: await exportTransfers(db, shop, holders),
    holds: await exportHolderRows(db, shop, "holds", holders),
    enrolments: await exportHolderRows(db, shop, "enrolments", holders),
    awards: await exportHolderRows(db, shop, "awards", holders),
    tiers: await exportHolderRows(db, shop, "member_tiers", holders),
    tiers_given: await exportHolderRows(db, shop, "tier_pins", holders),
    events: await exportHolderRows(db, shop, "events", holders),
    reviews: await exportReviews(db, shop, customers, emailHash),
    imported_rows: await exportImportedRows(db, shop, emailHash),
    orders: await exportOrders(db, shop, orders),
    webhook_deliveries: kept.map(readable),
  };
}

function readable({ topic, receivedAt, body }: KeptDelivery) {
  const parsed = parseBody(body.toString("utf8"));
  return {
    topic,
    received_at: receivedAt.toISOString(),
    payload: parsed.kind === "ok" ? parsed.body : null,
  };
}
