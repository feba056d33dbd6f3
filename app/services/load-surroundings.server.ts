import type { StoredOrder } from "../db/order-queries.server.ts";
import { cachedProducts } from "../db/product-queries.server.ts";
import type { Tx } from "../db/transaction.server.ts";
import {
  freeze,
  missingSurroundings,
  NOTHING_FROZEN,
  type FrozenSurroundings,
  type MissingSurroundings,
  type SurroundingsNeeds,
} from "../domain/order/surroundings.ts";
import type { Program } from "../domain/program.ts";
import type { OrderState } from "../domain/order/order.ts";
import type { OrderId, ShopId } from "../domain/ids.ts";

/** An order, and what the program that judges it asks of its surroundings. */
export interface SurroundingsWanted {
  readonly order: Pick<StoredOrder, "claimedBy" | "surroundings"> & {
    readonly state: Pick<OrderState, "orderId" | "facts">;
  };
  readonly needs: SurroundingsNeeds;
  /** Of a buyer's tags only those are kept that it asks about; all of them where it is not said. */
  readonly program?: Program;
}

/** What became of the wish: all of it frozen, or something that Shopify has yet to be asked. */
export type SurroundingsLoaded = FrozenSurroundings | "waiting";

// A webhook may be lost: what was read longer ago is read again.
const LONGEST_KNOWN_MS = 24 * 60 * 60 * 1000;

/**
 * The surroundings of orders whose programs ask for any: as frozen before, or frozen now from what
 * is known of products. An order of which anything else is missing waits; `fetchSurroundings` asks
 * Shopify and has it accrued again. The caller stores what comes of it with the order. One query,
 * and none where everything is frozen already.
 */
export async function loadSurroundings(
  tx: Tx,
  shop: ShopId,
  wanted: readonly SurroundingsWanted[],
  now: Date,
): Promise<Map<OrderId, SurroundingsLoaded>> {
  const missing = new Map(wanted.map((one) => [one, missingOf(one)] as const));
  const unknown = new Set([...missing.values()].flatMap(({ products }) => products));
  const products = await cachedProducts(tx, shop, [...unknown], knownSince(now));
  return new Map(
    [...missing].map(([{ order }, missingOfOne]): [OrderId, SurroundingsLoaded] => {
      const frozen = order.surroundings ?? NOTHING_FROZEN;
      const isKnown = missingOfOne.products.every((id) => products.has(id));
      const loaded =
        isKnown && !missingOfOne.customerTags
          ? freeze(frozen, missingOfOne, products, null)
          : "waiting";
      return [order.state.orderId, loaded];
    }),
  );
}

/** What an order has yet to be given of what is wanted. */
export function missingOf({ order, needs }: SurroundingsWanted): MissingSurroundings {
  const { state, claimedBy, surroundings } = order;
  if (state.facts === null) return { products: [], customerTags: false };
  const hasBuyer = (state.facts.customerId ?? claimedBy) !== null;
  return missingSurroundings(state.facts, hasBuyer, needs, surroundings ?? NOTHING_FROZEN);
}

/** What was read of a product before then is too old. */
export const knownSince = (now: Date): Date => new Date(now.getTime() - LONGEST_KNOWN_MS);
