import { minor } from "../money.ts";
import type { Minor } from "../money.ts";
import type { Program } from "../program/program.ts";
import type { LineFilter, OrderFilter } from "../program/filters.ts";

/** What Shopify says of a product beyond what an order's lines say; ids as digits. */
export interface ProductFacts {
  readonly type: string | null;
  readonly vendor: string | null;
  readonly tags: readonly string[];
  readonly collections: readonly string[];
}

/** What Shopify said around an order when it was first seen; frozen. */
export interface Surroundings {
  readonly customerTags: readonly string[];
  /** By product id. */
  readonly products: ReadonlyMap<string, ProductFacts>;
}

/** What is known of the member as of the order's `processedAt`, from what is dated before it. */
export interface MemberStanding {
  readonly enrolled: boolean;
  /** The id of its tier. */
  readonly tier: string | null;
  /** Which of the member's orders this is; 1 is the first. */
  readonly orderNumber: number;
  /** What was bought earlier in the wholesale period that the order falls in; eligible money of goods. */
  readonly periodMinor: Minor;
}

/** What an order is judged by beside itself. */
export interface OrderContext {
  readonly surroundings: Surroundings;
  readonly member: MemberStanding;
}

/** Of an order whose program asks for none: nothing known of its surroundings, a new member's first. */
export const NO_CONTEXT: OrderContext = {
  surroundings: { customerTags: [], products: new Map() },
  member: { enrolled: true, tier: null, orderNumber: 1, periodMinor: minor(0n) },
};

/** What a program asks of the context of orders. */
export interface ContextNeeds {
  readonly products: boolean;
  readonly customerTags: boolean;
  readonly member: boolean;
}

/**
 * What a program asks of an order's context: nothing is fetched, stored or loaded for one that
 * asks nothing.
 */
export function needsOf(program: Program): ContextNeeds {
  const known = NEEDS.get(program);
  if (known !== undefined) return known;
  const needs = reckonNeeds(program);
  NEEDS.set(program, needs);
  return needs;
}

const NEEDS = new WeakMap<Program, ContextNeeds>();

function reckonNeeds(program: Program): ContextNeeds {
  const { enrolment, earning, campaigns, tiers, wholesale, stampCards } = program;
  const filtered = [...earning.rules, ...campaigns];
  const lines = [...filtered, ...stampCards].flatMap(({ lines }) => lines ?? []);
  const orders = filtered.flatMap(({ orders }) => orders ?? []);
  const wholesaleTags = wholesale?.customerTags ?? [];
  return {
    products: lines.some(asksOfProducts),
    customerTags: wholesaleTags.length > 0 || orders.some((one) => one.customerTags.length > 0),
    member:
      enrolment.mode === "opt_in" ||
      tiers !== null ||
      stampCards.length > 0 ||
      (wholesale !== null && wholesale.periodSteps.length > 0) ||
      orders.some(asksOfMember),
  };
}

/** A line says itself which product it is and whose. */
function asksOfProducts(filter: LineFilter): boolean {
  const asks = [filter, filter.except].flatMap((lists) => [
    lists.collections,
    lists.types,
    lists.tags,
  ]);
  return asks.some((list) => list.length > 0);
}

const asksOfMember = ({ tiers, orderNumber }: OrderFilter): boolean =>
  tiers.length > 0 || orderNumber !== null;
