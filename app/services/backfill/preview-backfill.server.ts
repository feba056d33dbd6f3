import { inShop } from "../../db/shop-transaction.server.ts";
import type { BackfilledOrder } from "../../db/backfill-queries.server.ts";
import type { CustomerId } from "../../domain/ids.ts";
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
  /** Orders of guests, which earn once they are claimed. */
  readonly guests: MemberPreview;
}

/** Carries what was found out of a transaction that is rolled back. */
class RolledBack extends Error {
  readonly brought: BackfilledOrder[];
  constructor(brought: BackfilledOrder[]) {
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
  let guests: MemberPreview = { orders: 0, points: 0n };
  let sofar = NOTHING_YET;
  const backfillId = newId();
  for await (const page of backfillPages(read, read.since, now())) {
    const brought = await tried(read, backfillId, page, now());
    for (const order of brought) {
      const points = order.target ?? 0n;
      const { customerId } = order;
      const before = (customerId === null ? guests : members.get(customerId)) ?? NO_MEMBER;
      const after = { orders: before.orders + 1, points: before.points + points };
      if (customerId === null) guests = after;
      else members.set(customerId, after);
    }
    sofar = add(sofar, counted(brought, page.orders.length, page.imported));
    onProgress(sofar);
  }
  return { sofar, members, guests };
}

const NO_MEMBER: MemberPreview = { orders: 0, points: 0n };

async function tried(
  { db, shop, programVersion }: BackfillRead,
  backfillId: string,
  page: BackfillPage,
  now: Date,
): Promise<BackfilledOrder[]> {
  try {
    return await inShop(db, shop, async (tx) => {
      throw new RolledBack(await bringOrders(tx, shop, backfillId, programVersion, page, now));
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.brought;
    throw error;
  }
}
