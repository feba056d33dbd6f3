import type { Database } from "../db/pool.server.ts";
import { queryable } from "../db/transaction.server.ts";
import { waitingOrders } from "../db/waiting-order-queries.server.ts";
import type { CustomerId, OrderId } from "../domain/ids.ts";
import type { PartName } from "../domain/installed-parts.ts";
import { AdminFailure } from "../shopify/admin-answer.ts";
import type { AdminClient } from "../shopify/admin-client.server.ts";
import { holdMetafields } from "../shopify/hold-metafield.server.ts";
import { clearHoldsOf } from "./clear-holds.server.ts";
import { dismissCapture, dismissDelivery } from "./dismiss.server.ts";
import type { OnHoldsSettled } from "./holds-settled.ts";
import { fetchSurroundings } from "./fetch-surroundings.server.ts";
import { installParts } from "./install-parts.server.ts";
import { queueAgain } from "./queue-again.server.ts";
import { readOrderAgain } from "./read-order-again.server.ts";
import type { Refetched } from "./refetch-orders.server.ts";
import type { ShopReader } from "./shop-reader.ts";

/** What a merchant does about a thing on the attention list. */
export type AttentionAct =
  | { readonly kind: "repair"; readonly part: PartName }
  /** Looks again how all parts stand, and repairs none that somebody has changed. */
  | { readonly kind: "check" }
  | { readonly kind: "seen"; readonly order: OrderId }
  | { readonly kind: "read"; readonly order: OrderId }
  /** Asks Shopify once more for what orders wait for. */
  | { readonly kind: "fetch" }
  | { readonly kind: "again"; readonly delivery: bigint }
  | { readonly kind: "forget"; readonly delivery: bigint };

export type AttentionOutcome =
  | "repaired"
  | "checked"
  /** It is still as it was: the list says why. */
  | "not_repaired"
  | "seen"
  | "read"
  | "not_read"
  | "queued"
  | "gone"
  /** Shopify has not answered in time; nothing is lost, and it may yet be done. */
  | "unavailable";

/** A person waits for it. */
const LONGEST_MS = 20_000;

export interface Attending {
  readonly db: Database;
  readonly admin: AdminClient;
  readonly reader: ShopReader;
  readonly now: Date;
}

/** Does what the merchant has asked for, and says how it ended. */
export async function attend(context: Attending, act: AttentionAct): Promise<AttentionOutcome> {
  const { db, admin, now } = context;
  switch (act.kind) {
    case "repair":
      return within(repair(context, act.part));
    case "check":
      return within(repair(context, null));
    case "read":
      return within(read(context, act.order));
    case "fetch":
      return within(fetchMissing(context));
    case "seen":
      return (await dismissCapture(db, admin.shop, act.order, now)) ? "seen" : "gone";
    case "again": {
      const outcome = await queueAgain(db, admin.shop, act.delivery, now);
      return outcome === "queued" ? "queued" : "gone";
    }
    case "forget":
      return (await dismissDelivery(db, admin.shop, act.delivery)) ? "seen" : "gone";
  }
}

async function repair(
  { db, admin, now }: Attending,
  part: PartName | null,
): Promise<AttentionOutcome> {
  try {
    const options = part === null ? {} : { repair: part };
    const parts = await installParts(db, admin, admin.shop, now, options);
    if (part === null) return "checked";
    const problem = parts?.find((one) => one.part === part)?.problem;
    return problem === null ? "repaired" : "not_repaired";
  } catch (error) {
    if (error instanceof AdminFailure) return "unavailable";
    throw error;
  }
}

async function read(
  { db, admin, reader, now }: Attending,
  order: OrderId,
): Promise<AttentionOutcome> {
  const { shop } = admin;
  const settled = new Set<CustomerId>();
  const onHoldsSettled: OnHoldsSettled = (_tx, _shop, customers) => {
    for (const customer of customers) settled.add(customer);
    return Promise.resolve();
  };
  const hooks = { onHoldsSettled };
  const { kind } = await readOrderAgain(db, reader, shop, order, "unmatched_hold", now, hooks);
  // What Shopify does not clear now, `clear-holds` does.
  for (const customer of settled)
    await clearHoldsOf(db, holdMetafields(admin), shop, customer, now);
  return READ[kind];
}

async function fetchMissing({ db, reader, admin, now }: Attending): Promise<AttentionOutcome> {
  try {
    await fetchSurroundings(db, reader, admin.shop, now);
    const left = await waitingOrders(queryable(db.pool), admin.shop, null, 1);
    return left.length === 0 ? "read" : "not_read";
  } catch (error) {
    if (error instanceof AdminFailure) return "not_read";
    throw error;
  }
}

const READ: Readonly<Record<Refetched["kind"], AttentionOutcome>> = {
  settled: "read",
  deleted: "read",
  not_marked: "gone",
  marked_again: "not_read",
  out_of_reach: "not_read",
  failed: "not_read",
};

/** What takes longer goes on by itself; only nobody is kept waiting for it. */
async function within(work: Promise<AttentionOutcome>): Promise<AttentionOutcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<AttentionOutcome>((resolve) => {
    timer = setTimeout(() => {
      resolve("unavailable");
    }, LONGEST_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
