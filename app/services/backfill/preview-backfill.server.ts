import { awardsOf } from "../../db/award-queries.server.ts";
import type { BackfilledOrder } from "../../db/backfill-queries.server.ts";
import { holdersOfCustomers } from "../../db/holder-queries.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import type { Tx } from "../../db/transaction.server.ts";
import type { CustomerId, ShopId } from "../../domain/ids.ts";
import { newId } from "../new-id.server.ts";
import { bringOrders } from "./bring-orders.server.ts";
import { backfillPages, type BackfillPage, type BackfillRead } from "./read-pages.server.ts";
import { add, counted, NOTHING_YET, type BackfillSofar } from "./run-backfill.server.ts";

/** What a member would be given. */
export interface MemberPreview {
  readonly orders: number;
  readonly points: bigint;
}

export interface BackfillPreview {
  readonly sofar: BackfillSofar;
  readonly members: ReadonlyMap<CustomerId, MemberPreview>;
  /** What members get beside, for joining, entering tiers and milestones; less than 0 where they lose some. */
  readonly bonuses: ReadonlyMap<CustomerId, bigint>;
  /** Orders of guests, which earn once they are claimed. */
  readonly guests: MemberPreview;
}

/** What a page would bring. */
interface Brought {
  readonly orders: BackfilledOrder[];
  /** What awards change by, by customer and the award's key. */
  readonly awards: ReadonlyMap<CustomerId, ReadonlyMap<string, bigint>>;
}

/** Carries what was found out of a transaction that is rolled back. */
class RolledBack extends Error {
  readonly brought: Brought;
  constructor(brought: Brought) {
    super("a preview keeps nothing");
    this.brought = brought;
  }
}

/**
 * What a back-fill would award, member by member, by the very services that would do it, page by
 * page, each rolled back. Rules that ask for a member's other orders see those that are stored, and
 * none of the earlier pages.
 */
export async function previewBackfill(
  read: BackfillRead,
  now: () => Date,
  onProgress: (sofar: BackfillSofar) => void = () => undefined,
): Promise<BackfillPreview> {
  const members = new Map<CustomerId, MemberPreview>();
  const awards = new Map<CustomerId, Map<string, bigint>>();
  let guests: MemberPreview = { orders: 0, points: 0n };
  let sofar = NOTHING_YET;
  const backfillId = newId();
  for await (const page of backfillPages(read, read.since, now())) {
    const brought = await tried(read, backfillId, page, now());
    // A welcome that each page would give is given once.
    for (const [customer, changes] of brought.awards)
      awards.set(customer, new Map([...(awards.get(customer) ?? []), ...changes]));
    for (const order of brought.orders) {
      const points = order.target ?? 0n;
      const { customerId } = order;
      const before = (customerId === null ? guests : members.get(customerId)) ?? NO_MEMBER;
      const after = { orders: before.orders + 1, points: before.points + points };
      if (customerId === null) guests = after;
      else members.set(customerId, after);
    }
    sofar = add(sofar, counted(brought.orders, page.orders.length, page.imported));
    onProgress(sofar);
  }
  return { sofar, members, bonuses: sumsOf(awards), guests };
}

const NO_MEMBER: MemberPreview = { orders: 0, points: 0n };

async function tried(
  { db, shop, programVersion }: BackfillRead,
  backfillId: string,
  page: BackfillPage,
  now: Date,
): Promise<Brought> {
  const customers = [...new Set(page.orders.flatMap(({ customerId }) => customerId ?? []))];
  try {
    return await inShop(db, shop, async (tx) => {
      const before = await awardsOfCustomers(tx, shop, customers);
      const orders = await bringOrders(tx, shop, backfillId, programVersion, page, now);
      const after = await awardsOfCustomers(tx, shop, customers);
      throw new RolledBack({ orders, awards: changesOf(before, after) });
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.brought;
    throw error;
  }
}

type Awards = ReadonlyMap<CustomerId, ReadonlyMap<string, bigint>>;

/** What customers have been awarded, by the award's key; of merged ones it is the first one's. */
async function awardsOfCustomers(
  tx: Tx,
  shop: ShopId,
  customers: readonly CustomerId[],
): Promise<Awards> {
  const holders = await holdersOfCustomers(tx, shop, customers);
  const owners = new Map([...holders].toReversed().map(([customer, holder]) => [holder, customer]));
  const rows = await awardsOf(tx, shop, [...owners.keys()]);
  const byHolder = Map.groupBy(rows, ({ holderId }) => holderId);
  return new Map(
    [...owners].map(([holder, customer]) => [
      customer,
      new Map((byHolder.get(holder) ?? []).map(({ key, points }) => [key, points])),
    ]),
  );
}

function changesOf(before: Awards, after: Awards): Awards {
  return new Map(
    [...after].map(([customer, awards]) => {
      const had = before.get(customer);
      return [customer, new Map([...awards].map(([key, is]) => [key, is - (had?.get(key) ?? 0n)]))];
    }),
  );
}

function sumsOf(awards: Awards): Map<CustomerId, bigint> {
  const sums = [...awards].map(([customer, changes]): [CustomerId, bigint] => [
    customer,
    [...changes.values()].reduce((sum, change) => sum + change, 0n),
  ]);
  return new Map(sums.filter(([, sum]) => sum !== 0n));
}
