import { countAttention } from "../db/attention-queries.server.ts";
import type { Database } from "../db/pool.server.ts";
import { latestProgram } from "../db/program-queries.server.ts";
import {
  findShopFigures,
  movementSince,
  publisherOfProgram,
  type Movement,
  type ShopFigures,
} from "../db/shop-figure-queries.server.ts";
import { queryable } from "../db/transaction.server.ts";
import type { CurrencyCode, Minor } from "../domain/money.ts";
import { points } from "../domain/points.ts";
import { worthOf } from "../domain/program.ts";
import { daysAfter } from "../domain/program-terms.ts";
import type { AdminClient } from "../shopify/admin-client.server.ts";
import { orderPage, type NamedOrder } from "./list-orders.server.ts";

export interface HomeView {
  readonly figures: ShopFigures;
  /** What the points outstanding are worth now; null while there is no program. */
  readonly worth: { readonly minor: Minor; readonly currency: CurrencyCode } | null;
  readonly lately: Movement;
  readonly lastOrders: readonly NamedOrder[];
  /** `default`: the one that the installation published; nobody has looked at it yet. */
  readonly program: "none" | "default" | "published";
  /** How many things wait for the merchant to look at them. */
  readonly attention: number;
}

/** How many days back `lately` goes. */
export const LATELY_DAYS = 30;
const LAST_ORDERS = 5;
/** Who publishes a shop's first version. */
const INSTALLER = "install";

const NOTHING: ShopFigures = {
  name: null,
  members: 0n,
  outstanding: 0n,
  pending: points(0n),
};

/** What the merchant sees first: how the programme stands, and its last orders. */
export async function viewHome(db: Database, admin: AdminClient, now: Date): Promise<HomeView> {
  const read = queryable(db.pool);
  const { shop } = admin;
  const [figures, lately, last, current, publisher, attention] = await Promise.all([
    findShopFigures(read, shop),
    movementSince(read, shop, daysAfter(now, -LATELY_DAYS)),
    orderPage(db, admin, null, null, LAST_ORDERS),
    latestProgram(read, shop),
    publisherOfProgram(read, shop),
    countAttention(read, shop),
  ]);
  const outstanding = points(figures && figures.outstanding > 0n ? figures.outstanding : 0n);
  const worth = current && {
    minor: worthOf(outstanding, current.program),
    currency: current.program.currency,
  };
  const program = publisher === null ? "none" : publisher === INSTALLER ? "default" : "published";
  return {
    figures: figures ?? NOTHING,
    worth,
    lately,
    lastOrders: last.orders,
    program,
    attention,
  };
}
