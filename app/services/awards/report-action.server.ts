import { holdersOfCustomers } from "../../db/holder-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import type { EarnFact } from "../../domain/earn-fact.ts";
import type { CustomerId, ShopId } from "../../domain/ids.ts";
import { awardFacts, type FactOutcome } from "./award-facts.server.ts";

export interface ActionReport {
  readonly shop: ShopId;
  readonly customerId: CustomerId;
  readonly fact: EarnFact;
}

export type ActionOutcome = FactOutcome | { readonly kind: "unknown_member" };

/** Awards what a member has done, once, as somebody outside reports it. */
export function reportAction(
  db: Database,
  { shop, customerId: customer, fact }: ActionReport,
  now: Date,
): Promise<ActionOutcome> {
  return inShop(db, shop, async (tx) => {
    const holderId = (await holdersOfCustomers(tx, shop, [customer])).get(customer);
    if (holderId === undefined) return { kind: "unknown_member" };
    const [outcome] = await awardFacts(tx, shop, [{ holderId, fact }], now);
    return outcome ?? { kind: "no_rule" };
  });
}
