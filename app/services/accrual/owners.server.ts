import { holdersOfCompanies, insertCompanies } from "../../db/company-queries.server.ts";
import { findHolders, type CustomerHolder } from "../../db/holder-queries.server.ts";
import type { StoredOrder } from "../../db/order-queries.server.ts";
import type { Queryable, Tx } from "../../db/transaction.server.ts";
import {
  holderId,
  type CustomerId,
  type HolderId,
  type OrderId,
  type ShopId,
} from "../../domain/ids.ts";
import type { OrderFacts } from "../../domain/order/order.ts";
import type { ProgramVersion } from "../../domain/program-version.ts";
import { loadEnrolments } from "../enrolment/load-enrolments.server.ts";
import { isEnrolledAt } from "../../domain/enrolment.ts";
import { ensureHolders } from "../ensure-members.server.ts";
import { newId } from "../new-id.server.ts";

/** The company whose points an order's are; null where they are its customer's. */
export function companyOf(facts: OrderFacts | null, version: ProgramVersion | null): string | null {
  const wholesale = version?.program.wholesale;
  return wholesale?.sharedBalance && wholesale.companies ? (facts?.companyId ?? null) : null;
}

/** An order, and under which version it is judged. */
export interface OrderUnder {
  readonly order: StoredOrder;
  readonly version: ProgramVersion | null;
}

/** Whose the points of orders are. */
export interface Owners {
  /** Living holders; an order of nobody, or under no version, is absent. */
  readonly holders: ReadonlyMap<OrderId, HolderId>;
  /** Whether a holder was in the programme at a moment. */
  readonly wasEnrolled: (holder: HolderId, at: Date) => boolean;
}

/**
 * Finds whose the orders are that earn under a version; customers and companies seen for the first
 * time become holders. Decisions on enrolment are looked up only of holders of whom any were made.
 */
export function ensureOwners(
  tx: Tx,
  shop: ShopId,
  orders: readonly OrderUnder[],
  versions: readonly ProgramVersion[],
  now: Date,
): Promise<Owners> {
  return ownersBy(tx, shop, orders, versions, {
    customers: (wanted) => ensureHolders(tx, shop, wanted, now, { versions }),
    companies: (wanted) => ensureCompanies(tx, shop, wanted, now),
  });
}

/** The same of holders that are there; an order whose owner is none is absent. */
export function findOwners(
  db: Queryable,
  shop: ShopId,
  orders: readonly OrderUnder[],
  versions: readonly ProgramVersion[],
): Promise<Owners> {
  return ownersBy(db, shop, orders, versions, {
    customers: (wanted) => findHolders(db, shop, wanted),
    companies: (wanted) => holdersOfCompanies(db, shop, wanted),
  });
}

interface Finders {
  readonly customers: (
    wanted: readonly CustomerId[],
  ) => Promise<ReadonlyMap<CustomerId, CustomerHolder>>;
  readonly companies: (wanted: readonly string[]) => Promise<ReadonlyMap<string, HolderId>>;
}

async function ownersBy(
  db: Queryable,
  shop: ShopId,
  orders: readonly OrderUnder[],
  versions: readonly ProgramVersion[],
  find: Finders,
): Promise<Owners> {
  const earning = orders.filter(({ version }) => version !== null);
  const found = await find.customers(unique(earning.flatMap((one) => customerIn(one) ?? [])));
  const companies = await find.companies(
    unique(earning.flatMap(({ order }) => order.ownerCompany ?? [])),
  );
  const decided = [...found.values()].filter((one) => one.decided).map((one) => one.holderId);
  const wasEnrolled = await enrolmentsOf(db, shop, unique(decided), versions);
  const isCompany = new Set(companies.values());
  const holders = earning.flatMap((one): [OrderId, HolderId][] => {
    const { ownerCompany, state } = one.order;
    const customer = customerIn(one);
    const owner =
      ownerCompany === null
        ? customer && found.get(customer)?.holderId
        : companies.get(ownerCompany);
    return owner ? [[state.orderId, owner]] : [];
  });
  return {
    holders: new Map(holders),
    wasEnrolled: (holder, at) => isCompany.has(holder) || wasEnrolled(holder, at),
  };
}

/** The customer whose an order is; null where a company's or nobody's. */
const customerIn = ({ order }: OrderUnder): CustomerId | null =>
  order.ownerCompany === null ? (order.state.facts?.customerId ?? order.claimedBy) : null;

/** Of holders on whom nobody has decided, the mode of the version in force decides. */
export async function enrolmentsOf(
  tx: Queryable,
  shop: ShopId,
  decided: readonly HolderId[],
  versions: readonly ProgramVersion[],
): Promise<(holder: HolderId, at: Date) => boolean> {
  if (decided.length === 0) return (_holder, at) => isEnrolledAt([], versions, at);
  return loadEnrolments(tx, shop, decided, versions);
}

/** The holder of each company; those seen for the first time are stored. */
export async function ensureCompanies(
  tx: Tx,
  shop: ShopId,
  companies: readonly string[],
  now: Date,
): Promise<Map<string, HolderId>> {
  if (companies.length === 0) return new Map();
  const holders = await holdersOfCompanies(tx, shop, companies);
  const others = companies
    .filter((company) => !holders.has(company))
    .map((company) => ({ companyId: company, holderId: holderId(newId()) }));
  await insertCompanies(tx, shop, others, now);
  for (const { companyId, holderId: holder } of others) holders.set(companyId, holder);
  return holders;
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
