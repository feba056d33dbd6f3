import { daysAfter, NOT_SENT_YET } from "../days.ts";
import type { Program } from "../program/program.ts";
import type { OrderFacts, OrderState } from "./order.ts";

/**
 * When an order's points can be spent: so many days after it was paid (or placed, while it is not),
 * or after all of it was sent, as the program says.
 */
export function maturity(
  { facts, paidAt, fulfilledAt }: OrderState & { readonly facts: OrderFacts },
  { earning }: Program,
): Date {
  const { pendingFrom, pendingDays } = earning;
  if (pendingFrom === "payment") return daysAfter(paidAt ?? facts.processedAt, pendingDays);
  return fulfilledAt === null ? NOT_SENT_YET : daysAfter(fulfilledAt, pendingDays);
}
